using GitOpsGen.ArgoCd;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe;

/// <summary>How a revision that Argo CD names stands to what git says now of the Application.</summary>
public enum ContentMatch
{
    /// <summary>The revision is not known here.</summary>
    Unknown,

    /// <summary>The same files: whatever else its commits changed.</summary>
    Same,

    Other,
}

/// <param name="Reason">Empty where it is healthy.</param>
public sealed record Verdict(Health Health, string Reason)
{
    public static Verdict Healthy { get; } = new(Health.Healthy, "");

    public static Verdict Progressing(string kind, string said = "") => new(Health.Progressing, Reasons.Of(kind, said));

    public static Verdict Unhealthy(string kind, string said = "") => new(Health.Unhealthy, Reasons.Of(kind, said));

    public static Verdict Unknown(string kind, string said = "") => new(Health.Unknown, Reasons.Of(kind, said));
}

/// <summary>
/// When an Application counts as healthy: synced to what git says now, and well. Unhealthy is only what is definite of that very content;
/// what an earlier one did, and what nobody could see, is not.
/// </summary>
/// <param name="isOurs">Whether an address is the fleet's repository.</param>
/// <param name="match">Of a revision of it.</param>
/// <param name="chart">The one that the Application must name by now; null where it names none.</param>
public sealed class Acceptance(
    Application application,
    Func<string, bool> isOurs,
    Func<string, ContentMatch> match,
    ExpectedChart? chart = null
)
{
    private readonly LastOperation? last = application.Last;

    public Verdict Judge() => Deletion() ?? Comparison() ?? Revision() ?? Operation() ?? Freshness() ?? Sync() ?? Health();

    private Verdict? Deletion() =>
        application.IsDeleting ? Verdict.Progressing("deleting", "Argo CD is about to delete the Application") : null;

    // What went wrong with comparing says nothing of what runs. Of a sync that failed the operation tells more.
    private Verdict? Comparison() =>
        application.Conditions.FirstOrDefault(one => one.Type.EndsWith("Error", StringComparison.Ordinal) && one.Type != "SyncError")
            is { } condition
            ? Verdict.Unknown(condition.Type, condition.Message)
            : null;

    private Verdict? Revision()
    {
        var revisions = application.Compared.Of(isOurs).ToList();
        if (revisions.Count == 0)
            return Verdict.Unknown("another source", "none of the Application's sources is the fleet's repository");
        if (revisions.Exists(revision => revision.Length == 0))
            return Verdict.Progressing("not compared yet");
        if (OtherChart() is { } other)
            return Verdict.Progressing("behind", $"the Application names version {other} of the chart");
        return Match(application.Compared) switch
        {
            ContentMatch.Unknown => Verdict.Unknown(
                "unknown revision",
                $"{Short(revisions)} is not in this clone, nor on the remote's branch"
            ),
            ContentMatch.Other => Verdict.Progressing("behind", $"it has revision {Short(revisions)}, in which this differs"),
            _ => null,
        };
    }

    // The root writes the Application a while after the values are there.
    private string? OtherChart() =>
        chart is null ? null
        : application.Compared.Sources.FirstOrDefault(source => source.Chart == chart.Name) is not { } source ? "(none)"
        : source.Target == chart.Version ? null
        : source.Target;

    private Verdict? Operation() =>
        (application.HasOperation, last?.Phase) switch
        {
            (true, _) or (_, "Running" or "Terminating") => Verdict.Progressing("syncing", last?.Message ?? ""),
            (_, "Failed" or "Error") => Failure(last!),
            (_, null or "Succeeded") => null,
            (_, var phase) => Verdict.Unknown("phase", $"'{phase}' is none that is known"),
        };

    // A sync of an earlier content is no failure of this one: where the cluster is as git says now, none is to come either.
    private Verdict? Failure(LastOperation failed) =>
        Match(failed.Revisions) switch
        {
            ContentMatch.Same => Verdict.Unhealthy("sync failed", failed.Message),
            _ when application.SyncStatus == "Synced" => null,
            ContentMatch.Other => Verdict.Progressing("not synced yet", "the last sync, of an earlier revision, failed"),
            _ => Verdict.Unknown("sync failed", "of which revision nobody can tell"),
        };

    private Verdict? Freshness() =>
        application.ReconciledAt is not { } compared ? Verdict.Progressing("not compared yet")
        : last?.FinishedAt > compared ? Verdict.Progressing("not compared since the last sync")
        : null;

    private Verdict? Sync() =>
        application.SyncStatus switch
        {
            "Synced" => null,
            "OutOfSync" when Refused() is { } condition => Verdict.Unhealthy("sync refused", condition.Message),
            // It once was as git says, so what is wrong with it is wrong with this content.
            "OutOfSync" when HasRun() && application.Health is "Degraded" or "Missing" => Health(),
            "OutOfSync" => Verdict.Progressing(HasRun() ? "out of sync" : "not synced yet"),
            _ => Verdict.Unknown("sync status", application.SyncStatus.Length == 0 ? "there is none" : application.SyncStatus),
        };

    private ApplicationCondition? Refused() =>
        last is null || Match(last.Revisions) == ContentMatch.Same
            ? application.Conditions.FirstOrDefault(one => one.Type == "SyncError")
            : null;

    private bool HasRun() => last is { Phase: "Succeeded" } && Match(last.Revisions) == ContentMatch.Same;

    private Verdict Health() =>
        application.Health switch
        {
            "Healthy" => Verdict.Healthy,
            "Degraded" => Verdict.Unhealthy("degraded", application.HealthMessage),
            "Missing" => Verdict.Unhealthy("missing", application.HealthMessage),
            "Progressing" => Verdict.Progressing("progressing", application.HealthMessage),
            "Suspended" => Verdict.Progressing("suspended", application.HealthMessage),
            "" or "Unknown" => Verdict.Unknown("health unknown", application.HealthMessage),
            var other => Verdict.Unknown("health", $"'{other}' is none that is known"),
        };

    // All sources must have it: values of one revision with manifests of another are neither.
    private ContentMatch Match(Revisions revisions)
    {
        var matches = revisions.Of(isOurs).Select(revision => revision.Length == 0 ? ContentMatch.Unknown : match(revision)).ToList();
        return matches.Contains(ContentMatch.Other) ? ContentMatch.Other
            : matches.Count == 0 || matches.Contains(ContentMatch.Unknown) ? ContentMatch.Unknown
            : ContentMatch.Same;
    }

    private static string Short(IEnumerable<string> revisions) =>
        string.Join(", ", revisions.Take(3).Select(revision => revision.Length > 12 ? revision[..12] : revision));
}
