using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-011: the alerts that everybody is to have, and the monitors of Cilium where it runs.</summary>
internal static class RequiredAlertsRule
{
    // With what kube-prometheus-stack 88.5.3 has of its own about the same.
    private static readonly (string Name, string[] Alike)[] Alerts =
    [
        ("NodeDown", ["KubeNodeNotReady", "KubeNodeUnreachable"]),
        ("PodCrashLooping", ["KubePodCrashLooping"]),
        ("HighMemory", ["NodeMemoryHighUtilization"]),
        ("HighCPU", ["NodeCPUHighUsage"]),
    ];

    private static readonly string[] Cilium = ["the agent", "the operator", "Hubble"];

    public static Rule<ClusterContents> Present { get; } =
        new(
            "PROM-011",
            "Where a Prometheus is, there are the alerts NodeDown, PodCrashLooping, HighMemory and HighCPU, and with the feature `cilium` "
                + "monitors of Cilium's agent, its operator and Hubble.",
            Check
        )
        {
            Why = "Routes, runbooks and people know these names; without the monitors nothing is known of the network.",
            Mend = "Add the alert to a PrometheusRule; add a ServiceMonitor or PodMonitor.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        if (StackServer.Of(contents).FirstOrDefault(server => server.Kind == "Prometheus") is not { } prometheus)
            return;
        var present = RuleAlerts.Of(contents);
        foreach (var (name, alike) in Alerts.Where(alert => !present.Contains(alert.Name)))
            if (RuleAlerts.Unseen(contents) is { } unseen)
                findings.CannotTell(Messages.AlertNotSeen(prometheus.At, prometheus.Title, name, unseen.Reason()));
            else
                findings.Fail(Messages.AlertMissing(prometheus.At, prometheus.Title, name, alike.FirstOrDefault(present.Contains)));
        if (contents.Features.Contains("cilium"))
            Monitors(contents, prometheus, findings);
    }

    private static void Monitors(ClusterContents contents, StackServer prometheus, Findings findings)
    {
        var seen = CiliumMonitors.Of(contents);
        foreach (var part in Cilium.Where(part => !seen.Contains(part)))
            if (
                new[] { "ServiceMonitor", "PodMonitor" }.Select(kind => Unseen(contents, kind)).FirstOrDefault(one => one is not null) is
                { } unseen
            )
                findings.CannotTell(Messages.CiliumNotSeen(prometheus.At, prometheus.Title, part, unseen.Reason()));
            else
                findings.Fail(Messages.CiliumMissing(prometheus.At, prometheus.Title, part));
    }

    // What the stack's own chart makes is known: it has no monitor of Cilium.
    private static UnseenPart? Unseen(ClusterContents contents, string kind) =>
        RuleAlerts.Others(contents).MayHave($"monitoring.coreos.com/{kind}", "");
}
