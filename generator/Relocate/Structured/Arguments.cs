using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Relocate.Languages;
using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>Arguments of containers: a flag for a namespace follows the object that the flag for the name beside it says.</summary>
internal static partial class Arguments
{
    public static Judgement? Judge(ScalarMention place)
    {
        if (
            place.Leaf.Key is not null
            || place.Leaf.Parent is not { Kind: OutlineKind.List } list
            || list.Key is not ("args" or "command" or "extraArgs")
        )
            return null;
        var items = list.Children.Where(item => Branch.CanMeet(item.Branch, place.Leaf.Branch)).ToList();
        if (FlagOf(place, items) is not { } flag)
            return null;
        if (Own().IsMatch(flag) && OfProgram(place, list, items) is { } judged)
            return judged;
        // Inside of a shell's line the flags are words of that line.
        var inLine = !place.IsWhole && place.Text.AsSpan(0, place.At).Contains(' ');
        var words = inLine ? place.Text.Split(' ', '\t', '\n').ToList() : [.. items.Select(place.Context.Name)];
        return Own().IsMatch(flag)
            ? inLine
                ? null
                : Workload(place, flag)
            : Follows(place, flag, words);
    }

    // command: [kubectl, -n, x, get, pod, y] works in the namespace of what it names, whoever runs it.
    private static Judgement? OfProgram(ScalarMention place, Outline list, List<Outline> items)
    {
        var words = list.Key == "command" ? [] : list.Parent?["command"]?.Children.ToList() ?? [];
        words.AddRange(items);
        if (!words.Exists(word => CommandTools.IsProgram(word.Text)))
            return null;
        var (line, at) = (new StringBuilder(), 0);
        foreach (var word in words)
        {
            if (ReferenceEquals(word, place.Leaf))
                at = line.Length + place.At + (word.Text.Contains(' ', StringComparison.Ordinal) ? 1 : 0);
            line.Append(word.Text.Contains(' ', StringComparison.Ordinal) ? $"'{word.Text}' " : $"{word.Text} ");
        }

        return CommandLine.Judge(line.ToString(), at, place.Context.Request, place.Context.Inventory) is { } judged
            ? judged with
            {
                Category = Category.Argument,
            }
            : null;
    }

    private static string? FlagOf(ScalarMention place, List<Outline> items) =>
        // The two-word form: `--secret-namespace`, then the value.
        place.Text.StartsWith("-n", StringComparison.Ordinal)
        && place.At == 2
            ? "n"
        : place.IsWhole
            ? items.IndexOf(place.Leaf) is > 0 and var i && Alone().Match(items[i - 1].Text) is { Success: true } before
                    ? before.Groups[1].Value
                : null
        : Flag().Match(place.Text[..place.At]) is { Success: true } match
            ? match.Groups[1].Success ? match.Groups[1].Value
                : match.Groups[2].Value
        : null;

    private static Judgement Follows(ScalarMention place, string flag, List<string> words)
    {
        if (!flag.EndsWith("namespace", StringComparison.Ordinal))
            return Review(Category.Argument, $"Nothing tells whose namespace --{flag} is.");
        var prefix = flag[..^"namespace".Length].TrimEnd('-', '.', '_');
        var names = Values(words, [$"{prefix}-name", $"{prefix}.name", $"{prefix}name", prefix]).Distinct(StringComparer.Ordinal).ToList();
        if (prefix.Length == 0 || names.Count == 0)
            return Review(Category.Argument, $"No argument beside --{flag} names what it is the namespace of.");
        // The arms of a condition may name several.
        var standing = names.Select(place.Context.Of).Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;
        var group = prefix.Contains("secret", StringComparison.Ordinal) && standing == RelocationStatus.Stays ? $"token:{names[0]}" : null;
        return standing == RelocationStatus.Stays && names.All(place.Context.Outside.Contains)
            ? Keep(Category.Argument, $"The {prefix} {names[0]} stays outside of the move: it is delivered where it is.", group)
            : Follow(standing, Category.Argument, $"the {prefix} {string.Join(" or ", names)}", group);
    }

    private static Judgement Workload(ScalarMention place, string flag)
    {
        if (place.Object is not { } workload)
            return Review(Category.Argument, $"--{flag} is the namespace of the workload, which is not in this file.");
        var names = workload.Names.ToList();
        var standing = names.Select(place.Context.OfDeclared).Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;
        if (standing == RelocationStatus.Moves && workload.IsElsewhere(place.From))
            return Review(Category.Argument, $"--{flag} looks like the namespace of the workload, which is in another one.");
        return Follow(
            standing,
            Category.Argument,
            $"the namespace of its own workload, {workload.Kind} {(names.Count > 0 ? place.Context.Name(names[0]) : "")}"
        );
    }

    private static IEnumerable<string> Values(List<string> words, string[] flags)
    {
        for (var i = 0; i < words.Count; i++)
            foreach (var flag in flags)
                if (words[i].StartsWith($"--{flag}=", StringComparison.Ordinal))
                    yield return words[i][(flag.Length + 3)..].Trim('"', '\'');
                else if (words[i] == $"--{flag}" && i + 1 < words.Count)
                    yield return words[i + 1].Trim('"', '\'');
    }

    [GeneratedRegex(@"(?:^|\s)--?([A-Za-z0-9._-]*namespace)[= ][""']?$|^--?([A-Za-z0-9._-]+)=[""']?$")]
    private static partial Regex Flag();

    [GeneratedRegex(@"^--?([A-Za-z0-9._-]+)$")]
    private static partial Regex Alone();

    [GeneratedRegex(
        @"^(n|namespace|pod-namespace|own-namespace|leader-elect(ion)?(-resource)?-namespace|leader-elect(ion)?-lock-namespace)$"
    )]
    private static partial Regex Own();
}
