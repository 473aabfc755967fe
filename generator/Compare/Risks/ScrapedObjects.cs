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

    public static bool Concerns(ChangeGroup group) =>
        Read.Contains(group.Object.Kind)
        || (PodMakers.Contains(group.Object.Kind) && (group.Fields.IsEmpty || group.Fields.Any(field => !Unread().IsMatch(field.Path))))
        || (Referred.Contains(group.Object.Kind) && (group.Fields.IsEmpty || group.Fields.Any(field => field.Word is "added" or "removed")))
        || (IsValues(group.Object) && (group.Fields.IsEmpty || group.Fields.Any(field => Stack().IsMatch(field.Path))));

    private static bool IsValues(in ObjectId id) => id.Kind == HelmValues.Kind && id.Group.Length == 0;

    // Of what runs in a container and where, no discovery of pods depends. An image is a label of it, which nobody selects by. Labels and
    // annotations count whatever they are called, but for the digests of what is mounted.
    [GeneratedRegex(
        @"^(?!.*(labels|matchLabels|annotations)[.\[]).*(^|\.)(image|imagePullPolicy|resources|env|envFrom|args|command|volumeMounts|volumes|"
            + @"livenessProbe|readinessProbe|startupProbe|securityContext|affinity|tolerations|topologySpreadConstraints|lifecycle|strategy|"
            + @"updateStrategy|terminationGracePeriodSeconds|priorityClassName|serviceAccountName|imagePullSecrets|status)($|\.|\[)|"
            + @"annotations[.\[].*checksum"
    )]
    private static partial Regex Unread();

    // Where a chart is not inflated here, its Prometheus is worked out from these values.
    [GeneratedRegex(@"^(prometheus|fullnameOverride|nameOverride|namespaceOverride|cleanPrometheusOperatorObjectNames)($|\.|\[)")]
    private static partial Regex Stack();
}
