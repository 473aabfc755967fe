using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Migrations;

/// <summary>HPA-001 (bounds and metrics that work) and HPA-002 (one owner of the number of replicas).</summary>
internal static class AutoscalerRules
{
    // ContainerResource became stable in 1.30 and is on by default since 1.27.
    private static readonly (int Major, int Minor) ContainerMetrics = (1, 27);

    public static Rule<MigrationWalk> Bounds { get; } =
        new(
            "HPA-001",
            "2 ≤ minReplicas ≤ maxReplicas ≤ cap; the target and the container exist; metrics of one container need Kubernetes 1.27.",
            BoundsAndMetrics
        )
        {
            Why = "One replica leaves a gap with each restart; the rest scales nothing.",
            Mend = "Correct the parameters or the manifest.",
        };

    public static Rule<MigrationWalk> OwnsReplicas { get; } =
        new("HPA-002", "`replicas` is not written where an autoscaler works (0 is no number of replicas but a way to hold it).", Replicas)
        {
            Why = "Each sync would put it back.",
            Mend = "Leave it out.",
        };

    private static void BoundsAndMetrics(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var (autoscaler, manifests) in All(step))
        {
            // Kubernetes takes 1 where nothing is said.
            var (least, most) = (autoscaler.Spec?.Integer("minReplicas") ?? 1, autoscaler.Spec?.Integer("maxReplicas") ?? 0);
            if (least < 2 || most < least || most > (step.AutoscalerCap ?? int.MaxValue))
                findings.Fail(
                    Messages.AutoscalerBounds(step.At, step.Unit, autoscaler.Wave, autoscaler.ToString(), least, most, step.AutoscalerCap)
                );
            var target = Target(autoscaler, manifests);
            if (target is null)
                findings.Fail(
                    Messages.AutoscalerTarget(step.At, step.Unit, autoscaler.Wave, autoscaler.ToString(), TargetName(autoscaler))
                );
            Metrics(step, autoscaler, target, findings);
        }
    }

    private static void Replicas(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var (autoscaler, manifests) in All(step))
            if (Target(autoscaler, manifests) is { Replicas: { } replicas and not 0 } target)
                findings.Fail(
                    Messages.ReplicasWritten(step.At, step.Unit, target.Wave, target.ToString(), replicas, autoscaler.ToString())
                );
    }

    // Of one that is there on the way in and on the way back, the way in is told.
    private static IEnumerable<(Manifest Autoscaler, Manifests Manifests)> All(MigrationStep step) =>
        new[] { step.After, step.Rollback }
            .OfType<Manifests>()
            .SelectMany(manifests => manifests.OfKind("HorizontalPodAutoscaler").Select(autoscaler => (autoscaler, manifests)))
            .DistinctBy(one => one.autoscaler.Id);

    private static Manifest? Target(Manifest autoscaler, Manifests manifests)
    {
        var reference = autoscaler.Spec?.Map("scaleTargetRef");
        return manifests.Find(reference?.Text("kind") ?? "", autoscaler.Namespace, reference?.Text("name") ?? "");
    }

    private static string TargetName(Manifest autoscaler)
    {
        var reference = autoscaler.Spec?.Map("scaleTargetRef");
        return $"{reference?.Text("kind")} {autoscaler.Namespace}/{reference?.Text("name")}";
    }

    private static void Metrics(MigrationStep step, Manifest autoscaler, Manifest? target, Findings findings)
    {
        foreach (
            var metric in (autoscaler.Spec?.List("metrics") ?? [])
                .OfType<YamlMap>()
                .Where(metric => metric.Text("type") == "ContainerResource")
        )
        {
            var container = metric.Map("containerResource")?.Text("container") ?? "";
            if (Version(step.KubernetesVersion) is { } version && version.CompareTo(ContainerMetrics) < 0)
                findings.Fail(
                    Messages.AutoscalerTooNew(step.At, step.Unit, autoscaler.Wave, autoscaler.ToString(), step.KubernetesVersion)
                );
            if (target?.Pods is { } pods && !pods.Containers.Any(one => one.Name == container))
                findings.Fail(
                    Messages.AutoscalerContainer(
                        step.At,
                        step.Unit,
                        autoscaler.Wave,
                        autoscaler.ToString(),
                        container,
                        target.ToString(),
                        pods.Containers.Select(one => one.Name)
                    )
                );
        }
    }

    private static (int, int)? Version(string text) =>
        text.TrimStart('v').Split('.') is [var major, var minor, ..] && int.TryParse(major, out var one) && int.TryParse(minor, out var two)
            ? (one, two)
            : null;
}
