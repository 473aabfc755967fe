using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.Http.Answers;

/// <summary>
/// What is read of an answer. Only that comes through, checked: whoever reads it needs no further look, and nothing that is not read can do
/// harm.
/// </summary>
/// <param name="Expected">As the end of "expected …".</param>
internal sealed record Shape(string Expected, Func<JsonElement, string, JsonNode?> Take)
{
    private const string Object = "an object";

    /// <summary>Whatever it is, nobody looks.</summary>
    public static Shape Unread { get; } = new("anything", (_, _) => null);

    /// <summary>An object of which nothing is asked but that it is one.</summary>
    public static Shape Any { get; } = ObjectOf();

    public static Shape Text { get; } = TextOf("a text", _ => true);

    public static Shape Flag { get; } =
        Of(
            "true or false",
            value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? JsonValue.Create(value.GetBoolean()) : null
        );

    /// <summary>Without its fractions.</summary>
    public static Shape Time { get; } =
        Of(
            "a time",
            value =>
                value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? JsonValue.Create(Shown(time)) : null
        );

    /// <summary>Counts from 1.</summary>
    public static Shape Number(long largest) => Between(1, largest);

    public static Shape Count(long largest) => Between(0, largest);

    private static Shape Between(long least, long largest) =>
        Of(
            $"a number from {least} to {largest}",
            value =>
                value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= largest
                    ? JsonValue.Create(number)
                    : null
        );

    public static Shape TextOf(string expected, Func<string, bool> isGood) =>
        Of(
            expected,
            value => value.ValueKind == JsonValueKind.String && Read(value) is { } text && isGood(text) ? JsonValue.Create(text) : null
        );

    public static Shape ListOf(Shape item) =>
        new(
            "a list",
            (value, at) =>
                value.ValueKind == JsonValueKind.Array
                    ? new JsonArray([
                        .. value.EnumerateArray().Select((one, index) => item.Take(one, $"{(at.Length == 0 ? "." : at)}[{index}]")),
                    ])
                    : throw Unlike(value, at, "a list")
        );

    public static Shape ObjectOf(params IReadOnlyList<Field> fields) =>
        new(
            Object,
            (value, at) =>
            {
                if (value.ValueKind != JsonValueKind.Object)
                    throw Unlike(value, at, Object);
                var read = new JsonObject();
                foreach (var field in fields)
                    if (field.Take(value, at) is { } taken)
                        read[field.Name] = taken;
                return read;
            }
        );

    public static UnlikeAnswerException Unlike(JsonElement value, string at, string expected) =>
        new($"{(at.Length == 0 ? "it" : at)} is {Kind(value.ValueKind)}, expected {expected}");

    private static Shape Of(string expected, Func<JsonElement, JsonNode?> read) =>
        new(expected, (value, at) => read(value) ?? throw Unlike(value, at, expected));

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Half of a pair of surrogates is no text.
    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Kind(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Undefined => "missing",
            JsonValueKind.Null => "null",
            JsonValueKind.Object => Object,
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            _ => "true or false",
        };
}

/// <summary>A field of an object that is read.</summary>
/// <param name="IsNeeded">Else it may be missing, or null.</param>
internal sealed record Field(string Name, Shape Shape, bool IsNeeded = true)
{
    public JsonNode? Take(JsonElement parent, string at)
    {
        var value = parent.TryGetProperty(Name, out var there) ? there : default;
        return !IsNeeded && value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Shape.Take(value, $"{at}.{Name}");
    }
}
