using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// HPA-001 and HPA-002 of every autoscaler of an environment; those of a move are asked in its phases (Check/Migrations).
/// </summary>
internal static class AutoscalerRules
{
    public static Rule<ClusterContents> Bounds { get; } =
        new("HPA-001", Autoscalers.BoundsText.Summary, BoundsAndMetrics)
        {
            Why = Autoscalers.BoundsText.Why,
            Mend = Autoscalers.BoundsText.Mend,
            Severities = Autoscalers.BoundsText.Severities,
        };

    public static Rule<ClusterContents> OwnsReplicas { get; } =
        new("HPA-002", Autoscalers.ReplicasText.Summary, Replicas)
        {
            Why = Autoscalers.ReplicasText.Why,
            Mend = Autoscalers.ReplicasText.Mend,
            Severities = Autoscalers.ReplicasText.Severities,
        };

    private static void BoundsAndMetrics(ClusterContents contents, Findings findings)
    {
        foreach (var autoscaler in contents.OfKind("autoscaling/HorizontalPodAutoscaler"))
        {
            var (least, most) = Autoscalers.Range(autoscaler);
            var at = autoscaler.Spec?.Place("minReplicas") ?? autoscaler.Document.At;
            if (least < 1 || most < least)
                findings.Fail(Messages.AutoscalerBounds(at, "", autoscaler.ToString(), least, most, null));
            else if (least < 2)
                findings.Fail(Messages.AutoscalerAlone(at, autoscaler.ToString(), most));
            // Whether the target is there is REF-007's.
            var target = Target(contents, autoscaler);
            Autoscalers.Metrics(autoscaler.Spec?.Place("metrics") ?? at, "", autoscaler, target, contents.KubernetesVersion, findings);
        }
    }

    private static void Replicas(ClusterContents contents, Findings findings)
    {
        foreach (var autoscaler in contents.OfKind("autoscaling/HorizontalPodAutoscaler"))
            if (Target(contents, autoscaler) is { Replicas: { } replicas and not 0 } target)
                findings.Fail(
                    Messages.ReplicasWritten(target.Spec!.Place("replicas"), "", target.ToString(), replicas, autoscaler.ToString())
                );
    }

    private static Manifest? Target(ClusterContents contents, Manifest autoscaler) => contents.Objects.Find(TargetId(autoscaler));

    private static ObjectId TargetId(Manifest autoscaler)
    {
        var reference = autoscaler.Spec?.Map("scaleTargetRef");
        var header = ManifestHeader.Of(
            reference?.Text("apiVersion") ?? "",
            reference?.Text("kind") ?? "",
            autoscaler.Namespace,
            reference?.Text("name") ?? ""
        );
        return header.Id;
    }
}
