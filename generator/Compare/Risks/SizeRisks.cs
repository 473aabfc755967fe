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
