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
            var target = Target(contents, autoscaler);
            if (target is null)
                Missing(contents, autoscaler, findings);
            Autoscalers.Metrics(autoscaler.Spec?.Place("metrics") ?? at, "", autoscaler, target, contents.KubernetesVersion, findings);
        }
    }

    private static void Missing(ClusterContents contents, Manifest autoscaler, Findings findings)
    {
        var id = TargetId(autoscaler);
        var at = autoscaler.Spec?.Place("scaleTargetRef") ?? autoscaler.Document.At;
        var isKnown = id.GroupKind is "apps/Deployment" or "apps/StatefulSet" or "apps/ReplicaSet" or "argoproj.io/Rollout";
        if (contents.MayHave(id.GroupKind, id.Namespace) is { } unseen)
            findings.CannotTell(
                Messages.AutoscalerTargetNotSeen(at, autoscaler.ToString(), Autoscalers.TargetName(autoscaler), unseen.Reason())
            );
        else if (!isKnown && id.Group.Length > 0)
            findings.CannotTell(Messages.AutoscalerTargetNotSeen(at, autoscaler.ToString(), Autoscalers.TargetName(autoscaler), null));
        else
            findings.Fail(Messages.AutoscalerTarget(at, "", autoscaler.ToString(), Autoscalers.TargetName(autoscaler)));
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
