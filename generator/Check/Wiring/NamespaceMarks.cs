using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Check.Wiring;

/// <summary>EKS-002.</summary>
internal static class NamespaceMarks
{
    private const string Key = "monitoring";

    private const string Value = "prometheus";

    public static void Check(ClusterContents contents, Findings findings)
    {
        // One finding for each namespace, at the first monitor in it.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var report in Wirings.Of(contents).Monitors.Where(report => report.Selected != Answer.Yes))
            if (report.By.FirstOrDefault(Asks) is { FirstFailingHop: Hop.NamespaceSelector } wiring && seen.Add(Spaces.Of(report.Monitor)))
                Judge(report, wiring, findings);
    }

    private static void Judge(MonitorReport report, MonitorWiring wiring, Findings findings)
    {
        var space = Spaces.Of(report.Monitor);
        var at = wiring.Failing!.At ?? report.Monitor.Document.At;
        if (wiring.Selected == Answer.No)
            findings.Fail(Messages.NamespaceNotMarked(at, space, $"{Key}={Value}", wiring.Scraper.Shown, report.Shown));
        else
            findings.CannotTell(Messages.NamespaceMarkNotTold(at, space, $"{Key}={Value}", report.Shown));
    }

    private static bool Asks(MonitorWiring wiring) =>
        Selector.Read(wiring.Scraper.Spec, wiring.Kind.NamespaceSelector).Terms is [{ Key: Key, Operator: "=" or "In", Values: [Value] }];
}
