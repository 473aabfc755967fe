using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Wiring;

/// <summary>WIR-001. What SCR-001 says of a monitor is not said twice.</summary>
internal static class Selection
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var report in Wirings.Of(contents).Monitors.Where(report => report.Kind != MonitorKind.PrometheusRule))
            if (report.Selected == Answer.No && report.Nearest?.Failing is { } step && !Timeouts.IsRefused(report))
                findings.Fail(Messages.SelectedByNobody(step.At ?? report.Monitor.Document.At, report.Shown, step.Hop.Word(), step.Text));
            else if (report.Selected == Answer.Unknown && Doubt(report) is { } doubt)
                findings.CannotTell(Messages.SelectionNotTold(report.Monitor.Document.At, report.Shown, doubt));
    }

    /// <summary>Null where no Prometheus is anywhere: then nothing is asked.</summary>
    public static string? Doubt(MonitorReport report) =>
        report.By.FirstOrDefault(wiring => wiring.Selected == Answer.Unknown)?.Failing is { } step
            ? $"{step.Hop.Word()}: {step.Text}"
            : report.Unseen;
}
