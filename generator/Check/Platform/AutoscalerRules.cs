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
            if (target is not null)
                Requests(autoscaler, target, findings);
        }

        foreach (var same in Scaled(contents).GroupBy(one => one.Target).Where(same => same.Count() > 1))
            findings.Fail(
                Messages.AutoscalersTwice(
                    same.Last().By.Document.At,
                    same.Key.ToString(),
                    [.. same.Select(one => one.By.ToString()).Order(StringComparer.Ordinal)]
                )
            );
    }

    // Of an object in several files of a folder, both are the same one.
    private static IEnumerable<(ObjectId Target, Manifest By)> Scaled(ClusterContents contents) =>
        contents
            .OfKind("autoscaling/HorizontalPodAutoscaler")
            .Select(one => (Target: TargetId(one), By: one))
            .Concat(contents.OfKind("keda.sh/ScaledObject").Select(one => (Target: KedaTarget(one), By: one)))
            .Where(one => one.Target.Name.Length > 0)
            .DistinctBy(one => one.By.Id);

    private static ObjectId KedaTarget(Manifest scaled)
    {
        var target = scaled.Spec?.Map("scaleTargetRef");
        return ManifestHeader
            .Of(target?.Text("apiVersion") ?? "apps/v1", target?.Text("kind") ?? "Deployment", scaled.Namespace, target?.Text("name") ?? "")
            .Id;
    }

    // A limit stands in for a request that is not there; a LimitRange may, too.
    private static void Requests(Manifest autoscaler, Manifest target, Findings findings)
    {
        foreach (var metric in autoscaler.Spec.MapsAt("metrics").Where(metric => metric.Text("type") == "Resource"))
        {
            var resource = metric.TextAt("resource", "name") ?? "";
            if (metric.Node("resource", "target", "averageUtilization") is null)
                continue;
            foreach (var container in (target.Pods?.Spec).MapsAt("containers"))
                if (container.Node("resources", "requests", resource) is null && container.Node("resources", "limits", resource) is null)
                    findings.Fail(
                        Messages.AutoscalerWithoutRequest(
                            container.At,
                            autoscaler.ToString(),
                            target.ToString(),
                            container.Text("name") ?? "",
                            resource
                        )
                    );
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
