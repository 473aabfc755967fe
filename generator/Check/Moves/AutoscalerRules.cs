using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Moves;

/// <summary>HPA-001 (bounds and metrics that work) and HPA-002 (one owner of the number of replicas).</summary>
internal static class AutoscalerRules
{
    // ContainerResource became stable in 1.30 and is on by default since 1.27.
    private static readonly (int Major, int Minor) ContainerMetrics = (1, 27);

    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        var told = new HashSet<ObjectId>();
        foreach (var manifests in new[] { step.After, step.Rollback }.OfType<Manifests>())
        foreach (var autoscaler in manifests.OfKind("HorizontalPodAutoscaler"))
            if (told.Add(autoscaler.Id))
                Check(step, manifests, autoscaler, diagnostics);
    }

    private static void Check(MoveStep step, Manifests manifests, Manifest autoscaler, DiagnosticBag diagnostics)
    {
        // Kubernetes takes 1 where nothing is said.
        var (least, most) = (autoscaler.Spec?.Integer("minReplicas") ?? 1, autoscaler.Spec?.Integer("maxReplicas") ?? 0);
        if (least < 2 || most < least || most > (step.AutoscalerCap ?? int.MaxValue))
            diagnostics.Add(
                Messages.AutoscalerBounds(step.At, step.Unit, autoscaler.Wave, autoscaler.ToString(), least, most, step.AutoscalerCap)
            );
        var reference = autoscaler.Spec?.Map("scaleTargetRef");
        var target = manifests.Find(reference?.Text("kind") ?? "", autoscaler.Namespace, reference?.Text("name") ?? "");
        if (target is null)
            diagnostics.Add(
                Messages.AutoscalerTarget(
                    step.At,
                    step.Unit,
                    autoscaler.Wave,
                    autoscaler.ToString(),
                    $"{reference?.Text("kind")} {autoscaler.Namespace}/{reference?.Text("name")}"
                )
            );
        else if (target.Replicas is { } replicas and not 0)
            diagnostics.Add(Messages.ReplicasWritten(step.At, step.Unit, target.Wave, target.ToString(), replicas, autoscaler.ToString()));
        Metrics(step, autoscaler, target, diagnostics);
    }

    private static void Metrics(MoveStep step, Manifest autoscaler, Manifest? target, DiagnosticBag diagnostics)
    {
        foreach (
            var metric in (autoscaler.Spec?.List("metrics") ?? [])
                .OfType<YamlMap>()
                .Where(metric => metric.Text("type") == "ContainerResource")
        )
        {
            var container = metric.Map("containerResource")?.Text("container") ?? "";
            if (Version(step.KubernetesVersion) is { } version && version.CompareTo(ContainerMetrics) < 0)
                diagnostics.Add(
                    Messages.AutoscalerTooNew(step.At, step.Unit, autoscaler.Wave, autoscaler.ToString(), step.KubernetesVersion)
                );
            if (target?.Pods is { } pods && !pods.Containers.Any(one => one.Name == container))
                diagnostics.Add(
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
