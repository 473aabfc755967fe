using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>Type, enumeration, bounds, pattern and format of one value, without what is in it.</summary>
internal static class ScalarChecks
{
    // Values that are named are no longer than this: they come of a short list, or are numbers.
    private const int LongestShown = 60;

    /// <summary>Null when the value has a type that the schema takes.</summary>
    public static Trouble? Type(YamlNode node, Schema schema)
    {
        if (Fits(node, schema))
            return null;
        var mend =
            node is not YamlScalar ? ""
            : schema.Types.HasFlag(SchemaTypes.String) ? "Put it in quotes."
            : schema.Types is SchemaTypes.Integer or SchemaTypes.Number && node is YamlScalar { IsString: true }
                ? "Write it without quotes."
            : schema.Types == SchemaTypes.Boolean ? "Write true or false, without quotes."
            : "";
        return new Trouble($"must be {TypeWords.Of(schema)}, but is {TypeWords.Of(node)}", mend);
    }

    /// <summary>Of an item of a list that is nothing.</summary>
    public static Trouble Nothing(Schema item)
    {
        var words = TypeWords.Of(item);
        return new Trouble($"must be {(words.Length == 0 ? "a value" : words)}, but is nothing", "Remove the item, or write its value.");
    }

    /// <summary>Null when the value, whose type is right, is one that the schema takes.</summary>
    public static Trouble? Value(YamlNode node, Schema schema) =>
        node switch
        {
            YamlScalar scalar => Enumerated(scalar, schema) ?? Scalar(scalar, schema),
            YamlList list => Count(list.Items.Count, "items", schema.Bounds?.MinItems, schema.Bounds?.MaxItems),
            YamlMap map => Count(map.Entries.Count, "fields", schema.Bounds?.MinProperties, schema.Bounds?.MaxProperties),
            _ => null,
        };

    private static bool Fits(YamlNode node, Schema schema)
    {
        var types = schema.IsIntOrString ? SchemaTypes.Integer | SchemaTypes.String : schema.Types;
        if (types == SchemaTypes.None)
            return true;
        return node switch
        {
            YamlMap => types.HasFlag(SchemaTypes.Object),
            YamlList => types.HasFlag(SchemaTypes.Array),
            YamlScalar scalar => GoScalar.Of(scalar).Kind switch
            {
                ScalarKind.Text => types.HasFlag(SchemaTypes.String),
                ScalarKind.Boolean => types.HasFlag(SchemaTypes.Boolean),
                ScalarKind.Integer => (types & (SchemaTypes.Integer | SchemaTypes.Number)) != SchemaTypes.None,
                ScalarKind.Fraction => types.HasFlag(SchemaTypes.Number),
                _ => schema.IsNullable,
            },
            _ => true,
        };
    }

    private static Trouble? Enumerated(YamlScalar scalar, Schema schema)
    {
        if (schema.Enum.IsEmpty || schema.Enum.Any(allowed => IsSame(scalar, allowed)))
            return null;
        var names = schema.Enum.Select(allowed => allowed.Text).ToList();
        return new Trouble($"cannot be '{Short(scalar.Text)}'", Messages.Suggest(scalar.Text, names).TrimStart());
    }

    private static bool IsSame(YamlScalar left, YamlScalar right)
    {
        var (one, other) = (GoScalar.Of(left), GoScalar.Of(right));
        return one.Kind == other.Kind
            && (
                one.Kind is ScalarKind.Integer or ScalarKind.Fraction ? one.Number.Equals(other.Number) : GoKey.Of(left) == GoKey.Of(right)
            );
    }

    private static Trouble? Scalar(YamlScalar scalar, Schema schema)
    {
        if (schema.Bounds is null && schema.Format is null && schema.Pattern is null)
            return null;
        var value = GoScalar.Of(scalar);
        return value.Kind switch
        {
            ScalarKind.Text => Text(scalar.Text, schema),
            ScalarKind.Integer or ScalarKind.Fraction => Number(scalar.Text, value.Number, schema),
            _ => null,
        };
    }

    private static Trouble? Text(string text, Schema schema)
    {
        if (schema.Bounds is { } bounds && Length(text, bounds) is { } length)
            return length;
        if (schema.Format is { } format && ValueFormats.Trouble(text, format) is { } trouble)
            return trouble;
        return schema.Pattern is { } pattern && pattern.Matches(text) == false
            ? new Trouble($"does not match the pattern {Short(pattern.Text)}")
            : null;
    }

    private static Trouble? Length(string text, SchemaBounds bounds) =>
        bounds.MinLength is null && bounds.MaxLength is null
            ? null
            : Count(text.EnumerateRunes().Count(), "characters", bounds.MinLength, bounds.MaxLength);

    private static Trouble? Number(string text, double value, Schema schema)
    {
        var (least, greatest) = schema.Format switch
        {
            "int32" => (int.MinValue, int.MaxValue),
            "int64" => (long.MinValue, long.MaxValue),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        var bounds = schema.Bounds ?? new SchemaBounds();
        if (value < least || value < bounds.Minimum || (bounds.IsMinimumExclusive && value.Equals(bounds.Minimum)))
            return new Trouble(
                $"is {Short(text)}, but must be {(bounds.IsMinimumExclusive ? "more than" : "at least")} {Shown(bounds.Minimum, least)}"
            );
        if (value > greatest || value > bounds.Maximum || (bounds.IsMaximumExclusive && value.Equals(bounds.Maximum)))
            return new Trouble(
                $"is {Short(text)}, but must be {(bounds.IsMaximumExclusive ? "less than" : "at most")} {Shown(bounds.Maximum, greatest)}"
            );
        return bounds.MultipleOf is { } step and > 0 && !double.IsInteger(value / step)
            ? new Trouble($"is {Short(text)}, but must be a multiple of {Shown(step, step)}")
            : null;
    }

    private static Trouble? Count(int count, string of, int? least, int? most) =>
        count < least ? new Trouble($"has {count} {of}, but must have at least {least}")
        : count > most ? new Trouble($"has {count} {of}, but may have at most {most}")
        : null;

    private static string Shown(double? bound, double limit) => (bound ?? limit).ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= LongestShown ? text : $"{text[..(LongestShown - 1)]}…";
}
