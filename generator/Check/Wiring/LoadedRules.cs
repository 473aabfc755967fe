using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Wiring;

/// <summary>WIR-003.</summary>
internal static class LoadedRules
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var report in Wirings.Of(contents).Monitors.Where(report => report.Kind == MonitorKind.PrometheusRule))
            if (report.Selected == Answer.No && report.Nearest?.Failing is { } step)
                findings.Fail(Messages.RulesOfNobody(step.At ?? report.Monitor.Document.At, report.Shown, step.Hop.Word(), step.Text));
            else if (report.Selected == Answer.Unknown && Selection.Doubt(report) is { } doubt)
                findings.CannotTell(Messages.LoadingNotTold(report.Monitor.Document.At, report.Shown, doubt));
    }
}
