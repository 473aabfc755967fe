using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.Schemas;

/// <summary>
/// Lays the JSON of a schema out: what fits on a line stands on one, so that files stay small and a later import differs in few lines.
/// </summary>
public static class SchemaText
{
    private const int Width = 140;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonObject json)
    {
        var text = new StringBuilder();
        Write(json, 0, text);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, int depth, StringBuilder text)
    {
        var line = node?.ToJsonString(Compact) ?? "null";
        if (line.Length + depth <= Width || node is not (JsonObject or JsonArray))
            text.Append(line);
        else if (node is JsonObject map)
            Block('{', '}', map, entry => Entry(entry, depth + 1, text), depth, text);
        else
            Block('[', ']', (JsonArray)node, item => Write(item, depth + 1, text), depth, text);
    }

    private static void Entry(KeyValuePair<string, JsonNode?> entry, int depth, StringBuilder text)
    {
        text.Append(JsonValue.Create(entry.Key).ToJsonString(Compact)).Append(':');
        Write(entry.Value, depth, text);
    }

    private static void Block<T>(char open, char close, IEnumerable<T> items, Action<T> write, int depth, StringBuilder text)
    {
        text.Append(open);
        var between = "";
        foreach (var item in items)
        {
            text.Append(between).Append('\n').Append(' ', depth + 1);
            write(item);
            between = ",";
        }

        text.Append('\n').Append(' ', depth).Append(close);
    }
}
