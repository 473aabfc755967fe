using System.Globalization;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>Claims that are made smaller: the API server refuses, and a volume that is made anew is empty.</summary>
public static class SizeRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change) =>
        change is { New: not null, Old: not null }
            ? change
                .Deltas.Where(delta => IsSize(change.New, delta.Path))
                .Where(delta => Quantity.Of(delta.OldText) is { } old && Quantity.Of(delta.NewText) is { } @new && @new < old)
                .Select(delta => new Risk(
                    RiskClass.Immutable,
                    RiskLevel.High,
                    $"{delta.Path.Text} goes from {delta.OldText} to {delta.NewText}: no claim can be made smaller, so that this is refused"
                ))
            : [];

    private static bool IsSize(Manifest manifest, in FieldPath path) =>
        path.Pattern.EndsWith("requests.storage", StringComparison.Ordinal)
        || (manifest.Kind == HelmValues.Kind && path.Pattern.EndsWith("persistence.size", StringComparison.Ordinal));
}

/// <summary>Quantities of Kubernetes' resources: <c>500m</c>, <c>1Gi</c>, <c>2e3</c>.</summary>
internal static class Quantity
{
    private static readonly string[] Binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["k", "M", "G", "T", "P", "E"];

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
