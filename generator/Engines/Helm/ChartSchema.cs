using System.Text.Json;
using System.Text.RegularExpressions;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// A chart's values.schema.json. Helm follows what it refers to, over the network too, before it looks at a single value.
/// </summary>
public static partial class ChartSchema
{
    public const string FileName = "values.schema.json";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 500 };

    /// <summary>
    /// What the schema refers to beyond itself; "(not JSON)" where it cannot be read, since Helm may read it all the same.
    /// </summary>
    public static IEnumerable<string> Outside(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            return [.. Outside(document.RootElement, isRoot: true).Distinct(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ["(not JSON)"];
        }
    }

    // Wherever they stand: what is a schema and what only an example is Helm's to know. Of two equal keys Helm takes one, so both count.
    private static IEnumerable<string> Outside(JsonElement node, bool isRoot) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject().SelectMany(property => Property(property.Name, property.Value, isRoot)),
            JsonValueKind.Array => node.EnumerateArray().SelectMany(item => Outside(item, isRoot: false)),
            _ => [],
        };

    private static IEnumerable<string> Property(string name, JsonElement value, bool isRoot)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Outside(value, isRoot: false);
        var text = value.GetString()!;
        var isInside = name switch
        {
            "$ref" or "$dynamicRef" or "$recursiveRef" => text.StartsWith('#'),
            "$schema" => Draft().IsMatch(text),
            // A name of the whole changes nothing; one of a part makes an address of what stands in it.
            "$id" => isRoot || !text.Contains(':', StringComparison.Ordinal),
            _ => true,
        };
        return isInside ? [] : [text];
    }

    // Those that every Helm brings along.
    [GeneratedRegex(
        @"\Ahttps?://json-schema\.org/(draft-0[467]|draft/2019-09|draft/2020-12)/schema#?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Draft();
}
