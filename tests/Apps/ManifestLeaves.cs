using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GitOpsGen.Tests.Apps;

/// <summary>
/// Objects by "kind namespace/name", each as its leaves by path, and the order of its lists; what two of them do not share are their
/// differences.
/// </summary>
internal static partial class ManifestLeaves
{
    public static IEnumerable<YamlMappingNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
    }

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    // What Kubernetes itself tells the items of a list apart by.
    private static readonly string[] MergeKeys = ["mountPath", "name"];

    public static Dictionary<string, Dictionary<string, string>> Read(params string[] texts) =>
        texts.SelectMany(Documents).ToDictionary(Key, Leaves, StringComparer.Ordinal);

    public static List<string> Differences(
        Dictionary<string, Dictionary<string, string>> ours,
        Dictionary<string, Dictionary<string, string>> chart
    ) =>
        [
            .. ours.Keys.Except(chart.Keys, StringComparer.Ordinal).Select(key => key + ": only here"),
            .. chart.Keys.Except(ours.Keys, StringComparer.Ordinal).Select(key => key + ": only in the chart"),
            .. ours
                .Keys.Intersect(chart.Keys, StringComparer.Ordinal)
                .SelectMany(key => Compare(ours[key], chart[key]).Select(line => $"{key}: {line}")),
        ];

    private static IEnumerable<string> Compare(Dictionary<string, string> ours, Dictionary<string, string> chart)
    {
        foreach (var path in ours.Keys.Union(chart.Keys, StringComparer.Ordinal))
        {
            var line = (ours.GetValueOrDefault(path), chart.GetValueOrDefault(path)) switch
            {
                (null, var there) => $"only in the chart: {there}",
                (var here, null) => $"only here: {here}",
                var (here, there) => string.Equals(here, there, StringComparison.Ordinal) ? "" : $"{here} here, {there} in the chart",
            };
            if (line.Length > 0)
                yield return $"{path}: {line}";
        }
    }

    private static string Key(YamlMappingNode document)
    {
        var metadata = (YamlMappingNode)document["metadata"];
        var ns = metadata.Children.TryGetValue("namespace", out var node) ? Text(node) : "";
        return $"{Text(document["kind"])} {ns}/{Text(metadata["name"])}";
    }

    private static Dictionary<string, string> Leaves(YamlMappingNode document)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(document, "", leaves);
        return leaves;
    }

    private static void Collect(YamlNode node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case YamlMappingNode { Children.Count: > 0 } mapping:
                foreach (var (key, value) in mapping.Children)
                    Collect(value, $"{path}/{Text(key)}", leaves);
                break;
            case YamlSequenceNode { Children.Count: > 0 } sequence:
                var names = Names(sequence);
                if (sequence.Children[0] is YamlMappingNode && names[0] != "0")
                    leaves.Add(path, string.Join(", ", names));
                for (var index = 0; index < names.Length; index++)
                    Collect(sequence.Children[index], $"{path}[{names[index]}]", leaves);
                break;
            default:
                leaves.Add(
                    path,
                    node is YamlScalarNode scalar ? Scalar(scalar)
                        : node is YamlMappingNode ? "{}"
                        : "[]"
                );
                break;
        }
    }

    private static string[] Names(YamlSequenceNode sequence)
    {
        foreach (var key in MergeKeys)
        {
            var values = sequence
                .OfType<YamlMappingNode>()
                .Select(item => item.Children.TryGetValue(key, out var value) ? Text(value) : "")
                .ToArray();
            if (!values.Contains("", StringComparer.Ordinal) && values.Distinct(StringComparer.Ordinal).Count() == sequence.Children.Count)
                return values;
        }

        return [.. Enumerable.Range(0, sequence.Children.Count).Select(index => index.ToString(CultureInfo.InvariantCulture))];
    }

    // Strings in quotes, so that "true" is not true; how the source quoted them says nothing.
    private static string Scalar(YamlScalarNode node) =>
        node.Style is ScalarStyle.Plain && NotString().IsMatch(node.Value ?? "") ? node.Value ?? "" : $"'{node.Value}'";

    [GeneratedRegex(@"^(?:|~|null|true|false|[-+]?\d+(?:\.\d+)?)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotString();
}
