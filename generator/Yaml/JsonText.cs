using System.Text.Json;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>Reads JSON into the same nodes as YAML; all of them stand at the start of the file, because machines write such
/// files.</summary>
public static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 500, AllowDuplicateProperties = false };

    /// <summary>Null when it is not JSON.</summary>
    public static YamlNode? Read(string file, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return Node(Position.Start(file), json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static YamlNode Node(Position at, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new YamlMap(
                at,
                [
                    .. element
                        .EnumerateObject()
                        .Select(entry => new YamlEntry(new YamlScalar(at, entry.Name, isString: true), Node(at, entry.Value))),
                ]
            ),
            JsonValueKind.Array => new YamlList(at, [.. element.EnumerateArray().Select(item => Node(at, item))]),
            JsonValueKind.String => new YamlScalar(at, element.GetString()!, isString: true),
            _ => new YamlScalar(at, element.GetRawText(), isString: false),
        };
}
