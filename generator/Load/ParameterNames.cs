using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>The names of parameters at any depth, their keys joined by dots.</summary>
public static class ParameterNames
{
    public static IEnumerable<string> Of(Shape parameters, Func<Shape, bool> fits, string name = "") =>
        parameters switch
        {
            MapShape map => map.Fields.SelectMany(field => Of(field.Shape, fits, name.Length == 0 ? field.Name : $"{name}.{field.Name}")),
            _ when fits(parameters) => [name],
            _ => [],
        };

    /// <summary>What the parameter of that name must be; null where there is none.</summary>
    public static Shape? Find(Shape parameters, string name) =>
        name.Split('.')
            .Aggregate((Shape?)parameters, (shape, key) => (shape as MapShape)?.Fields.FirstOrDefault(field => field.Name == key)?.Shape);

    /// <summary>Its value; null where nobody says one.</summary>
    public static YamlScalar? Value(YamlMap parameters, string name) =>
        name.Split('.').Aggregate((YamlNode?)parameters, (node, key) => (node as YamlMap)?[key]) as YamlScalar;
}
