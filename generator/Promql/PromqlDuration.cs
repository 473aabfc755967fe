using System.Globalization;
using System.Text.RegularExpressions;

namespace GitOpsGen.Promql;

/// <summary>Durations as Prometheus writes them: <c>5m</c>, <c>1h30m</c>, <c>1d</c>, the greater units first.</summary>
public static partial class PromqlDuration
{
    // Prometheus counts in milliseconds: a year has 365 days.
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365L * 86_400_000),
        ("w", 7L * 86_400_000),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];

    /// <summary>Null for what is none; <c>0</c> is one without a unit.</summary>
    public static TimeSpan? Of(string? text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (string.IsNullOrEmpty(text) || text.Length > 60 || Form().Match(text) is not { Success: true } match)
            return null;
        var sum = Units.Sum(unit => Amount(match.Groups[unit.Unit].Value) * unit.Milliseconds);
        return sum < (decimal)TimeSpan.MaxValue.TotalMilliseconds / 2 ? TimeSpan.FromMilliseconds((long)sum) : null;
    }

    /// <summary>As Prometheus writes it.</summary>
    public static string Text(TimeSpan span)
    {
        var left = (long)span.TotalMilliseconds;
        var parts = Units.Where(unit => unit.Unit is not ("y" or "w" or "d")).Select(unit => Part(ref left, unit));
        var text = string.Concat(parts);
        return text.Length == 0 ? "0s" : text;
    }

    private static string Part(ref long left, (string Unit, long Milliseconds) unit)
    {
        var count = left / unit.Milliseconds;
        left -= count * unit.Milliseconds;
        return count == 0 ? "" : $"{count}{unit.Unit}";
    }

    private static decimal Amount(string digits) =>
        decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? Math.Min(amount, 1_000_000_000_000m)
            : 0;

    [GeneratedRegex(
        @"\A(?:(?<y>[0-9]+)y)?(?:(?<w>[0-9]+)w)?(?:(?<d>[0-9]+)d)?(?:(?<h>[0-9]+)h)?"
            + @"(?:(?<m>[0-9]+)m)?(?:(?<s>[0-9]+)s)?(?:(?<ms>[0-9]+)ms)?\z"
    )]
    private static partial Regex Form();
}
