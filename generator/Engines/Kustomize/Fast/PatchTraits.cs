using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>What a kustomization, read with the patches that it names, tells of how a build with it may be built.</summary>
internal static class PatchTraits
{
    private static readonly string[] Plugins = ["transformers", "generators", "validators"];

    /// <param name="path">Of the kustomization.</param>
    /// <param name="read">The text of a file by its path; null when it is not there.</param>
    public static BuildTraits Of(string path, string text, Func<string, string?> read)
    {
        if (YamlReader.ReadMap(path, text, new DiagnosticBag()) is not { } map)
            return BuildTraits.None with { Reasons = PlainReasons.Unreadable };
        var reasons = PlainReasons.None;
        if (map["openapi"] is not null)
            reasons |= PlainReasons.OwnSchema;
        // Also the strategic patches of earlier versions, which are not looked into here.
        if (Plugins.Append("patchesStrategicMerge").Any(plugin => map[plugin] is not null))
            reasons |= PlainReasons.Plugin;
        return map.List("patches")
            .OfType<YamlMap>()
            .Select(patch => Of(patch, Text(patch, RepositoryPath.Parent(path), read)))
            .Aggregate(BuildTraits.None with { Reasons = reasons }, (sum, more) => sum.With(more));
    }

    private static string? Text(YamlMap patch, string folder, Func<string, string?> read) =>
        patch.Text("patch") ?? (patch.Text("path") is { } file && RepositoryPath.Resolve(folder, file) is { } path ? read(path) : null);

    private static BuildTraits Of(YamlMap patch, string? text)
    {
        // What is written in place has passed no look of its own.
        if (text is null || YamlReader.ReadAll("patch", text, new DiagnosticBag()) is not { } documents)
            return BuildTraits.None with { Reasons = PlainReasons.Unreadable };
        var strategic = documents.OfType<YamlMap>().ToList();
        var inPlace = patch.Text("patch") is null ? BuildTraits.None : TextTraits.Of("patch", text);
        if (strategic.Count == 0)
            return inPlace;
        var lists = strategic.SelectMany(document => Lists(document, document.Text("kind") ?? patch.Map("target")?.Text("kind") ?? "*"));
        return inPlace with { Lists = [.. lists] };
    }

    private static IEnumerable<string> Lists(YamlNode node, string path) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Lists(entry.Value, $"{path}.{entry.Key.Text}")),
            YamlList list => list.Items.SelectMany(item => Lists(item, $"{path}[]")).Prepend($"{path}[]"),
            _ => [],
        };
}
