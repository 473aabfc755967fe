using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>What is wrong with a value, as the rest of a sentence, and a sentence that says how to mend it.</summary>
internal readonly record struct Trouble(string Says, string Mend = "");

/// <summary>How types are called in messages.</summary>
internal static class TypeWords
{
    private static readonly (SchemaTypes Type, string Word)[] Words =
    [
        (SchemaTypes.Object, "a map"),
        (SchemaTypes.Array, "a list"),
        (SchemaTypes.String, "text"),
        (SchemaTypes.Integer, "a whole number"),
        (SchemaTypes.Number, "a number"),
        (SchemaTypes.Boolean, "true or false"),
    ];

    /// <summary>Empty where any type is taken.</summary>
    public static string Of(Schema schema) =>
        schema.IsIntOrString ? "a whole number or text"
        : schema.Format == "quantity" ? "a quantity"
        : string.Join(" or ", Words.Where(one => schema.Types.HasFlag(one.Type)).Select(one => one.Word));

    public static string Of(YamlNode node) =>
        node switch
        {
            YamlMap => "a map",
            YamlList => "a list",
            YamlScalar scalar => GoScalar.Of(scalar).Kind switch
            {
                ScalarKind.Null => "nothing",
                ScalarKind.Boolean => "true or false",
                ScalarKind.Integer => "a whole number",
                ScalarKind.Fraction => "a number",
                _ => "text",
            },
            _ => "unreadable",
        };
}
