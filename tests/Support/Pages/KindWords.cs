using System.Collections.Frozen;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Kinds by the words that kubectl knows them by: <c>svc</c>, <c>services</c>, <c>gateways.gateway.networking.k8s.io</c>.</summary>
internal sealed class KindWords
{
    // What people look at and no manifest of the fleet is.
    private const string Others =
        "Pod Node Event ReplicaSet StatefulSet PersistentVolumeClaim PersistentVolume EndpointSlice Endpoints Lease AnalysisRun ResourceSlice Secret Application "
        + "ApplicationSet Alertmanager Prometheus PrometheusAgent ThanosRuler CustomResourceDefinition ValidatingWebhookConfiguration "
        + "MutatingWebhookConfiguration NetworkPolicy Ingress Job ControllerRevision EnvoyFilter Experiment";

    // kubectl api-resources
    private static readonly FrozenDictionary<string, string> Short = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cj"] = "CronJob",
        ["cm"] = "ConfigMap",
        ["crd"] = "CustomResourceDefinition",
        ["deploy"] = "Deployment",
        ["ds"] = "DaemonSet",
        ["ep"] = "Endpoints",
        ["hpa"] = "HorizontalPodAutoscaler",
        ["ing"] = "Ingress",
        ["netpol"] = "NetworkPolicy",
        ["no"] = "Node",
        ["ns"] = "Namespace",
        ["pdb"] = "PodDisruptionBudget",
        ["po"] = "Pod",
        ["pvc"] = "PersistentVolumeClaim",
        ["quota"] = "ResourceQuota",
        ["rs"] = "ReplicaSet",
        ["sa"] = "ServiceAccount",
        ["sc"] = "StorageClass",
        ["sts"] = "StatefulSet",
        ["svc"] = "Service",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, string> words = new(Short, StringComparer.Ordinal);

    /// <param name="rendered">The kinds that there are manifests of.</param>
    public KindWords(IEnumerable<string> rendered)
    {
        foreach (var kind in rendered.Concat(Others.Split(' ')))
        {
            var singular = kind.ToLowerInvariant();
            words[singular] = kind;
            words[Plural(singular)] = kind;
        }
    }

    /// <summary>Null for a word that is no kind's.</summary>
    public string? Kind(string word) => words.GetValueOrDefault(word.Split('.')[0].ToLowerInvariant());

    private static string Plural(string word) =>
        word switch
        {
            [.., 's'] or [.., 'x'] or [.., 's', 'h'] or [.., 'c', 'h'] => $"{word}es",
            [.. var stem, 'y'] when !"aeiou".Contains(stem[^1]) => $"{stem}ies",
            _ => $"{word}s",
        };
}
