using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>Patches that are none, and operations that find nothing where they point, or not what they test for.</summary>
internal static partial class OperationCauses
{
    public static BuildCause? Find(string words, BuildInputs inputs)
    {
        if (NoPatch().Match(words) is { Success: true } none)
            return Neither(inputs, none.Groups["file"].Value);
        if (Failed().Match(words) is not { Success: true } match)
            return null;
        var path = match.Groups["path"].Value;
        var isTest = words.Contains("test failed", StringComparison.Ordinal);
        var message = isTest
            ? $"the patch tests {path}, and another value is there."
            : $"the patch does not apply: nothing is at {path}.{Nearest(path, inputs)}";
        return Operations(inputs)
            .Where(operation => operation.Path == path)
            .Select(operation => new BuildCause(operation.At, message))
            .FirstOrDefault();
    }

    private static BuildCause? Neither(BuildInputs inputs, string file) =>
        inputs
            .Files.Where(each => file.Length > 0 && each.Path.EndsWith($"/{file}", StringComparison.Ordinal))
            .Select(each => each.Declared ?? Position.Start(each.Path))
            .Concat(inputs.Patches().Where(patch => !IsPatch(patch.Text.Text)).Select(patch => patch.File.At(patch.Text)))
            .Select(at => new BuildCause(
                at,
                "this is neither a strategic merge patch (a map with apiVersion, kind and metadata.name) nor a JSON patch (a list of op, "
                    + "path and value; one that begins with '[' must be JSON)."
            ))
            .FirstOrDefault();

    private static bool IsPatch(string text)
    {
        if (YamlReader.ReadAll("patch", text, new DiagnosticBag()) is not { Count: > 0 } documents)
            return false;
        return documents.All(document =>
            document is YamlMap map
                ? map.Text("kind") is not null
                : !text.TrimStart().StartsWith('[')
                    && document is YamlList list
                    && list.Items.All(item => (item as YamlMap)?.Text("op") is { } op && Known.Contains(op, StringComparer.Ordinal))
        );
    }

    private static readonly string[] Known = ["add", "copy", "move", "remove", "replace", "test"];

    private static IEnumerable<(Position At, string Path)> Operations(BuildInputs inputs) =>
        inputs
            .Files.SelectMany(file => Operations(file.Documents, file))
            .Concat(
                inputs
                    .Patches()
                    .SelectMany(patch =>
                        Operations(YamlReader.ReadAll("patch", patch.Text.Text, new DiagnosticBag()) ?? [], patch.File)
                            .Select(operation => (patch.File.At(patch.Text), operation.Path))
                    )
            );

    private static IEnumerable<(Position At, string Path)> Operations(IReadOnlyList<YamlNode> documents, BuildInput file) =>
        documents
            .OfType<YamlList>()
            .SelectMany(list => list.Items.OfType<YamlMap>())
            .Select(operation => operation.Scalar("path"))
            .OfType<YamlScalar>()
            .Select(path => (file.At(path), path.Text));

    // The objects that come furthest along the path are those it was written for.
    private static string Nearest(string path, BuildInputs inputs)
    {
        var parts = path.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToArray();
        var ends = inputs.Files.SelectMany(file => file.Objects).Select(map => End(map, parts)).ToList();
        var furthest = ends.Select(end => end.Depth).DefaultIfEmpty(0).Max();
        var known = ends.Where(end => end.Depth == furthest).SelectMany(end => end.Keys);
        return furthest < parts.Length ? Messages.Suggest(parts[furthest], known) : "";
    }

    private static (int Depth, IEnumerable<string> Keys) End(YamlNode node, string[] parts)
    {
        var depth = 0;
        for (; depth < parts.Length && Next(node, parts[depth]) is { } next; depth++)
            node = next;
        return (depth, node is YamlMap map ? map.Entries.Select(entry => entry.Key.Text) : []);
    }

    private static YamlNode? Next(YamlNode node, string part) =>
        node switch
        {
            YamlMap map => map[part],
            YamlList list when int.TryParse(part, out var at) && at >= 0 && at < list.Items.Count => list.Items[at],
            _ => null,
        };

    [GeneratedRegex(@"SM or JSON patch from (?:\[path: ""(?<file>[^""]+)""|)|Unexpected kind: ")]
    private static partial Regex NoPatch();

    [GeneratedRegex(@"(?:doc is missing (?:path|key): |error in \w+ for path: '|testing (?:value )?(?:path )?)(?<path>/[^\s:']*)")]
    private static partial Regex Failed();
}
