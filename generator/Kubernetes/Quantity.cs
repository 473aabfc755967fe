using System.Globalization;

namespace GitOpsGen.Kubernetes;

/// <summary>Quantities of Kubernetes' resources: <c>500m</c>, <c>1Gi</c>, <c>2e3</c>.</summary>
public static class Quantity
{
    private static readonly string[] Binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["k", "M", "G", "T", "P", "E"];

    /// <summary>Null for what is none.</summary>
    public static decimal? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        for (var i = 0; i < Binary.Length; i++)
        {
            if (text.EndsWith(Binary[i], StringComparison.Ordinal))
                return Number(text[..^2], Power(1024, i + 1));
            if (text.EndsWith(Decimal[i], StringComparison.Ordinal))
                return Number(text[..^1], Power(1000, i + 1));
        }

        return text.EndsWith('m') ? Number(text[..^1], 0.001m) : Number(text, 1);
    }

    private static decimal Power(int number, int times) => Enumerable.Repeat((decimal)number, times).Aggregate((a, b) => a * b);

    private static decimal? Number(string text, decimal factor) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e9m
            ? number * factor
            : null;
}
