using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>
/// What a value may look like. One declaration checks files with their places and prints as JSON Schema (<see cref="JsonSchemaWriter"/>).
/// </summary>
public abstract record Shape
{
    public string Description { get; init; } = "";

    /// <summary>Words a message uses for a value of this shape.</summary>
    public abstract string Noun { get; }

    /// <summary>
    /// Reports everything in <paramref name="node"/> that does not fit; <paramref name="name"/> is what messages call it.
    /// </summary>
    /// <returns>The node, with <see cref="YamlUnreadable"/> in place of what does not fit.</returns>
    public YamlNode Check(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is YamlUnreadable ? node : Fit(node, name, diagnostics);

    protected abstract YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics);

    public static Shape Text(string description, string? pattern = null, params string[] allowed) =>
        new TextShape
        {
            Description = description,
            Pattern = pattern,
            Allowed = allowed,
        };

    /// <summary>Text that says something: not nothing, and not blanks.</summary>
    public static Shape Words(string description) => Text(description, @"\S");

    public static Shape Label(string description) => new TextShape { Description = description, IsLabel = true };

    public static Shape Integer(string description, int minimum, int maximum) =>
        new IntegerShape(minimum, maximum) { Description = description };

    public static Shape Number(string description, decimal minimum, decimal maximum) =>
        new NumberShape(minimum, maximum) { Description = description };

    public static Shape Flag(string description) => new FlagShape { Description = description };

    public static Shape List(string description, Shape item) => new ListShape(item) { Description = description };

    /// <summary>A list that must not be empty.</summary>
    public static Shape Some(string description, Shape item) => new ListShape(item) { Description = description, HasItems = true };

    /// <summary>Labels of an object, as the API server takes them (Kubernetes, "Labels and Selectors").</summary>
    public static Shape Labels(string description) =>
        new DictionaryShape(Text("A label's value.", "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$"))
        {
            Description = description,
            Keys = new TextShape
            {
                Description = "A label's name, maybe behind a domain and a slash.",
                Pattern = "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",
            },
        };

    public static Shape Dictionary(string description, Shape value) => new DictionaryShape(value) { Description = description };

    public static Shape Any(string description) => new AnyShape { Description = description };

    public static Shape AnyMap(string description) => new AnyMapShape { Description = description };

    public static Shape Either(string description, Shape scalar, Shape other) =>
        new EitherShape(scalar, other) { Description = description };

    public static MapShape Map(string description, params Field[] fields) => new(fields) { Description = description };

    private protected static YamlUnreadable Refuse(Diagnostic why, DiagnosticBag diagnostics)
    {
        diagnostics.Add(why);
        return new YamlUnreadable(why.At!.Value);
    }

    private protected YamlUnreadable WrongType(YamlNode node, string name, DiagnosticBag diagnostics) =>
        Refuse(Messages.WrongType(node.At, name, Noun, node.Kind), diagnostics);
}

/// <summary>A key of a map. A key that is null or absent counts as left out.</summary>
public sealed record Field(string Name, Shape Shape, bool Required = false);
