using System.Globalization;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Stack;

/// <summary>Durations as Prometheus writes them: <c>15d</c>, <c>1h30m</c> (Prometheus documentation, "Time durations").</summary>
internal static partial class PrometheusDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("y", 365 * 86400d),
        ("w", 7 * 86400d),
        ("d", 86400d),
        ("h", 3600d),
        ("m", 60d),
        ("s", 1d),
        ("ms", 0.001),
    ];

    /// <summary>Null for what is none.</summary>
    public static TimeSpan? Of(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (text.Length == 0 || Form().Match(text) is not { Success: true } match)
            return null;
        var seconds = Units.Sum(unit => Number(match.Groups[unit.Unit].Value) * unit.Seconds);
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(
        @"\A(?:(?<y>[0-9]+)y)?(?:(?<w>[0-9]+)w)?(?:(?<d>[0-9]+)d)?"
            + @"(?:(?<h>[0-9]+)h)?(?:(?<m>[0-9]+)m)?(?:(?<s>[0-9]+)s)?(?:(?<ms>[0-9]+)ms)?\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
