using System.Text.RegularExpressions;
using GitOpsGen.Migrate.Outlines;
using static GitOpsGen.Migrate.Manifests.Verdicts;

namespace GitOpsGen.Migrate.Manifests;

/// <summary>Arguments of containers: a flag for a namespace follows the object that the flag for the name beside it says.</summary>
internal static partial class Arguments
{
    public static Judgement? Judge(Place place)
    {
        if (place.Leaf.Key is not null || place.Leaf.Parent is not { Kind: OutlineKind.List } list || list.Key is not ("args" or "command" or "extraArgs")) return null;
        var flag = place.IsWhole ? Before(list, place.Leaf) : Flag().Match(place.Text) is { Success: true } match && match.Length == place.At ? match.Groups[1].Value : null;
        return flag is null ? null : Follows(place, flag, list);
    }

    private static Judgement? Follows(Place place, string flag, Outline list)
    {
        if (Own().IsMatch(flag)) return Workload(place, flag);
        if (!flag.EndsWith("namespace", StringComparison.Ordinal)) return Review(Category.Argument, $"Nothing tells whose namespace --{flag} is.");
        var prefix = flag[..^"namespace".Length].TrimEnd('-', '.', '_');
        if (Value(list, place.Leaf, [$"{prefix}-name", $"{prefix}.name", $"{prefix}name", prefix]) is not { } name) return Review(Category.Argument, $"No argument beside --{flag} names what it is the namespace of.");
        var standing = place.Context.Of(name);
        var group = prefix.Contains("secret", StringComparison.Ordinal) && standing == Standing.Stays ? $"token:{name}" : null;
        return standing == Standing.Stays && place.Context.Outside.Contains(name)
            ? Keep(Category.Argument, $"The {prefix} {name} stays outside of the move: it is delivered where it is.", group)
            : Follow(standing, Category.Argument, $"the {prefix} {name}", group);
    }

    private static Judgement Workload(Place place, string flag)
    {
        if (place.Object is not { } workload) return Review(Category.Argument, $"--{flag} is the namespace of the workload, which is not in this file.");
        var names = workload.Names.ToList();
        return Follow(names.Select(place.Context.OfDeclared).Distinct().ToList() is [var one] ? one : Standing.Unknown, Category.Argument, $"the namespace of its own workload, {workload.Kind} {(names.Count > 0 ? place.Context.Name(names[0]) : "")}");
    }

    // The two-word form: `--secret-namespace`, then the value.
    private static string? Before(Outline list, Outline leaf)
    {
        var items = list.Children.Where(item => Branch.CanMeet(item.Branch, leaf.Branch)).ToList();
        return items.IndexOf(leaf) is > 0 and var i && Alone().Match(items[i - 1].Text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static string? Value(Outline list, Outline leaf, string[] flags)
    {
        var items = list.Children.Where(item => Branch.CanMeet(item.Branch, leaf.Branch)).Select(item => item.Text).ToList();
        for (var i = 0; i < items.Count; i++)
            foreach (var flag in flags)
                if (items[i].StartsWith($"--{flag}=", StringComparison.Ordinal)) return items[i][(flag.Length + 3)..].Trim('"', '\'');
                else if (items[i] == $"--{flag}" && i + 1 < items.Count) return items[i + 1];
        return null;
    }

    [GeneratedRegex(@"^--?([A-Za-z0-9._-]+)=[""']?")]
    private static partial Regex Flag();

    [GeneratedRegex(@"^--?([A-Za-z0-9._-]+)$")]
    private static partial Regex Alone();

    [GeneratedRegex(@"^(n|namespace|pod-namespace|own-namespace|leader-elect(ion)?(-resource)?-namespace|leader-elect(ion)?-lock-namespace)$")]
    private static partial Regex Own();
}
