using System.Globalization;
using System.Text.RegularExpressions;

namespace GitOpsGen.Promql;

/// <summary>
/// Numbers of the language: decimal with an exponent, hexadecimal, with underscores between digits, <c>Inf</c> and <c>NaN</c>.
/// </summary>
internal static partial class PromqlNumber
{
    public static double? Of(string text) =>
        text.ToLowerInvariant() switch
        {
            "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            var written when Hexadecimal().IsMatch(written) => Hex(written[2..].Replace("_", "", StringComparison.Ordinal)),
            var written when Decimal().IsMatch(written) => Parse(written.Replace("_", "", StringComparison.Ordinal)),
            _ => null,
        };

    private static double Hex(string digits) => digits.Aggregate(0.0, (sum, digit) => (sum * 16) + Convert.ToInt32($"{digit}", 16));

    private static double? Parse(string digits) =>
        double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A0x[0-9a-f_]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\A(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:e[+-]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Decimal();
}
