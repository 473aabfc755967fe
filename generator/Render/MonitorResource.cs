using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The monitor of an app: PodMonitor, ServiceMonitor or Probe (monitoring.coreos.com/v1). What it selects by is left to Kustomize, which
/// copies it from the object that is monitored, unless the description says it. It is called by the name that stays when the app is
/// renamed.
/// </summary>
internal sealed class MonitorResource(App app, Monitoring monitoring)
{
    // Where the files of the mesh's certificates are in the Prometheus container, as Istio's documentation mounts them
    // (istio.io, Ops, Integrations, Prometheus, option 2).
    private const string Certificates = "/etc/prom-certs/";

    // The status port of Istio's agent and the path of the merged metrics (istio pkg/kube/inject and pilot/cmd/pilot-agent/status).
    private const string MergedPort = "15020";
    private const string MergedPath = "/stats/prometheus";

    private string Kind =>
        monitoring.Type switch
        {
            MonitorType.Pod => "PodMonitor",
            MonitorType.Service => "ServiceMonitor",
            _ => "Probe",
        };

    public string Name =>
        monitoring.Type switch
        {
            MonitorType.Pod => $"{app.ArgoName}-pod-monitor",
            MonitorType.Service => $"{app.ArgoName}-service-monitor",
            _ => $"{app.ArgoName}-probe",
        };

    private bool IsMerged => monitoring.Mesh == MeshScraping.Merge;

    private bool IsCertified => monitoring.Mesh == MeshScraping.Certificates;

    public YamlMap Document() =>
        Y.Map(
            ("apiVersion", Y.Text("monitoring.coreos.com/v1")),
            ("kind", Y.Text(Kind)),
            ("metadata", Y.Map(("name", Y.Text(Name)), ("namespace", Y.Text(app.Namespace)), ("labels", Y.TextMap(monitoring.Labels)))),
            ("spec", monitoring.Type == MonitorType.Ingress ? Probe() : Y.Map(("selector", Selector()), (Endpoints, Y.List(Endpoint()))))
        );

    /// <summary>What makes Kustomize copy the labels; null where they are said, or nothing is selected.</summary>
    public YamlMap? Replacement() =>
        monitoring is { Selector: null, Monitored: { } source }
            ? Y.Map(
                (
                    "source",
                    Y.Map(
                        ("kind", Y.Text(source.Kind)),
                        ("name", Y.Text(source.Name)),
                        ("fieldPath", Y.Text(monitoring.Type == MonitorType.Pod ? "spec.selector.matchLabels" : "metadata.labels"))
                    )
                ),
                (
                    "targets",
                    Y.List(
                        Y.Map(
                            ("select", Y.Map(("kind", Y.Text(Kind)), ("name", Y.Text(Name)))),
                            ("fieldPaths", Y.Texts([$"{SelectorPath}.matchLabels"]))
                        )
                    )
                )
            )
            : null;

    private string Endpoints => monitoring.Type == MonitorType.Pod ? "podMetricsEndpoints" : "endpoints";

    private string SelectorPath => monitoring.Type == MonitorType.Ingress ? "spec.targets.ingress.selector" : "spec.selector";

    private YamlMap Selector() => Y.Map(("matchLabels", (YamlNode?)Y.TextMap(monitoring.Selector?.AsEnumerable() ?? []) ?? Y.Map()));

    private YamlMap Endpoint() =>
        Y.Map([
            Port(),
            ("path", Y.Text(IsMerged ? MergedPath : monitoring.Path)),
            ("scheme", Y.Text(IsCertified ? "https" : monitoring.Scheme)),
            ("interval", Y.Text(monitoring.Interval)),
            ("scrapeTimeout", Y.Text(monitoring.Timeout)),
            .. monitoring.Protection.Select(each => each.Key == "tlsConfig" && IsCertified ? (each.Key, MeshTls()) : each),
            ("relabelings", IsMerged ? Merged() : null),
        ]);

    // A number is the container's, for which each kind has a field of its own; port is a name in both.
    private (string, YamlNode?) Port() =>
        monitoring.Port.Number is not { } number ? ("port", Y.Text(monitoring.Port.Name))
        : monitoring.Type == MonitorType.Pod ? ("portNumber", Y.Number(number))
        : ("targetPort", Y.Number(number));

    // Istio's certificates name a workload, not the address that is scraped, so the name cannot be held against it.
    private static YamlMap MeshTls() =>
        Y.Map(
            ("caFile", Y.Text($"{Certificates}root-cert.pem")),
            ("certFile", Y.Text($"{Certificates}cert-chain.pem")),
            ("keyFile", Y.Text($"{Certificates}key.pem")),
            ("insecureSkipVerify", Y.Flag(true))
        );

    // No container declares the agent's port, so each target that was found by the app's own port is sent there.
    private static YamlList Merged() => Y.List(Address("([^:]+)", $"$1:{MergedPort}"), Address("(.*:.*)", $"[$1]:{MergedPort}"));

    private static YamlMap Address(string regex, string replacement) =>
        Y.Map(
            ("action", Y.Text("replace")),
            ("sourceLabels", Y.Texts(["__meta_kubernetes_pod_ip"])),
            ("regex", Y.Text(regex)),
            ("targetLabel", Y.Text("__address__")),
            ("replacement", Y.Text(replacement))
        );

    private YamlMap Probe() =>
        Y.Map([
            (
                "prober",
                Y.Map(
                    ("url", Y.TextOrNothing(monitoring.Settings.Text("prober"))),
                    ("scheme", Y.TextOrNothing(monitoring.Settings.Text("scheme")))
                )
            ),
            ("module", Y.TextOrNothing(monitoring.Settings.Text("module"))),
            ("interval", Y.Text(monitoring.Interval)),
            ("scrapeTimeout", Y.Text(monitoring.Timeout)),
            .. monitoring.Protection,
            (
                "targets",
                monitoring.Targets.Count > 0
                    ? Y.Map(("staticConfig", Y.Map(("static", Y.Texts(monitoring.Targets)))))
                    : Y.Map(("ingress", Y.Map(("selector", Selector()))))
            ),
        ]);
}
