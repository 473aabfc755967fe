using System.Text.RegularExpressions;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Which changes may change what is scraped: of what the wiring reads, and no more, because that costs a look at everything.
/// </summary>
public static partial class ScrapedObjects
{
    private static readonly HashSet<string> Read =
    [
        "Service",
        "Endpoints",
        "EndpointSlice",
        "Namespace",
        "Ingress",
        "HorizontalPodAutoscaler",
        "ScaledObject",
        .. MonitorKind.Scraping.Select(kind => kind.Kind),
        "Prometheus",
        Scraper.Agent,
        "Alertmanager",
    ];

    private static readonly HashSet<string> PodMakers =
    [
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "Rollout",
        "Pod",
        "Job",
        "CronJob",
    ];

    // A monitor that names one which is not there, or not with that key, is refused.
    private static readonly HashSet<string> Referred = ["Secret", "ConfigMap", "ExternalSecret", "SealedSecret", "Certificate"];

    // Below these any key may stand.
    private static readonly HashSet<string> Open = ["labels", "matchLabels", "annotations", "nodeSelector"];

    // Of what runs in a container and where, no discovery of pods depends. An image is a label of it, which nobody selects by.
    private static readonly HashSet<string> Unread =
    [
        "affinity",
        "args",
        "command",
        "env",
        "envFrom",
        "image",
        "imagePullPolicy",
        "imagePullSecrets",
        "lifecycle",
        "livenessProbe",
        "priorityClassName",
        "readinessProbe",
        "resources",
        "securityContext",
        "serviceAccountName",
        "startupProbe",
        "status",
        "strategy",
        "terminationGracePeriodSeconds",
        "tolerations",
        "topologySpreadConstraints",
        "updateStrategy",
        "volumeMounts",
        "volumes",
    ];

    // Where a chart is not inflated here, its Prometheus is worked out from these values.
    private static readonly HashSet<string> Stack =
    [
        "prometheus",
        "fullnameOverride",
        "nameOverride",
        "namespaceOverride",
        "cleanPrometheusOperatorObjectNames",
    ];

    public static bool Concerns(ChangeGroup group)
    {
        var kind = group.Object.Kind;
        return Read.Contains(kind)
            || (PodMakers.Contains(kind) && IsAny(group, field => IsRead(field.Path)))
            || (Referred.Contains(kind) && IsAny(group, field => field.Word is "added" or "removed"))
            || (kind == HelmValues.Kind && IsAny(group, field => Stack.Contains(Names(field.Path)[0])));
    }

    // An object that comes or goes has no fields of its own to tell.
    private static bool IsAny(ChangeGroup group, Func<FieldChange, bool> counts) => group.Fields.IsEmpty || group.Fields.Any(counts);

    // The digests of what is mounted are annotations that change with every setting.
    private static bool IsRead(string path) =>
        Names(path).FirstOrDefault(name => Open.Contains(name) || Unread.Contains(name)) is not { } first
        || (Open.Contains(first) && !(first == "annotations" && path.Contains("checksum", StringComparison.Ordinal)));

    // Without which item of a list it is.
    private static string[] Names(string path) => Items().Replace(path, "").Split('.');

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Items();
}
