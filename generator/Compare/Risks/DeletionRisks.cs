using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>What is lost when Argo CD prunes an object.</summary>
public static class DeletionRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change) => change is { Kind: ChangeKind.Removed, Old: { } old } ? [Removed(old)] : [];

    private static Risk Removed(Manifest old)
    {
        if (old.IsKept)
            return new(RiskClass.Deletes, RiskLevel.Low, "no longer rendered, but Prune=false leaves it in the cluster");
        if (old.Annotation(Manifest.HookAnnotation) is not null)
            return new(RiskClass.Deletes, RiskLevel.Low, "a hook that no longer runs");
        if (Data(old) is { } loss)
            return new(RiskClass.DeletesData, RiskLevel.High, loss);
        if (GeneratedApplications.IsApplication(old) || GeneratedApplications.IsSet(old))
            return Application(old);
        if (Running(old) is { } stop)
            return new(RiskClass.Deletes, RiskLevel.High, stop);
        return new(RiskClass.Deletes, RiskLevel.Medium, "is deleted where Argo CD prunes");
    }

    private static Risk Application(Manifest old)
    {
        var deletes = GeneratedApplications.IsSet(old)
            ? GeneratedApplications.DeletesWhatGoes(old)
            : old.Metadata?.Texts("finalizers").Any(item => item.Text.StartsWith("resources-finalizer", StringComparison.Ordinal)) == true;
        return deletes
            ? new(RiskClass.Deletes, RiskLevel.High, "all that it deployed is deleted with it")
            : new(RiskClass.Deletes, RiskLevel.Medium, "what it deployed stays in the cluster, and nobody keeps that up to date");
    }

    /// <summary>Why the deletion of such an object cannot be taken back; null when it can.</summary>
    public static string? Data(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "Namespace" => "everything in the namespace is deleted with it",
            "apiextensions.k8s.io/CustomResourceDefinition" => "every object of the kind is deleted with it, in all namespaces",
            "PersistentVolumeClaim" => "its data goes with it, unless the volume's reclaim policy keeps it",
            "PersistentVolume" => "its data may go with it",
            "Secret" => "what is in it exists nowhere else, as far as can be seen from here",
            "apps/StatefulSet" => "its pods end, and what its claims hold may go with them",
            _ => null,
        };

    private static string? Running(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "apps/Deployment" or "apps/DaemonSet" or "apps/ReplicaSet" or "Pod" or "batch/CronJob" =>
                "its pods end, and nothing starts in their stead",
            "Service" or "networking.k8s.io/Ingress" or "gateway.networking.k8s.io/HTTPRoute" or "gateway.networking.k8s.io/Gateway" =>
                "who calls it is no longer answered",
            "argoproj.io/AppProject" => "its Applications stop syncing",
            "HelmValues" => "the chart is no longer given any values",
            _ => null,
        };
}
