using System.Text;
using System.Text.Json;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>
/// Reads JSON that people handle into the same nodes as YAML, each with its place; columns count bytes. Bounded in depth and number, and
/// the same key twice is refused.
/// </summary>
public ref struct PlacedJson
{
    private const int Deepest = 32;
    private const int Most = 1_000_000;

    private readonly string file;
    private readonly ReadOnlySpan<byte> bytes;
    private Utf8JsonReader reader;
    private int counted;
    private int line;
    private int lineStart;
    private int looked;

    private PlacedJson(string file, ReadOnlySpan<byte> bytes)
    {
        this.file = file;
        this.bytes = bytes;
        line = 1;
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
    }

    /// <summary>Null when it is no JSON, or beyond the bounds; the mistake says where and why.</summary>
    public static YamlNode? Read(string file, string text, out (Position At, string Why) mistake)
    {
        mistake = default;
        var json = new PlacedJson(file, Encoding.UTF8.GetBytes(text));
        try
        {
            json.reader.Read();
            var node = json.Node();
            json.reader.Read();
            return node;
        }
        catch (JsonException error)
        {
            mistake = error is FaultException fault ? (fault.At, fault.Message) : (PlaceOf(file, error), Reason(error));
            return null;
        }
    }

    private static Position PlaceOf(string file, JsonException error) =>
        new(file, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1);

    /// <summary>Without the place, which the library appends and who tells it knows better.</summary>
    internal static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');

    private YamlNode Node()
    {
        var at = Place();
        if (++counted > Most)
            throw new FaultException(at, $"it holds more than {Most:N0} values");
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Map(at),
            JsonTokenType.StartArray => List(at),
            JsonTokenType.String => new YamlScalar(at, Text(at), isString: true),
            _ => new YamlScalar(at, Encoding.UTF8.GetString(reader.ValueSpan), isString: false),
        };
    }

    private YamlMap Map(Position at)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = Place();
            var key = new YamlScalar(place, Text(place), isString: true);
            if (!keys.Add(key.Text))
                throw new FaultException(place, $"the key '{key.Text}' is there twice");
            reader.Read();
            entries.Add(new YamlEntry(key, Node()));
        }

        return new YamlMap(at, entries);
    }

    private YamlList List(Position at)
    {
        var items = new List<YamlNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Node());
        return new YamlList(at, items);
    }

    private readonly string Text(Position at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FaultException(at, "it has half of a character (a lone surrogate)");
        }
    }

    // Tokens come in order, so each line end is looked at once.
    private Position Place()
    {
        var start = (int)reader.TokenStartIndex;
        for (; looked < start; looked++)
            if (bytes[looked] == '\n')
                (line, lineStart) = (line + 1, looked + 1);
        return new Position(file, line, start - lineStart + 1);
    }

    private sealed class FaultException(Position at, string why) : JsonException(why)
    {
        public Position At => at;
    }
}
