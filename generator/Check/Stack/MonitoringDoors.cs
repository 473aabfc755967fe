using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>A Service in front of a Prometheus or an Alertmanager.</summary>
/// <param name="Server">What stands behind it.</param>
/// <param name="IsGuarded">Null where a proxy runs beside the server that may ask who comes.</param>
internal sealed record MonitoringDoor(Manifest Service, string Server, bool? IsGuarded);

/// <summary>
/// Finds the Services in front of a Prometheus or an Alertmanager: of the operator, whose pods bear its labels, and of workloads that run
/// the image themselves.
/// </summary>
internal static class MonitoringDoors
{
    private sealed record Server(string Title, string Namespace, IReadOnlyDictionary<string, string> Labels, bool? IsGuarded);

    public static IReadOnlyList<MonitoringDoor> Of(ClusterContents contents)
    {
        var servers = Operated(contents).Concat(Plain(contents)).ToLookup(server => server.Namespace, StringComparer.Ordinal);
        return
        [
            .. contents
                .OfKind("Service")
                .Select(service =>
                    Behind(service, servers[service.Namespace]) is { } server
                        ? new MonitoringDoor(service, server.Title, server.IsGuarded)
                        : null
                )
                .OfType<MonitoringDoor>(),
        ];
    }

    private static Server? Behind(Manifest service, IEnumerable<Server> servers) =>
        LabelSelector.Pairs(service.Spec?.Map("selector")) is { Count: > 0 } pairs
            ? servers.FirstOrDefault(server => LabelSelector.Selects(pairs, server.Labels))
            : null;

    // The labels that prometheus-operator 0.93 gives its pods.
    private static IEnumerable<Server> Operated(ClusterContents contents) =>
        new[] { "Prometheus", "Alertmanager" }.SelectMany(kind =>
            contents.OfKind($"monitoring.coreos.com/{kind}").Select(manifest => Operated(manifest, kind.ToLowerInvariant()))
        );

    private static Server Operated(Manifest manifest, string kind)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in LabelSelector.Pairs(manifest.Spec.MapAt("podMetadata", "labels")))
            labels[key] = value;
        labels["app.kubernetes.io/name"] = kind;
        labels["app.kubernetes.io/instance"] = manifest.Name;
        labels["app.kubernetes.io/managed-by"] = "prometheus-operator";
        labels[kind] = manifest.Name;
        labels["operator.prometheus.io/name"] = manifest.Name;
        labels["operator.prometheus.io/shard"] = "0";
        return new Server(manifest.ToString(), manifest.Namespace, labels, Guard(manifest.Spec));
    }

    // With listenLocal only what runs in the same pod reaches it; client certificates are asked for by web.tlsConfig.
    private static bool? Guard(YamlMap? spec) =>
        spec?.Flag("listenLocal") == true || spec.TextAt("web", "tlsConfig", "clientAuthType") is "RequireAndVerifyClientCert" ? true
        : spec.MapsAt("containers").Any(IsProxy) ? null
        : false;

    private static IEnumerable<Server> Plain(ClusterContents contents) =>
        new[] { "apps/Deployment", "apps/StatefulSet" }
            .SelectMany(contents.OfKind)
            .Where(workload => workload.Pods?.Spec.MapsAt("containers").Any(IsServer) == true)
            .Select(workload => new Server(
                workload.ToString(),
                workload.Namespace,
                workload.Pods!.Labels,
                workload.Pods!.Spec.MapsAt("containers").Any(IsProxy) ? null : false
            ));

    private static bool IsServer(YamlMap container) =>
        (container.Text("image") ?? "").Split('@')[0].Split('/')[^1].Split(':')[0] is "prometheus" or "alertmanager";

    private static bool IsProxy(YamlMap container) =>
        $"{container.Text("name")} {container.Text("image")}".Contains("proxy", StringComparison.OrdinalIgnoreCase);
}
