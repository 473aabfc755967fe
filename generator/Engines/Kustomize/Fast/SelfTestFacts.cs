using System.Collections.Immutable;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// What the self-test asks about: all facts, and canaries, which are kinds and lists that came after 1.21. A Kustomize whose built-in
/// description is later merges these, and ours would not.
/// </summary>
internal static class SelfTestFacts
{
    private static readonly ImmutableArray<MergeKind> LaterKinds =
    [
        new("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy"),
        new("autoscaling", "v2", "HorizontalPodAutoscaler"),
        new("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema"),
        new("networking.k8s.io", "v1", "IPAddress"),
        new("resource.k8s.io", "v1", "ResourceClaim"),
        new("storage.k8s.io", "v1", "CSIStorageCapacity"),
        new("example.com", "v1", "Deployment"),
    ];

    private static readonly ImmutableArray<MergeFact> LaterInPods =
    [
        MergeFact.List("resourceClaims", "name"),
        MergeFact.List("schedulingGates", "name"),
    ];

    private static readonly ImmutableArray<MergeFact> LaterInContainers =
    [
        MergeFact.List("resizePolicy", "resourceName"),
        MergeFact.List("resources.claims", "name"),
    ];

    public static MergeFacts WithCanaries(MergeFacts facts) =>
        facts with
        {
            Kinds = [.. facts.Kinds, .. LaterKinds],
            Parts = [.. facts.Parts.Select(WithCanaries)],
            OfKind = facts.OfKind.SetItem("flowcontrol.apiserver.k8s.io/FlowSchema", [MergeFact.List("status.conditions", "type")]),
        };

    private static MergePart WithCanaries(MergePart part) =>
        part.Name switch
        {
            "PodSpec" => part with { Facts = [.. part.Facts, .. LaterInPods] },
            "Container" => part with { Facts = [.. part.Facts, .. LaterInContainers] },
            _ => part,
        };
}
