using GitOpsGen.Kubernetes;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>How many pods autoscalers give to what they scale; a Rollout that refers to a Deployment runs that one's pods.</summary>
internal static class ScaledCounts
{
    // KEDA's own, where a ScaledObject says nothing (keda.sh/docs, "Scaling Deployments").
    private const int KedaLeast = 0;
    private const int KedaMost = 100;

    /// <summary>By <c>Kind namespace/name</c>; null where the autoscaler does not say it.</summary>
    public static IReadOnlyDictionary<string, PodCount?> Of(Manifests objects)
    {
        var counts = new Dictionary<string, PodCount?>(StringComparer.Ordinal);
        foreach (var scaler in objects.OfKind("HorizontalPodAutoscaler", "ScaledObject"))
            if (Referred(scaler, "scaleTargetRef") is { } scaled)
                counts[scaled] = scaler.Kind == "ScaledObject" ? OfKeda(scaler) : OfAutoscaler(scaler);
        foreach (var rollout in objects.OfKind("Rollout"))
            if (Referred(rollout, "workloadRef") is { } deployment)
                counts[deployment] =
                    counts.TryGetValue($"Rollout {Spaces.FullName(rollout)}", out var scaled) ? scaled
                    : rollout.Replicas is { } said ? PodCount.Of(said)
                    : null;
        return counts;
    }

    private static string? Referred(Manifest manifest, string field) =>
        manifest.Spec?.Map(field) is { } reference
            ? $"{reference.Text("kind") ?? "Deployment"} {Spaces.Of(manifest)}/{reference.Text("name")}"
            : null;

    private static PodCount? OfAutoscaler(Manifest scaler) =>
        scaler.Spec?.Integer("maxReplicas") is { } most ? PodCount.Between(scaler.Spec.Integer("minReplicas") ?? 1, most) : null;

    private static PodCount? OfKeda(Manifest scaler) =>
        PodCount.Between(scaler.Spec?.Integer("minReplicaCount") ?? KedaLeast, scaler.Spec?.Integer("maxReplicaCount") ?? KedaMost);
}
