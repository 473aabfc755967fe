using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Sync;

/// <summary>
/// SYN-005: what a sync waits for must not need what comes only later. Each object that needs another of the Application is let wait for
/// it in the first sync; when that one has not been applied by then, it never will be (3.4 has no timeout).
/// </summary>
internal static class NeedRules
{
    public static Rule<SyncWalks> ComesBefore { get; } =
        new(
            "SYN-005",
            "What a sync waits for does not need what comes only later: a ServiceAccount, ConfigMap, Secret or claim of its pods, or the "
                + "pods of a claim (a warning, because some claims bind without).",
            Check
        )
        {
            Why = "A wait has no timeout, so the sync never ends.",
            Mend = "Change the waves; what a hook needs must be a hook as well.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(SyncWalks walks, Findings findings)
    {
        var (change, first) = (walks.Change, walks.First);
        foreach (var manifest in change.Rendered.Objects.Where(one => one.Pods is not null && one.Kind != "CronJob"))
            if (Late(first, manifest, Needed(change, manifest)) is { } late)
                findings.Fail(Messages.NeedsWhatComesLater(change.At, change.Name, manifest.ToString(), late));
        foreach (var claim in change.Rendered.OfKind("PersistentVolumeClaim"))
            if (Late(first, claim, Users(change, claim)) is { } user)
                findings.Fail(Messages.ClaimIsUsedLater(change.At, change.Name, claim.ToString(), user));
    }

    private static List<string> Needed(ApplicationChange change, Manifest manifest) =>
        [
            .. PodNeeds
                .Of(manifest.Pods!)
                .Select(need => change.Rendered.Find(need.Kind, manifest.Namespace, need.Name))
                .OfType<Manifest>()
                .Select(one => one.ToString()),
        ];

    // A claim may bind as soon as one pod uses it, so it is only stuck when none is there.
    private static List<string> Users(ApplicationChange change, Manifest claim)
    {
        var users = change
            .Rendered.In(claim.Namespace)
            .Where(one => one.Pods is { } pods && PodNeeds.Claims(pods).Contains(claim.Name, StringComparer.Ordinal))
            .Select(one => one.ToString())
            .ToList();
        return users.Count > 1 ? [] : users;
    }

    private static string? Late(SyncOperation first, Manifest waiting, List<string> needed)
    {
        if (needed.Count == 0)
            return null;
        var state = SyncSimulator.Run(SyncWalks.With(first, waiting.ToString(), HealthStatus.Progressing));
        return state.Phase == OperationPhase.Running ? needed.Find(id => !state.Live.Contains(id)) : null;
    }
}
