using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-010: who is woken learns of what, how bad it is, and what to do.</summary>
internal static class PagingRules
{
    public static Rule<ClusterContents> TellEnough { get; } =
        new(
            "PRR-010",
            "Every alert has a severity and says in a summary what is wrong; one that pages (`critical` or `page`) names a runbook.",
            Check
        )
        {
            Why =
                "Routes go by the severity, so one without it goes where nobody looks; who is woken at night reads the summary and "
                + "follows the runbook.",
            Mend = "Add the label `severity`, and the annotations `summary` and `runbook_url`.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static readonly ImmutableHashSet<string> Paging = ["critical", "page"];

    private static readonly string[] Runbooks = ["runbook_url", "runbook", "runbookUrl", "runbook_link"];

    private static readonly string[] Summaries = ["summary", "message", "title"];

    private static void Check(ClusterContents cluster, Findings findings)
    {
        foreach (var alert in MonitoringContents.Of(cluster).Alerts)
        {
            var severity = alert.Label("severity");
            var isPaging = severity is not null && Paging.Contains(severity);
            if (severity is null)
                findings.Fail(Messages.AlertWithoutSeverity(alert.At, alert.Title));
            if (!Says(alert, Summaries))
                findings.Fail(
                    isPaging
                        ? Messages.PageWithout(alert.At, alert.Title, severity!, "summary")
                        : Messages.AlertWithoutSummary(alert.At, alert.Title)
                );
            if (isPaging && !Says(alert, Runbooks))
                findings.Fail(Messages.PageWithout(alert.At, alert.Title, severity!, "runbook_url"));
        }
    }

    private static bool Says(RuleEntry alert, string[] annotations) =>
        annotations.Any(name => alert.Annotations?.Text(name) is { Length: > 0 });
}
