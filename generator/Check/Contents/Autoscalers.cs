using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>The texts of a rule that is asked of more than one subject.</summary>
internal sealed record RuleText(string Summary, string Why, string Mend, ImmutableArray<Severity> Severities);

/// <summary>What HPA-001 and HPA-002 ask of an autoscaler, in a move as anywhere.</summary>
internal static class Autoscalers
{
    // ContainerResource became stable in 1.30 and is on by default since 1.27.
    private const int ContainerMetrics = 27;

    public static RuleText BoundsText { get; } =
        new(
            "2 ≤ minReplicas ≤ maxReplicas ≤ cap; the container exists, and in a move the target (else see REF-007); metrics of one "
                + "container need Kubernetes 1.27. Outside of a move a minReplicas of 1 is a warning, and so is a utilization of what a "
                + "container does not request; no two autoscalers have one target.",
            "One replica leaves a gap with each restart; the rest scales nothing, and two autoscalers undo each other.",
            "Correct the parameters or the manifest.",
            [Severity.Error, Severity.Warning]
        );

    public static RuleText ReplicasText { get; } =
        new(
            "`replicas` is not written where an autoscaler works (0 is no number of replicas but a way to hold it).",
            "Each sync would put it back.",
            "Leave it out.",
            [Severity.Error]
        );

    /// <summary>Kubernetes takes 1 where no least number is said.</summary>
    public static (int Least, int Most) Range(Manifest autoscaler) =>
        (autoscaler.Spec?.Integer("minReplicas") ?? 1, autoscaler.Spec?.Integer("maxReplicas") ?? 0);

    public static string TargetName(Manifest autoscaler)
    {
        var reference = autoscaler.Spec?.Map("scaleTargetRef");
        return $"{reference?.Text("kind")} {autoscaler.Namespace}/{reference?.Text("name")}";
    }

    /// <param name="target">Null where it is not at hand.</param>
    public static void Metrics(Position at, string moment, Manifest autoscaler, Manifest? target, string? version, Findings findings)
    {
        foreach (var metric in autoscaler.Spec.MapsAt("metrics").Where(metric => metric.Text("type") == "ContainerResource"))
        {
            var container = metric.Map("containerResource")?.Text("container") ?? "";
            if (KubernetesRelease.Minor(version) < ContainerMetrics)
                findings.Fail(Messages.AutoscalerTooNew(at, moment, autoscaler.ToString(), version!));
            if (target?.Pods is { } pods && !pods.Containers.Any(one => one.Name == container))
                findings.Fail(
                    Messages.AutoscalerContainer(
                        at,
                        moment,
                        autoscaler.ToString(),
                        container,
                        target.ToString(),
                        pods.Containers.Select(one => one.Name)
                    )
                );
        }
    }
}
