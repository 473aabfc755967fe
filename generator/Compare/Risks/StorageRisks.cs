using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>Where data is kept, how much of it, and for how long.</summary>
public static class StorageRisks
{
    private static readonly string[] NoData = ["name", "configMap", "secret", "projected", "downwardAPI"];

    public static IEnumerable<Risk> Of(ObjectChange change) =>
        change.New is null || change.Old is null ? [] : Lost(change).Concat(Changed(change));

    // What is deleted with its claim, or with its workload, is deleted for good.
    private static IEnumerable<Risk> Lost(ObjectChange change) =>
        change
            .Deltas.Where(delta =>
                delta.NewText == "Delete"
                && (
                    delta.Path.Name is "persistentVolumeReclaimPolicy" or "reclaimPolicy"
                    || delta.Path.Pattern.Contains("persistentVolumeClaimRetentionPolicy.", StringComparison.Ordinal)
                )
            )
            .Select(delta => new Risk(RiskClass.Storage, RiskLevel.High, $"{delta.Path.Text}: data that was kept is deleted now"))
            .Concat(
                change
                    .Deltas.Where(delta =>
                        delta.Path.IsIn("metadata.finalizers") && change.New!.GroupKind is "PersistentVolumeClaim" or "PersistentVolume"
                    )
                    .Select(_ => new Risk(RiskClass.Storage, RiskLevel.High, "finalizers keep data from being deleted while it is used"))
            );

    private static IEnumerable<Risk> Changed(ObjectChange change) =>
        change
            .Deltas.Where(delta => IsStorage(change.New!, delta))
            .Select(delta => new Risk(RiskClass.Storage, RiskLevel.Medium, $"{delta.Path.Text} changes where or how much is stored"));

    private static bool IsStorage(Manifest manifest, FieldDelta delta)
    {
        if (manifest.IsKind("PersistentVolumeClaim", "PersistentVolume"))
            return delta.Path.IsIn("spec");
        if (manifest.IsKind("storage.k8s.io/StorageClass"))
            return !delta.Path.IsIn("metadata");
        if (
            delta.Path.Pattern.Contains("volumeClaimTemplate", StringComparison.Ordinal)
            || delta.Path.Name is "storageClassName" or "retention" or "retentionSize"
        )
            return true;
        if (
            delta.Path.IsIn("spec.storage") || delta.Path.Pattern.EndsWith("persistentVolumeClaimRetentionPolicy", StringComparison.Ordinal)
        )
            return true;
        return IsVolume(delta);
    }

    // A volume of a ConfigMap or Secret is configuration.
    private static bool IsVolume(FieldDelta delta)
    {
        const string Volumes = "volumes[]";
        var at = delta.Path.Pattern.IndexOf(Volumes, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var rest = delta.Path.Pattern[(at + Volumes.Length)..].TrimStart('.');
        if (rest.Length > 0)
            return !NoData.Contains(rest.Split('.', '[')[0], StringComparer.Ordinal);
        return new[] { delta.Old, delta.New }
            .OfType<YamlMap>()
            .Any(volume => volume.Entries.Any(entry => !NoData.Contains(entry.Key.Text, StringComparer.Ordinal)));
    }
}
