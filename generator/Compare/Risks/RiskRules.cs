using System.Collections.Immutable;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>All that makes a change risky, the gravest first. Every class has its rules in a file of its own.</summary>
public static class RiskRules
{
    private static readonly Func<ObjectChange, IEnumerable<Risk>>[] All =
    [
        DeletionRisks.Of,
        ImmutableRisks.Of,
        CrdRisks.Of,
        RbacRisks.Of,
        PrivilegeRisks.Of,
        PodSecurityRisks.Of,
        CredentialRisks.Of,
        MoveRisks.Of,
        ScaleRisks.Of,
        SizeRisks.Of,
        WebhookRisks.Of,
        AlertRisks.Of,
        MonitorRisks.Of,
        AvailabilityRisks.Of,
        ImageRisks.Of,
        StorageRisks.Of,
        SyncRisks.Of,
        ProjectRisks.Of,
        ExposureRisks.Of,
        NetworkRisks.Of,
        ChartRisks.Of,
    ];

    /// <summary>Each risk once, the highest first, then in the order of the classes; never empty.</summary>
    public static ImmutableArray<Risk> Of(ObjectChange change)
    {
        if (change.Kind == ChangeKind.Unreadable)
            return [new Risk(RiskClass.Unreadable, RiskLevel.High, "a side is not YAML, so nobody can tell what changes")];
        // No object of a cluster: the other rules would take its words for those of one.
        if (change.Any.Kind == IamDocument.Kind)
            return IamRisks.Of(change);
        // Of values whose effect is told, the effect is judged.
        if (change is { IsChartTold: true, Any.Kind: HelmValues.Kind })
            return [.. ChartRisks.Of(change).DefaultIfEmpty(Risk.None)];
        // A copy is new here, with all the rights and ways in that it has.
        var judged = change.Kind == ChangeKind.Copied ? ObjectChange.Added(change.Place, change.New!) : change;
        var found = All.SelectMany(rule => rule(judged))
            .Distinct()
            .OrderByDescending(risk => risk.Level)
            .ThenBy(risk => risk.Class)
            .ThenBy(risk => risk.Reason, StringComparer.Ordinal);
        return [.. found.DefaultIfEmpty(Risk.None)];
    }
}
