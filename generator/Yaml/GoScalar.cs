using System.Globalization;

namespace GitOpsGen.Yaml;

/// <summary>What a scalar becomes once it is JSON.</summary>
public enum ScalarKind
{
    Null,
    Boolean,

    /// <summary>A number without a fraction, however it is written.</summary>
    Integer,

    /// <summary>A number with a fraction, or one that only a floating point holds.</summary>
    Fraction,
    Text,
}

/// <summary>
/// A scalar as kubectl, Helm and Argo CD hand it to the API server: YAML 1.1 made JSON (sigs.k8s.io/yaml), so an unquoted <c>yes</c> is
/// true and <c>0x10</c> is 16, while dates stay text.
/// </summary>
public readonly record struct GoScalar(ScalarKind Kind, double Number)
{
    // Beyond it JSON gets an exponent, which is no integer to the API server.
    private const double Whole = 1e21;

    private const int PlainDigits = 15;

    public static GoScalar Of(YamlScalar scalar)
    {
        if (scalar.IsString)
            return new GoScalar(ScalarKind.Text, 0);
        if (scalar.IsNull)
            return new GoScalar(ScalarKind.Null, 0);
        return Plain(scalar.Text);
    }

    private static GoScalar Plain(string text)
    {
        if (char.IsAsciiLetter(text[0]))
            return new GoScalar(GoKey.Word(text) is "true" or "false" ? ScalarKind.Boolean : ScalarKind.Text, 0);
        if (!(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
            return new GoScalar(ScalarKind.Text, 0);
        var number = IsPlain(text) ? long.Parse(text, CultureInfo.InvariantCulture) : GoKey.Value(text);
        return number is not { } value ? new GoScalar(ScalarKind.Text, 0)
            : double.IsInteger(value) && Math.Abs(value) < Whole ? new GoScalar(ScalarKind.Integer, value)
            : new GoScalar(ScalarKind.Fraction, value);
    }

    // Nearly all numbers are: no sign, no base, no more digits than fit.
    private static bool IsPlain(string text) =>
        text.Length <= PlainDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9') && (text[0] != '0' || text.Length == 1);
}
