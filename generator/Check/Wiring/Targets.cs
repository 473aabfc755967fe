using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Wiring;

/// <summary>WIR-002: of a monitor that nobody is known to read nothing is said.</summary>
internal static class Targets
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        foreach (
            var report in Wirings
                .Of(contents)
                .Monitors.Where(report => report.Kind != MonitorKind.PrometheusRule && report.Selected == Answer.Yes)
        )
        {
            var at = report.Monitor.Document.At;
            if (report.Nearest is { Failing: { } step })
                Judge(report, step, findings);
            foreach (var (endpoint, gap) in report.Gaps)
                findings.Fail(Messages.EndpointWithoutTargets(gap.At ?? at, report.Shown, endpoint, gap.Hop.Word(), gap.Text));
        }
    }

    private static void Judge(MonitorReport report, Step step, Findings findings)
    {
        var at = step.At is { Line: > 0 } place ? place : report.Monitor.Document.At;
        if (report.Works == Answer.No)
            findings.Fail(Messages.NoTargets(at, report.Shown, step.Hop.Word(), step.Text));
        else
            findings.CannotTell(Messages.TargetsNotTold(report.Monitor.Document.At, report.Shown, step.Hop.Word(), step.Text));
    }
}
