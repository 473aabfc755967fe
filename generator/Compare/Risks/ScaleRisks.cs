using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>Fewer pods, or a lower bound of how many.</summary>
public static class ScaleRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is null || change.Old is null)
            return [];
        return change.Deltas.Where(delta => IsCount(change.New, delta.Path)).Select(delta => Fewer(delta)).OfType<Risk>();
    }

    private static bool IsCount(Manifest manifest, in FieldPath path) =>
        manifest.Kind switch
        {
            "HorizontalPodAutoscaler" => path.Pattern is "spec.minReplicas" or "spec.maxReplicas",
            "ScaledObject" => path.Pattern is "spec.minReplicaCount" or "spec.maxReplicaCount",
            HelmValues.Kind => path.Name is "replicas" or "replicaCount" or "minReplicas" or "maxReplicas",
            _ => path.Pattern is "spec.replicas",
        };

    private static Risk? Fewer(FieldDelta delta)
    {
        var before = Number(delta.OldText);
        // Nothing said is one pod, whatever an autoscaler makes of it.
        var after = delta.New is null ? 1 : Number(delta.NewText);
        if (before is null || after is null || after >= before)
            return null;
        if (after == 0)
            return new Risk(RiskClass.ScaleDown, RiskLevel.High, $"{delta.Path.Text} goes from {before} to 0: nothing runs any more");
        return new Risk(
            RiskClass.ScaleDown,
            RiskLevel.Medium,
            delta.New is null
                ? $"{delta.Path.Text} was {before} and is no longer said: it becomes 1 unless an autoscaler sets it"
                : $"{delta.Path.Text} goes from {before} to {after}"
        );
    }

    private static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;
}
