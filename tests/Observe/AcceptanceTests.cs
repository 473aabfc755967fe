using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.ArgoCd;
using GitOpsGen.Git;
using GitOpsGen.Observe;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>When an Application counts as healthy, and what alone counts as definitely not.</summary>
public sealed class AcceptanceTests
{
    private const string Ours = "1111111111111111111111111111111111111111";
    private const string Other = "2222222222222222222222222222222222222222";
    private const string Nobodys = "3333333333333333333333333333333333333333";
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Changes to a healthy Application, what it is then, and what the reason begins with.</summary>
    public static TheoryData<string, string, string> Table { get; } =
        new()
        {
            { "", "Healthy", "" },
            { "status.health.status=Degraded", "Unhealthy", "degraded" },
            { "status.health.status=Degraded,status.health.message=pods crash", "Unhealthy", "degraded: pods crash" },
            { "status.health.status=Missing", "Unhealthy", "missing" },
            { "status.health.status=Progressing", "Progressing", "progressing" },
            { "status.health.status=Suspended", "Progressing", "suspended" },
            { "status.health.status=Unknown", "Unknown", "health unknown" },
            { "status.health.status=Splendid", "Unknown", "health: 'Splendid'" },
            { "status.health=", "Unknown", "health unknown" },
            { "status=", "Progressing", "not compared yet" },
            { "status.sync=", "Progressing", "not compared yet" },
            { "operation={}", "Progressing", "syncing" },
            { "status.operationState.phase=Running", "Progressing", "syncing" },
            { "status.operationState.phase=Running,status.health.status=Degraded", "Progressing", "syncing" },
            { "status.operationState.phase=Terminating", "Progressing", "syncing" },
            { "status.operationState.phase=Dreaming", "Unknown", "phase: 'Dreaming'" },
            { "status.operationState.phase=Failed,status.operationState.message=job failed", "Unhealthy", "sync failed: job failed" },
            { "status.operationState.phase=Error", "Unhealthy", "sync failed" },
            // It failed, and a newer one is asked for.
            { "status.operationState.phase=Failed,operation={}", "Progressing", "syncing" },
            // It failed at another content; the cluster is as git says now, as after a rollback.
            { $"status.operationState.phase=Failed,status.operationState.syncResult.revision={Other}", "Healthy", "" },
            {
                $"status.operationState.phase=Failed,status.operationState.syncResult.revision={Other},status.sync.status=OutOfSync",
                "Progressing",
                "not synced yet"
            },
            {
                $"status.operationState.phase=Failed,status.operationState.syncResult.revision={Nobodys},status.sync.status=OutOfSync",
                "Unknown",
                "sync failed: of which revision"
            },
            {
                "status.operationState.phase=Failed,status.operationState.syncResult=,status.operationState.operation=,status.sync.status=OutOfSync",
                "Unknown",
                "sync failed: of which revision"
            },
            { "status.operationState=", "Healthy", "" },
            { "status.reconciledAt=", "Progressing", "not compared yet" },
            { "status.reconciledAt=2026-11-02T07:59:59Z", "Progressing", "not compared since the last sync" },
            { "status.reconciledAt=2026-11-02T08:00:01Z", "Healthy", "" },
            { "status.sync.status=OutOfSync", "Progressing", "out of sync" },
            { "status.sync.status=Unknown", "Unknown", "sync status: Unknown" },
            { "status.sync.status=", "Unknown", "sync status: there is none" },
            // What runs is this content, and something in the cluster differs since.
            { "status.sync.status=OutOfSync,status.health.status=Degraded", "Unhealthy", "degraded" },
            // What runs is another content: synced by hand, or not begun.
            {
                $"status.sync.status=OutOfSync,status.health.status=Degraded,status.operationState.syncResult.revision={Other}",
                "Progressing",
                "not synced yet"
            },
            { "status.sync.status=OutOfSync,status.health.status=Missing,status.operationState=", "Progressing", "not synced yet" },
            { $"status.sync.revision={Other}", "Progressing", "behind: it has revision 222222222222" },
            { $"status.sync.revision={Other},status.health.status=Degraded", "Progressing", "behind" },
            { $"status.sync.revision={Nobodys}", "Unknown", "unknown revision: 333333333333" },
            { "status.sync.revision=", "Progressing", "not compared yet" },
            { "metadata.deletionTimestamp=2026-11-02T08:00:00Z", "Progressing", "deleting" },
            { "status.sync.comparedTo.source.repoURL=https://elsewhere.example/x", "Unknown", "another source" },
            { "status.sync.comparedTo=,spec.source=", "Unknown", "another source" },
            { "status.sync.comparedTo.source.repoURL=git@git.example:small.git", "Healthy", "" },
            { "status.conditions=ComparisonError", "Unknown", "ComparisonError: words" },
            { "status.conditions=InvalidSpecError,status.health.status=Degraded", "Unknown", "InvalidSpecError" },
            { "status.conditions=OrphanedResourceWarning", "Healthy", "" },
            { "status.conditions=SyncError", "Healthy", "" },
            { "status.conditions=SyncError,status.sync.status=OutOfSync", "Unhealthy", "sync refused: words" },
            {
                $"status.conditions=SyncError,status.sync.status=OutOfSync,status.operationState.syncResult.revision={Other}",
                "Progressing",
                "not synced yet"
            },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_Application_is_what_Argo_CD_says_of_the_content_that_git_says(string changes, string health, string reason)
    {
        var verdict = Judge(Changed(changes));

        Assert.Equal(health, verdict.Health.ToString());
        Assert.StartsWith(reason, verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(verdict.Health == Health.Healthy, verdict.Reason.Length == 0);
    }

    [Theory]
    [InlineData(Ours, Ours, "Healthy")]
    [InlineData(Other, Ours, "Progressing")]
    [InlineData(Ours, Nobodys, "Unknown")]
    [InlineData(Ours, "", "Progressing")]
    public void Of_several_sources_those_of_the_fleet_count(string values, string manifests, string health)
    {
        var application = Several(values, manifests, "88.5.3");

        Assert.Equal(health, Judge(application, new ExpectedChart("stack", "88.5.3")).Health.ToString());
    }

    [Fact]
    public void A_chart_of_another_version_is_behind_although_its_values_are_there()
    {
        var verdict = Judge(Several(Ours, Ours, "88.5.2"), new ExpectedChart("stack", "88.5.3"));

        Assert.Equal(new Verdict(Health.Progressing, "behind: the Application names version 88.5.2 of the chart"), verdict);
        Assert.Equal(Health.Progressing, Judge(Changed(""), new ExpectedChart("stack", "88.5.3")).Health);
    }

    [Theory]
    [InlineData("a\nb\u001b[31m\u202ec", "degraded: a b\\u001b[31m\\u202ec")]
    [InlineData("cannot clone https://me:secret@git.example/x", "degraded: cannot clone https://***@git.example/x")]
    [InlineData("token ghp_0123456789abcdefABCDEF0123456789", "degraded: token ***")]
    [InlineData("at 1111111111111111111111111111111111111111", "degraded: at 1111111111111111111111111111111111111111")]
    public void A_reason_is_one_plain_line_without_secrets(string message, string reason) =>
        Assert.Equal(reason, Judge(Changed("status.health.status=Degraded").With("status.health.message", message)).Reason);

    [Fact]
    public void A_reason_is_bounded()
    {
        var reason = Judge(Changed("status.health.status=Degraded").With("status.health.message", new string('x', 1 << 20))).Reason;

        Assert.Equal(200, reason.Length);
        Assert.Equal("degraded", Reasons.Kind(reason));
    }

    private static JsonObject Changed(string changes)
    {
        var application = ApplicationJson.Healthy("web-prod-1", "prod", "prod", Ours, Now);
        foreach (var change in changes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(change => change.Split('=', 2)))
            application.With(
                change[0],
                change switch
                {
                    [_, ""] => null,
                    ["operation", _] => new JsonObject(),
                    ["status.conditions", var type] => new JsonArray(new JsonObject { ["type"] = type, ["message"] = "words" }),
                    _ => change[1],
                }
            );
        return application;
    }

    private static JsonObject Several(string values, string manifests, string version)
    {
        var sources = new JsonArray(
            new JsonObject
            {
                ["repoURL"] = "https://charts.example",
                ["chart"] = "stack",
                ["targetRevision"] = version,
            },
            new JsonObject { ["repoURL"] = ApplicationJson.Repository, ["ref"] = "values" },
            new JsonObject { ["repoURL"] = ApplicationJson.Repository, ["path"] = "x" }
        );
        return Changed("spec.source=,status.sync.revision=,status.sync.comparedTo=,status.operationState=")
            .With("spec.sources", sources)
            .With("status.sync.revisions", new JsonArray(version, values, manifests));
    }

    private static Verdict Judge(JsonObject application, ExpectedChart? chart = null) =>
        new Acceptance(
            ApplicationAnswer.Read(Encoding.UTF8.GetBytes(application.ToJsonString())),
            repository => RepositoryAddress.IsSame(repository, ApplicationJson.Repository),
            revision =>
                revision switch
                {
                    Ours => ContentMatch.Same,
                    Other => ContentMatch.Other,
                    _ => ContentMatch.Unknown,
                },
            chart
        ).Judge();
}
