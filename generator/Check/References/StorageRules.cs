using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-005: claims that pods mount, and the classes and volumes that claims ask for.</summary>
internal static class StorageRules
{
    private const string Claim = "PersistentVolumeClaim";
    private const string Class = "storage.k8s.io/StorageClass";

    public static Rule<ClusterContents> Storage { get; } =
        new(
            "REF-005",
            "The PersistentVolumeClaims that pods mount are in their namespace, and the StorageClass and PersistentVolume that a claim "
                + "names are "
                + "there.",
            Check
        )
        {
            Why = "Pods stay Pending, without an error that anybody is told.",
            Mend = "Correct the name, bring the object, or leave `storageClassName` out to take the cluster's default.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        ReferenceJudge.Judge(
            index,
            index.Objects.SelectMany(manifest => Claims(manifest).Concat(Classes(manifest))).OfType<Reference>(),
            new(Messages.StorageMissing, Messages.StorageUnknown),
            findings
        );
    }

    private static IEnumerable<Reference?> Claims(Manifest manifest) =>
        PodSpec.Of(manifest) is { } pods
            ? pods.Volumes()
                .Select(one =>
                    Reference.In(
                        one.Volume.Map("persistentVolumeClaim"),
                        "claimName",
                        manifest,
                        $"{one.Path}.persistentVolumeClaim",
                        Claim,
                        manifest.Namespace
                    )
                )
            : [];

    private static IEnumerable<Reference?> Classes(Manifest manifest) =>
        Specs(manifest)
            .SelectMany(one =>
                new[]
                {
                    Reference.In(one.Spec, "storageClassName", manifest, one.Path, Class, ""),
                    Reference.In(one.Spec, "volumeName", manifest, one.Path, "PersistentVolume", ""),
                }
            );

    // Wherever an object has the spec of a claim.
    private static IEnumerable<(YamlMap? Spec, string Path)> Specs(Manifest manifest)
    {
        if (manifest.GroupKind == Claim)
            yield return (manifest.Spec, "spec");
        foreach (
            var (template, path) in PodSpec.Items(
                manifest.GroupKind == "apps/StatefulSet" ? manifest.Spec : null,
                "volumeClaimTemplates",
                "spec"
            )
        )
            yield return (template.Map("spec"), $"{path}.spec");
        if (PodSpec.IsOfTheOperator(manifest))
            yield return (
                (manifest.Spec?.Map("storage") ?? manifest.Spec?.Map("storageSpec"))?.Map("volumeClaimTemplate")?.Map("spec"),
                "spec.storage.volumeClaimTemplate.spec"
            );
        if (PodSpec.Of(manifest) is { } pods)
            foreach (var (volume, path) in pods.Volumes())
                yield return (
                    volume.Map("ephemeral")?.Map("volumeClaimTemplate")?.Map("spec"),
                    $"{path}.ephemeral.volumeClaimTemplate.spec"
                );
    }
}
