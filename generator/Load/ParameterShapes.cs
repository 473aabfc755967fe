using System.Text.RegularExpressions;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Turns the <c>parameters</c> of an app.yaml into the shape that its values must have, and their defaults. What a declaration has wrong is
/// taken as if it were not said.
/// </summary>
public static class ParameterShapes
{
    public static string[] Types { get; } = ["string", "integer", "number", "boolean", "list", "object"];

    /// <summary>The shape of all parameters together; anything fits where they could not be read.</summary>
    public static Shape Of(YamlNode? parameters) =>
        parameters switch
        {
            YamlUnreadable => Shape.Any(""),
            YamlMap map => new MapShape([
                .. map.Entries.Select(entry => new Field(
                    entry.Key.Text,
                    OfOne(entry.Value),
                    (entry.Value as YamlMap)?.Flag("required") == true
                )),
            ]),
            _ => new MapShape([]),
        };

    /// <summary>The shape of one parameter's values.</summary>
    public static Shape OfOne(YamlNode node)
    {
        if (node is not YamlMap parameter)
            return Shape.Any("");
        var description = parameter.Text("description") ?? "";
        return parameter.Text("type") switch
        {
            "string" => Shape.Text(description, Pattern(parameter), [.. parameter.Texts("enum").Select(value => value.Text)]),
            "integer" => Shape.Integer(
                description,
                (int)Math.Ceiling(Bounds(parameter).Least ?? int.MinValue),
                (int)Math.Floor(Bounds(parameter).Greatest ?? int.MaxValue)
            ),
            "number" => Shape.Number(
                description,
                Bounds(parameter).Least ?? decimal.MinValue,
                Bounds(parameter).Greatest ?? decimal.MaxValue
            ),
            "boolean" => Shape.Flag(description),
            "list" => Shape.List(description, parameter["items"] is { } items ? OfOne(items) : Shape.Any("")),
            "object" => parameter["properties"] is { } properties
                ? Of(properties) with
                {
                    Description = description,
                }
                : Shape.AnyMap(description),
            _ => Shape.Any(description),
        };
    }

    /// <summary>The defaults, nested as the parameters are; objects are there even when nothing in them has a default.</summary>
    public static YamlMap Defaults(YamlMap? parameters, Diagnostics.Position at) =>
        new(
            parameters?.At ?? at,
            [
                .. Entries(parameters)
                    .Select(entry => (entry.Key, Value: Default((YamlMap)entry.Value)))
                    .Where(entry => entry.Value is not null)
                    .Select(entry => new YamlEntry(entry.Key, entry.Value!)),
            ]
        );

    /// <summary>Null when the text is a regular expression that can be run on any input in linear time, else why not.</summary>
    public static string? WhyNoPattern(string pattern)
    {
        try
        {
            _ = Regex.IsMatch("", pattern, RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return (error as RegexParseException)?.Error.ToString() ?? "it cannot be run in linear time";
        }
    }

    private static string? Pattern(YamlMap parameter) =>
        parameter.Text("pattern") is { } pattern && WhyNoPattern(pattern) is null ? pattern : null;

    /// <summary>True when no value could fit.</summary>
    public static bool BoundsCross(YamlMap parameter) => Bound(parameter, "minimum") > Bound(parameter, "maximum");

    private static (decimal? Least, decimal? Greatest) Bounds(YamlMap parameter) =>
        BoundsCross(parameter) ? (null, null) : (Bound(parameter, "minimum"), Bound(parameter, "maximum"));

    private static decimal? Bound(YamlMap parameter, string key) => decimal.TryParse(parameter.Text(key), out var value) ? value : null;

    private static IEnumerable<YamlEntry> Entries(YamlMap? parameters) => parameters?.Entries.Where(entry => entry.Value is YamlMap) ?? [];

    private static YamlNode? Default(YamlMap parameter) =>
        parameter["default"] is { } value
            ? OfOne(parameter).Check(value, "", new Diagnostics.DiagnosticBag())
            : (parameter.Text("type") == "object" ? Defaults(parameter.Map("properties"), parameter.At) : null);
}
