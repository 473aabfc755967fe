using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Wiring;

/// <summary>The rules of the way from a Prometheus to what it scrapes.</summary>
internal static class WiringRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "The wiring",
            [
                new(
                    "EKS-002",
                    "Where a Prometheus looks for `monitoring: prometheus` on namespaces, each namespace that bears a monitor has it.",
                    NamespaceMarks.Check
                )
                {
                    Why =
                        "The label gates the namespace of the monitor, not that of its targets: without it the monitor is not read, "
                        + "and nobody says so.",
                    Mend = "Add `monitoring: prometheus` to the labels of the Namespace that the monitor stands in.",
                    Severities = [Severity.Error, Severity.Note],
                },
                new(
                    "SCR-001",
                    "No scrape timeout is above its interval; where an endpoint has no interval, that of the Prometheus counts (30s "
                        + "unless set).",
                    Timeouts.Check
                )
                {
                    Why = "The operator refuses the whole object for one such endpoint, the good ones too.",
                    Mend = "Lower `scrapeTimeout`, or raise the interval.",
                },
                new("SCR-003", "No port of a pod is scraped by two jobs of one Prometheus.", Doubles.Check)
                {
                    Why = "Every series is stored twice: it costs twice, and sums are twice what they should be.",
                    Mend =
                        "Take one of the monitors away, or narrow its selector; of a Service and a headless one of the same pods label "
                        + "one only.",
                    Severities = [Severity.Warning],
                },
                new(
                    "WIR-001",
                    "Each ServiceMonitor, PodMonitor, Probe and ScrapeConfig is read by a Prometheus or an agent.",
                    Selection.Check
                )
                {
                    Why = "A monitor that nobody selects is as good as none, and the cluster says nothing of it.",
                    Mend = "Do what the finding says of the hop that fails: [the wiring](../wiring.md) explains each.",
                    Severities = [Severity.Error, Severity.Note],
                },
                new("WIR-002", "Each monitor that is read leads to a target.", Targets.Check)
                {
                    Why =
                        "A label, a port or a namespace that is called otherwise leaves a job without targets; no alert fires on what "
                        + "was never scraped.",
                    Mend = "Do what the finding says of the hop that fails: [the wiring](../wiring.md) explains each.",
                    Severities = [Severity.Error, Severity.Warning, Severity.Note],
                },
                new("WIR-003", "Each PrometheusRule is loaded by a Prometheus or a ThanosRuler.", LoadedRules.Check)
                {
                    Why = "An alert that nobody loads never fires, and looks as if all were well.",
                    Mend = "Give it the labels that `ruleSelector` asks for, in a namespace that `ruleNamespaceSelector` takes.",
                    Severities = [Severity.Error, Severity.Note],
                },
                new(
                    "WIR-004",
                    "The ServiceAccount of a Prometheus may discover in each namespace where it has targets.",
                    DiscoveryRights.Check
                )
                {
                    Why = "Discovery without the right to list and watch finds nothing; only the log of the Prometheus says why.",
                    Mend = "Bind it to a role with `get`, `list` and `watch` on what it discovers.",
                    Severities = [Severity.Error, Severity.Note],
                },
            ]
        );
}
