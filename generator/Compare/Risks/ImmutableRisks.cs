using System.Collections.Frozen;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Fields that the API server refuses to change (Kubernetes' API reference 1.34 and its validation), so that the sync stops half way.
/// </summary>
public static class ImmutableRisks
{
    private static readonly FrozenDictionary<string, string[]> Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["apps/Deployment"] = ["spec.selector"],
        ["apps/DaemonSet"] = ["spec.selector"],
        ["apps/ReplicaSet"] = ["spec.selector"],
        ["batch/Job"] =
        [
            "spec.selector",
            "spec.template",
            "spec.completionMode",
            "spec.completions",
            "spec.manualSelector",
            "spec.podFailurePolicy",
        ],
        ["rbac.authorization.k8s.io/RoleBinding"] = ["roleRef"],
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = ["roleRef"],
        ["Secret"] = ["type"],
        ["storage.k8s.io/StorageClass"] = ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
        ["scheduling.k8s.io/PriorityClass"] = ["value"],
        ["networking.k8s.io/IngressClass"] = ["spec.controller"],
        ["node.k8s.io/RuntimeClass"] = ["handler"],
        ["apiextensions.k8s.io/CustomResourceDefinition"] = ["spec.scope", "spec.group"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Of these kinds it is shorter to say what may change.
    private static readonly FrozenDictionary<string, string[]> Mutable = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["apps/StatefulSet"] =
        [
            "spec.replicas",
            "spec.ordinals",
            "spec.template",
            "spec.updateStrategy",
            "spec.persistentVolumeClaimRetentionPolicy",
            "spec.minReadySeconds",
            "spec.revisionHistoryLimit",
        ],
        ["PersistentVolumeClaim"] = ["spec.resources.requests", "spec.volumeAttributesClassName"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.Kind is not (ChangeKind.Changed or ChangeKind.HandedOver) || IsMadeAnew(change.New!))
            return [];
        return change
            .Deltas.Where(delta => IsImmutable(change.New!, change.Old!, delta))
            .Select(delta => new Risk(
                RiskClass.Immutable,
                RiskLevel.High,
                $"{Field(delta)} cannot be changed: the sync fails until the object is deleted and made anew"
            ));
    }

    // Argo CD deletes such a hook before it makes the next one.
    private static bool IsMadeAnew(Manifest manifest) =>
        manifest.Annotation(Manifest.HookAnnotation) is not null
        && (manifest.Annotation("argocd.argoproj.io/hook-delete-policy") ?? "BeforeHookCreation").Contains(
            "BeforeHookCreation",
            StringComparison.Ordinal
        );

    private static bool IsImmutable(Manifest manifest, Manifest old, FieldDelta delta)
    {
        if (manifest.IsKind("Service"))
            return IsAddress(manifest, delta);
        // An immutable Secret or ConfigMap stays as it is.
        if (
            manifest.IsKind("Secret", "ConfigMap")
            && old.Document.Flag("immutable")
            && delta.Path.IsInAny("data", "stringData", "binaryData", "immutable")
        )
            return true;
        if (Mutable.TryGetValue(manifest.GroupKind, out var mutable))
            return delta.Path.IsIn("spec") && !delta.Path.IsInAny(mutable);
        return Fields.TryGetValue(manifest.GroupKind, out var fields) && delta.Path.IsInAny(fields);
    }

    // A Service that becomes or was an ExternalName may lose or get its address.
    private static bool IsAddress(Manifest manifest, FieldDelta delta) =>
        delta.Path.IsInAny("spec.clusterIP", "spec.clusterIPs") && manifest.Document.Map("spec")?.Text("type") != "ExternalName";

    // What changes deep in a pod's template is told by the field itself.
    private static string Field(FieldDelta delta) =>
        delta.Path.IsIn("spec.template") ? "spec.template"
        : delta.Path.IsIn("roleRef") ? "roleRef"
        : delta.Path.Text;
}
