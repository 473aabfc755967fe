using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Turns the <c>parameters</c> of an app.yaml into the shape that its values must have, and their defaults.</summary>
public static class ParameterShapes
{
    public static string[] Types { get; } = ["string", "integer", "boolean", "list", "object"];

    public static MapShape Shapes(YamlMap? parameters) =>
        new([.. Entries(parameters).Select(entry => new Field(entry.Key.Text, Shape((YamlMap)entry.Value), ((YamlMap)entry.Value).Flag("required")))]);

    /// <summary>The defaults, nested as the parameters are; objects are there even when nothing in them has a default.</summary>
    public static YamlMap Defaults(YamlMap? parameters, Diagnostics.Position at) =>
        new(parameters?.At ?? at, [.. Entries(parameters).Select(entry => (entry.Key, Value: Default((YamlMap)entry.Value))).Where(entry => entry.Value is not null).Select(entry => new YamlEntry(entry.Key, entry.Value!))]);

    private static IEnumerable<YamlEntry> Entries(YamlMap? parameters) => parameters?.Entries.Where(entry => entry.Value is YamlMap) ?? [];

    private static Shape Shape(YamlMap parameter)
    {
        var description = parameter.Text("description") ?? "";
        return parameter.Text("type") switch
        {
            "integer" => Yaml.Shape.Integer(description, parameter.Integer("minimum") ?? int.MinValue, parameter.Integer("maximum") ?? int.MaxValue),
            "boolean" => Yaml.Shape.Flag(description),
            "list" => Yaml.Shape.List(description, parameter.Map("items") is { } items ? Shape(items) : Yaml.Shape.Any("")),
            "object" => Shapes(parameter.Map("properties")) with { Description = description },
            _ => Yaml.Shape.Text(description, parameter.Text("pattern"), [.. parameter.Texts("enum").Select(value => value.Text)]),
        };
    }

    private static YamlNode? Default(YamlMap parameter) =>
        parameter["default"] ?? (parameter.Text("type") == "object" ? Defaults(parameter.Map("properties"), parameter.At) : null);
}
