using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Migrations;

/// <summary>HPA-001 (bounds and metrics that work) and HPA-002 (one owner of the number of replicas).</summary>
internal static class AutoscalerRules
{
    public static Rule<MigrationWalk> Bounds { get; } =
        new("HPA-001", Autoscalers.BoundsText.Summary, BoundsAndMetrics)
        {
            Why = Autoscalers.BoundsText.Why,
            Mend = Autoscalers.BoundsText.Mend,
            Severities = Autoscalers.BoundsText.Severities,
        };

    public static Rule<MigrationWalk> OwnsReplicas { get; } =
        new("HPA-002", Autoscalers.ReplicasText.Summary, Replicas)
        {
            Why = Autoscalers.ReplicasText.Why,
            Mend = Autoscalers.ReplicasText.Mend,
            Severities = Autoscalers.ReplicasText.Severities,
        };

    private static void BoundsAndMetrics(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var (autoscaler, manifests) in All(step))
        {
            var (least, most) = Autoscalers.Range(autoscaler);
            if (least < 2 || most < least || most > (step.AutoscalerCap ?? int.MaxValue))
                findings.Fail(
                    Messages.AutoscalerBounds(step.At, Moment(step, autoscaler), autoscaler.ToString(), least, most, step.AutoscalerCap)
                );
            var target = Target(autoscaler, manifests);
            if (target is null)
                findings.Fail(
                    Messages.AutoscalerTarget(step.At, Moment(step, autoscaler), autoscaler.ToString(), Autoscalers.TargetName(autoscaler))
                );
            Autoscalers.Metrics(step.At, Moment(step, autoscaler), autoscaler, target, step.KubernetesVersion, findings);
        }
    }

    private static void Replicas(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var (autoscaler, manifests) in All(step))
            if (Target(autoscaler, manifests) is { Replicas: { } replicas and not 0 } target)
                findings.Fail(Messages.ReplicasWritten(step.At, Moment(step, target), target.ToString(), replicas, autoscaler.ToString()));
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

    private static string Moment(MigrationStep step, Manifest manifest) => $"{step.Unit}, wave {manifest.Wave}: ";
}
