using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>The labels of a Namespace by which Kubernetes refuses pods, or warns of them (Pod Security admission).</summary>
public static class PodSecurityRisks
{
    private const string Label = "pod-security.kubernetes.io/";

    private static readonly string[] Levels = ["privileged", "baseline", "restricted"];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is not { } @new || !@new.IsKind("Namespace"))
            yield break;
        foreach (var mode in new[] { "enforce", "audit", "warn" })
            if (Weaker(mode, change.Old, @new) is { } risk)
                yield return risk;
        if (Value("enforce-version", change.Old) is { } version && version != Value("enforce-version", @new))
            yield return new Risk(RiskClass.Privileges, RiskLevel.Medium, $"{Label}enforce-version: pods are judged by other rules");
    }

    private static Risk? Weaker(string mode, Manifest? old, Manifest @new)
    {
        var (before, after) = (Value(mode, old), Value(mode, @new));
        if (old is null)
            return mode == "enforce" && after == "privileged"
                ? Of(RiskLevel.Medium, mode, "pods may do whatever they ask for there")
                : null;
        if (before is null || before == after || Array.IndexOf(Levels, after) > Array.IndexOf(Levels, before))
            return null;
        return Of(
            mode == "enforce" ? RiskLevel.High : RiskLevel.Medium,
            mode,
            after is null ? $"was {before}, and the cluster's default counts now" : $"{before} became {after}: pods may do more there"
        );
    }

    private static string? Value(string mode, Manifest? space) => space?.Label($"{Label}{mode}");

    private static Risk Of(RiskLevel level, string mode, string reason) => new(RiskClass.Privileges, level, $"{Label}{mode}: {reason}");
}
