using System.Text.RegularExpressions;

namespace GitOpsGen.Wiring;

/// <summary>Durations as the Prometheus Operator's schemas have them: <c>1m30s</c>, <c>250ms</c>, <c>0</c>.</summary>
public static partial class PrometheusDuration
{
    private static readonly (string Unit, double Milliseconds)[] Units =
    [
        ("y", 365 * 86_400_000d),
        ("w", 7 * 86_400_000d),
        ("d", 86_400_000d),
        ("h", 3_600_000d),
        ("m", 60_000d),
        ("s", 1000d),
        ("ms", 1d),
    ];

    /// <summary>Milliseconds; null where it is none.</summary>
    public static double? Milliseconds(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 60 || Form().Match(text) is not { Success: true } match)
            return null;
        return Units.Sum(unit =>
            match.Groups[unit.Unit] is { Success: true, Value: var digits } ? double.Parse(digits) * unit.Milliseconds : 0
        );
    }

    [GeneratedRegex(
        @"\A(?:0|(?:(?<y>[0-9]+)y)?(?:(?<w>[0-9]+)w)?(?:(?<d>[0-9]+)d)?(?:(?<h>[0-9]+)h)?(?:(?<m>[0-9]+)m)?"
            + @"(?:(?<s>[0-9]+)s)?(?:(?<ms>[0-9]+)ms)?)\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
