using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace GitOpsGen.Yaml;

/// <summary>
/// What the key of a map becomes for Helm, Argo CD and kubectl: they make JSON of YAML 1.1 (sigs.k8s.io/yaml), in which a key is text, so
/// <c>0x10</c> is read as a number and written as "16". Kustomize refuses such a key.
/// </summary>
public static partial class GoKey
{
    public static string Of(YamlScalar key) => key.IsString ? key.Text : Word(key.Text) ?? Number(key.Text) ?? key.Text;

    /// <summary>What an unquoted word becomes: <c>true</c>, <c>false</c>, or a number that is none; null for any other.</summary>
    internal static string? Word(string text) =>
        text switch
        {
            "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "true" or "True" or "TRUE" => "true",
            "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "false" or "False" or "FALSE" => "false",
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => ".inf",
            "-.inf" or "-.Inf" or "-.INF" => "-.inf",
            ".nan" or ".NaN" or ".NAN" => ".nan",
            _ => null,
        };

    /// <summary>The number that an unquoted text is; null when it is none.</summary>
    internal static double? Value(string text)
    {
        if (Word(text) is { } word)
            return word == ".nan" ? double.NaN
                : word[0] == '-' ? double.NegativeInfinity
                : double.PositiveInfinity;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Whole(plain) is { } whole)
            return (double)whole;
        return Real().IsMatch(plain) ? double.Parse(plain, CultureInfo.InvariantCulture) : null;
    }

    private static string? Number(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
            return null;
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Whole(plain) is { } whole && whole >= long.MinValue && whole <= long.MaxValue)
            return whole.ToString(CultureInfo.InvariantCulture);
        return Real().IsMatch(plain) ? Float(float.CreateSaturating(double.Parse(plain, CultureInfo.InvariantCulture))) : null;
    }

    // As Go reads a number that may name its base; a leading zero means octal.
    private static BigInteger? Whole(string text)
    {
        if (Integer().Match(text) is not { Success: true } match)
            return null;
        var (radix, digits) = match switch
        {
            _ when match.Groups["hex"].Success => (16, match.Groups["hex"].Value),
            _ when match.Groups["binary"].Success => (2, match.Groups["binary"].Value),
            _ when match.Groups["octal"].Success => (8, match.Groups["octal"].Value),
            _ => (10, match.Groups["decimal"].Value),
        };
        var value = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));
        return text[0] == '-' ? -value : value;
    }

    // As few digits as tell it from its neighbours of 32 bits; with an exponent beyond a million.
    private static string Float(float value)
    {
        if (float.IsInfinity(value))
            return value > 0 ? ".inf" : "-.inf";
        var sign = float.IsNegative(value) ? "-" : "";
        if (value == 0)
            return sign + "0";
        var (digits, exponent) = Digits(Math.Abs(value).ToString("E8", CultureInfo.InvariantCulture), Math.Abs(value));
        if (exponent is < -4 or >= 6)
            return $"{sign}{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        var whole = digits.PadRight(exponent + 1, '0');
        return sign + (whole.Length == exponent + 1 ? whole : $"{whole[..(exponent + 1)]}.{whole[(exponent + 1)..]}");
    }

    private static (string Digits, int Exponent) Digits(string longest, float value)
    {
        var shortest = Enumerable
            .Range(0, 9)
            .Select(places => value.ToString($"E{places}", CultureInfo.InvariantCulture))
            .FirstOrDefault(text => float.Parse(text, CultureInfo.InvariantCulture).Equals(value), longest);
        var parts = shortest.Split('E');
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        return (digits, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        @"\A[-+]?(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)|0[oO]?(?<octal>[0-7]+)|(?<decimal>0|[1-9][0-9]*))\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Real();
}
