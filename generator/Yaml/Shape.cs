using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>What a value may look like. One declaration checks files with their places and prints as JSON Schema (<see cref="JsonSchemaWriter"/>).</summary>
public abstract record Shape
{
    public string Description { get; init; } = "";

    /// <summary>Words a message uses for a value of this shape.</summary>
    public abstract string Noun { get; }

    /// <summary>Reports everything in <paramref name="node"/> that does not fit; <paramref name="name"/> is what messages call it.</summary>
    public abstract void Check(YamlNode node, string name, DiagnosticBag diagnostics);

    public static Shape Text(string description, string? pattern = null, params string[] allowed) =>
        new TextShape { Description = description, Pattern = pattern, Allowed = allowed };

    public static Shape Label(string description) => new TextShape { Description = description, IsLabel = true };

    public static Shape Integer(string description, int minimum, int maximum) =>
        new IntegerShape(minimum, maximum) { Description = description };

    public static Shape Flag(string description) => new FlagShape { Description = description };

    public static Shape List(string description, Shape item) => new ListShape(item) { Description = description };

    public static Shape Dictionary(string description, Shape value) => new DictionaryShape(value) { Description = description };

    public static Shape Any(string description) => new AnyShape { Description = description };

    public static Shape AnyMap(string description) => new AnyMapShape { Description = description };

    public static Shape Either(string description, Shape scalar, Shape other) => new EitherShape(scalar, other) { Description = description };

    public static MapShape Map(string description, params Field[] fields) => new(fields) { Description = description };
}

/// <summary>A key of a map. A key that is null or absent counts as left out.</summary>
public sealed record Field(string Name, Shape Shape, bool Required = false);

public sealed record TextShape : Shape
{
    public string? Pattern { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>An RFC 1123 DNS label, as Kubernetes wants names.</summary>
    public bool IsLabel { get; init; }

    public override string Noun => "text";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
        }
        else if (IsLabel && !DnsLabel.IsValid(scalar.Text))
        {
            diagnostics.Add(Messages.NotALabel(scalar.At, name, scalar.Text));
        }
        else if (Allowed.Count > 0 && !Allowed.Contains(scalar.Text, StringComparer.Ordinal))
        {
            diagnostics.Add(Messages.NotAllowed(scalar.At, name, scalar.Text, Allowed));
        }
        else if (Pattern is not null && !Regex.IsMatch(scalar.Text, Pattern, RegexOptions.NonBacktracking))
        {
            diagnostics.Add(Messages.BadForm(scalar.At, name, scalar.Text, Description));
        }
    }
}

public sealed record IntegerShape(int Minimum, int Maximum) : Shape
{
    public override string Noun => "integer";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlScalar { IsString: false } scalar || !long.TryParse(scalar.Text, out var value))
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
        else if (value < Minimum || value > Maximum)
            diagnostics.Add(Messages.OutOfRange(node.At, name, scalar.Text, Minimum, Maximum));
    }
}

public sealed record FlagShape : Shape
{
    public override string Noun => "boolean";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlScalar { IsString: false, Text: "true" or "false" })
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
    }
}

public sealed record AnyShape : Shape
{
    public override string Noun => "value";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
    }
}

public sealed record AnyMapShape : Shape
{
    public override string Noun => "map";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlMap) diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
    }
}

public sealed record ListShape(Shape Item) : Shape
{
    public override string Noun => "list";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlList list)
        {
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
            return;
        }

        for (var i = 0; i < list.Items.Count; i++) Item.Check(list.Items[i], $"{name}[{i}]", diagnostics);
    }
}

public sealed record DictionaryShape(Shape Value) : Shape
{
    public override string Noun => "map";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
            return;
        }

        foreach (var (key, value) in map.Entries)
            if (value is not YamlScalar { IsNull: true }) Value.Check(value, $"{name}.{key.Text}", diagnostics);
    }
}

/// <summary>A short form and a long form: a scalar means the same as the other form with one key.</summary>
public sealed record EitherShape(Shape Scalar, Shape Other) : Shape
{
    public override string Noun => $"{Scalar.Noun} or {Other.Noun}";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is YamlScalar { IsNull: false }) Scalar.Check(node, name, diagnostics);
        else if (node.Kind == Other.Noun) Other.Check(node, name, diagnostics);
        else diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
    }
}

public sealed record MapShape(IReadOnlyList<Field> Fields) : Shape
{
    public override string Noun => "map";

    public override void Check(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Add(Messages.WrongType(node.At, name, Noun, node.Kind));
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var field = Fields.FirstOrDefault(candidate => candidate.Name == key.Text);
            if (field is null) diagnostics.Add(Messages.UnknownKey(key.At, key.Text, name, Fields.Select(known => known.Name)));
            else if (value is not YamlScalar { IsNull: true } || field.Required) field.Shape.Check(value, name.Length == 0 ? key.Text : $"{name}.{key.Text}", diagnostics);
        }

        foreach (var field in Fields.Where(field => field.Required && map[field.Name] is null))
            diagnostics.Add(Messages.MissingKey(map.At, field.Name, name, field.Shape.Description));
    }
}
