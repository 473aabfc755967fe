using System.Globalization;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace GitOpsGen.Tests.Support;

/// <summary>Reads manifests with YamlDotNet's own model: a second opinion beside the tool's reader and its scanner.</summary>
public static class ManifestText
{
    /// <summary>apiVersion, kind, namespace and name of every object, in order.</summary>
    public static IReadOnlyList<string> Objects(byte[] yaml) => [.. Values(yaml).Select(Id).Order(StringComparer.Ordinal)];

    public static IEnumerable<YamlMappingNode> Values(byte[] yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Encoding.UTF8.GetString(yaml)));
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
    }

    /// <summary>The items of a List, else the object itself.</summary>
    public static IEnumerable<YamlMappingNode> Items(YamlMappingNode value) =>
        Field(value, "kind") == "List" ? ((YamlSequenceNode)value.Children["items"]).Children.OfType<YamlMappingNode>() : [value];

    public static string Id(YamlMappingNode value)
    {
        var metadata = value.Children.TryGetValue("metadata", out var found) ? found as YamlMappingNode : null;
        return $"{Field(value, "apiVersion")} {Field(value, "kind")} {Field(metadata, "namespace")} {Field(metadata, "name")}";
    }

    /// <summary>A canonical text of a value: what a reader of YAML gets from it, whatever its style.</summary>
    public static string Text(YamlNode node) =>
        node switch
        {
            YamlMappingNode map =>
                $"{{{string.Join(",", map.Children.Select(entry => $"{Text(entry.Key)}:{Text(entry.Value)}").Order(StringComparer.Ordinal))}}}",
            YamlSequenceNode list => $"[{string.Join(",", list.Children.Select(Text))}]",
            YamlScalarNode scalar => IsText(scalar) ? Quote(scalar.Value!) : $"plain {scalar.Value}",
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private static string? Field(YamlMappingNode? map, string name) =>
        map is not null && map.Children.TryGetValue(name, out var value) ? (value as YamlScalarNode)?.Value : null;

    private static bool IsText(YamlScalarNode scalar) =>
        scalar.Style != YamlDotNet.Core.ScalarStyle.Plain
        || !(
            scalar.Value is null or "" or "null" or "~" or "true" or "false"
            || double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        );

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
