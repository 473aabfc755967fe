using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

public sealed record TextShape : Shape
{
    public string? Pattern { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>An RFC 1123 DNS label, as Kubernetes wants names.</summary>
    public bool IsLabel { get; init; }

    /// <summary>What no pattern can say, of a place, the name for messages and the text; null: it fits.</summary>
    public Func<Position, string, string, Diagnostic?>? Judged { get; init; }

    public override string Noun => "text";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
            return WrongType(node, name, diagnostics);
        if (Allowed.Count > 0 && !Allowed.Contains(scalar.Text, StringComparer.Ordinal))
            return Refuse(Messages.NotAllowed(scalar.At, name, scalar.Text, Allowed), diagnostics);
        if (Pattern is not null && !Regex.IsMatch(scalar.Text, ToTheEnd(Pattern), RegexOptions.NonBacktracking))
            return Refuse(Messages.BadForm(scalar.At, name, scalar.Text, Description, Pattern), diagnostics);
        if (Judged?.Invoke(scalar.At, name, scalar.Text) is { } trouble)
            return Refuse(trouble, diagnostics);
        // A name that is no label still says who is meant.
        if (IsLabel && !DnsLabel.IsValid(scalar.Text))
            diagnostics.Add(Messages.NotALabel(scalar.At, name, scalar.Text));
        return node;
    }

    // JSON Schema's $ is the very end; .NET's lets a line break pass.
    private static string ToTheEnd(string pattern) =>
        pattern.EndsWith('$') && !pattern.EndsWith(@"\$", StringComparison.Ordinal) ? pattern[..^1] + @"\z" : pattern;
}

public sealed record IntegerShape(int Minimum, int Maximum) : Shape
{
    public override string Noun => "integer";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (
            node is not YamlScalar scalar
            || !long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        )
            return WrongType(node, name, diagnostics);
        if (value < Minimum || value > Maximum)
            return Refuse(
                Messages.OutOfRange(node.At, name, scalar.Text, Bound(Minimum, int.MinValue), Bound(Maximum, int.MaxValue)),
                diagnostics
            );
        // What a number in quotes means is clear, and others may rely on it.
        if (!scalar.IsString)
            return node;
        WrongType(node, name, diagnostics);
        return new YamlScalar(node.At, scalar.Text, isString: false);
    }

    private static decimal? Bound(int bound, int none) => bound == none ? null : bound;
}

/// <summary>A number with or without a fraction; <see cref="decimal.MinValue"/> and <see cref="decimal.MaxValue"/> mean no bound.</summary>
public sealed record NumberShape(decimal Minimum, decimal Maximum) : Shape
{
    public override string Noun => "number";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics)
    {
        if (
            node is not YamlScalar scalar
            || !decimal.TryParse(
                scalar.Text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            return WrongType(node, name, diagnostics);
        if (value < Minimum || value > Maximum)
            return Refuse(
                Messages.OutOfRange(node.At, name, scalar.Text, Bound(Minimum, decimal.MinValue), Bound(Maximum, decimal.MaxValue)),
                diagnostics
            );
        if (!scalar.IsString)
            return node;
        WrongType(node, name, diagnostics);
        return new YamlScalar(node.At, scalar.Text, isString: false);
    }

    private static decimal? Bound(decimal bound, decimal none) => bound == none ? null : bound;
}

public sealed record FlagShape : Shape
{
    public override string Noun => "boolean";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) =>
        node is YamlScalar { IsString: false, Text: "true" or "false" } ? node : WrongType(node, name, diagnostics);
}

public sealed record AnyShape : Shape
{
    public override string Noun => "value";

    protected override YamlNode Fit(YamlNode node, string name, DiagnosticBag diagnostics) => node;
}
