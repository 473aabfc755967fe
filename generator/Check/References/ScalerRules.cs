using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-007: what an autoscaler scales is there.</summary>
internal static class ScalerRules
{
    public static Rule<ClusterContents> Targets { get; } =
        new("REF-007", "What a HorizontalPodAutoscaler, VerticalPodAutoscaler or ScaledObject scales is in its namespace.", Check)
        {
            Why = "The autoscaler does nothing, and the workload stays at the replicas that it has.",
            Mend = "Correct `apiVersion`, `kind` or `name` of the target.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        ReferenceJudge.Judge(
            index,
            index.Objects.Select(Target).OfType<Reference>(),
            new(Messages.ScaledMissing, Messages.ScaledUnknown),
            findings
        );
    }

    private static Reference? Target(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "autoscaling/HorizontalPodAutoscaler" => Target(manifest, "scaleTargetRef", ""),
            // KEDA's default is a Deployment.
            "keda.sh/ScaledObject" => Target(manifest, "scaleTargetRef", "apps/v1"),
            "autoscaling.k8s.io/VerticalPodAutoscaler" => Target(manifest, "targetRef", ""),
            _ => null,
        };

    private static Reference? Target(Manifest manifest, string key, string apiVersion)
    {
        var target = manifest.Spec?.Map(key);
        var header = ManifestHeader.Of(target?.Text("apiVersion") ?? apiVersion, target?.Text("kind") ?? "Deployment", "", "");
        // Served by no cluster any more, and looked up by kind and name in what was its successor.
        var group = header.Id.Group == "extensions" ? "apps" : header.Id.Group;
        return Reference.In(
            target,
            "name",
            manifest,
            $"spec.{key}",
            new ObjectId(group, header.Id.Kind, "", "").GroupKind,
            manifest.Namespace
        );
    }
}
