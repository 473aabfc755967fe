using System.Collections.Immutable;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// Which lists Kustomize merges. Its built-in description is Kubernetes' of 1.21, in every release so far; what came later is replaced
/// as a whole. Found by asking the engines, and held against them by <see cref="SelfTest"/>: nothing rests on this table alone.
/// </summary>
/// <param name="OfKind">What is true of one kind beside what is of all, by group and kind.</param>
public sealed record MergeFacts(
    ImmutableArray<MergeKind> Kinds,
    ImmutableArray<MergePart> Parts,
    ImmutableDictionary<string, ImmutableArray<MergeFact>> OfKind
)
{
    public const string Metadata = "Metadata";

    public static MergeFacts BuiltIn { get; } = new(MergeKinds.All, [.. SharedParts()], PerKind());

    /// <summary>What stands in objects of a kind: what is true of all, and what is of this one.</summary>
    public IEnumerable<MergeFact> Of(MergeKind kind) =>
        OfKind.GetValueOrDefault(kind.GroupKind, []).Prepend(MergeFact.Map("metadata", Metadata));

    public MergePart Part(string name) => Parts.First(part => part.Name == name);

    private static IEnumerable<MergePart> SharedParts()
    {
        var inEveryContainer = new[]
        {
            MergeFact.List("env", "name"),
            MergeFact.List("volumeDevices", "devicePath"),
            MergeFact.List("volumeMounts", "mountPath"),
        };
        yield return new(Metadata, MergeFact.List("finalizers"), MergeFact.List("ownerReferences", "uid"));
        yield return new("Container", [MergeFact.List("ports", "containerPort", "protocol"), .. inEveryContainer]);
        yield return new("EphemeralContainer", [.. inEveryContainer]);
        yield return new("Volume", MergeFact.Map("ephemeral.volumeClaimTemplate.metadata", Metadata));
        yield return new(
            "PodSpec",
            MergeFact.List("containers", "name").Of("Container"),
            MergeFact.List("ephemeralContainers", "name").Of("EphemeralContainer"),
            MergeFact.List("hostAliases", "ip"),
            MergeFact.List("imagePullSecrets", "name"),
            MergeFact.List("initContainers", "name").Of("Container"),
            MergeFact.List("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"),
            MergeFact.List("volumes", "name").Of("Volume")
        );
        yield return new("PodTemplate", MergeFact.Map("metadata", Metadata), MergeFact.Map("spec", "PodSpec"));
        yield return new("JobTemplate", MergeFact.Map("metadata", Metadata), MergeFact.Map("spec.template", "PodTemplate"));
    }

    private static ImmutableDictionary<string, ImmutableArray<MergeFact>> PerKind()
    {
        var pods = MergeFact.Map("spec.template", "PodTemplate");
        var conditions = MergeFact.List("status.conditions", "type");
        var webhooks = MergeFact.List("webhooks", "name");
        return new Dictionary<string, ImmutableArray<MergeFact>>(StringComparer.Ordinal)
        {
            ["apiregistration.k8s.io/APIService"] = [conditions],
            ["storage.k8s.io/CSINode"] = [MergeFact.List("spec.drivers", "name")],
            ["ComponentStatus"] = [MergeFact.List("conditions", "type")],
            ["batch/CronJob"] = [MergeFact.Map("spec.jobTemplate", "JobTemplate")],
            ["apps/DaemonSet"] = [pods, conditions],
            ["apps/Deployment"] = [pods, conditions],
            ["batch/Job"] = [pods, conditions],
            ["admissionregistration.k8s.io/MutatingWebhookConfiguration"] = [webhooks],
            ["Namespace"] = [conditions],
            ["Node"] = [MergeFact.List("spec.podCIDRs"), MergeFact.List("status.addresses", "type"), conditions],
            ["PersistentVolumeClaim"] = [conditions],
            ["Pod"] = [MergeFact.Map("spec", "PodSpec"), conditions, MergeFact.List("status.podIPs", "ip")],
            ["policy/PodDisruptionBudget"] = [conditions],
            ["PodTemplate"] = [MergeFact.Map("template", "PodTemplate")],
            ["apps/ReplicaSet"] = [pods, conditions],
            ["ReplicationController"] = [pods, conditions],
            ["Service"] = [MergeFact.List("spec.ports", "port", "protocol"), conditions],
            ["ServiceAccount"] = [MergeFact.List("secrets", "name")],
            ["apps/StatefulSet"] = [pods, conditions],
            ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"] = [webhooks],
            // References to other objects carry apiVersion and kind. Kustomize takes them for what they are as long as a description
            // says so; without one it would look for what they name.
            ["Binding"] = [MergeFact.Map("target", null)],
            ["Event"] = [MergeFact.Map("involvedObject", null), MergeFact.Map("related", null)],
            ["events.k8s.io/Event"] = [MergeFact.Map("regarding", null), MergeFact.Map("related", null)],
            ["autoscaling/HorizontalPodAutoscaler"] = [MergeFact.Map("spec.scaleTargetRef", null)],
            ["PersistentVolume"] = [MergeFact.Map("spec.claimRef", null)],
            ["authentication.k8s.io/TokenRequest"] = [MergeFact.Map("spec.boundObjectRef", null)],
            ["storage.k8s.io/VolumeAttachment"] = [MergeFact.Map("spec.source.inlineVolumeSpec.claimRef", null)],
        }.ToImmutableDictionary(StringComparer.Ordinal);
    }
}
