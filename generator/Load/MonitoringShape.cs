using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// The form of the section <c>monitoring</c>: of app.yaml, of what an environment says of an app, and of the fleet, which says what no one
/// app does. TLS and credentials have the words of the Prometheus Operator, and nothing but references to Secrets and ConfigMaps.
/// </summary>
public static class MonitoringShape
{
    // Of what the operator takes no days, which nobody means, and no zero, which would never scrape.
    private const string Duration =
        "^([1-9][0-9]{0,3}h([1-9][0-9]{0,3}m)?([1-9][0-9]{0,4}s)?|[1-9][0-9]{0,3}m([1-9][0-9]{0,4}s)?|[1-9][0-9]{0,4}s|[1-9][0-9]{0,6}ms)$";

    // prometheus.io, or another name of a domain.
    private const string Prefix = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    private static readonly Field[] Common =
    [
        new("interval", Shape.Text("How often a monitor scrapes, such as 30s; 15s unless said.", Duration)),
        new("timeout", Shape.Text("When a scrape is given up, such as 10s; 5s unless said.", Duration)),
        new("operatorMode", Shape.Flag("A monitor of the Prometheus Operator instead of annotations of the pods; false unless said.")),
        new(
            "monitorType",
            Shape.Text("What the monitor selects: pod (unless said), service or ingress.", null, "pod", "service", "ingress")
        ),
        new("annotationPrefix", Shape.Text("What the annotations begin with; prometheus.io unless said.", Prefix)),
        new("labels", Shape.Labels("Labels of the monitor, such as those that a Prometheus selects by.")),
        new(
            "prober",
            Shape.Text("The blackbox exporter that probes, host:port without a scheme.", @"^([^\s:/@]+|\[[0-9a-f:.]+\]):[0-9]{1,5}$")
        ),
        new("module", Shape.Text("The exporter's module, such as http_2xx.", @"^\S+$")),
    ];

    /// <summary>Features of environments that say how a mesh lets scrapes in, strongest first.</summary>
    public static ImmutableArray<string> MeshFeatures { get; } = ["istio-certificates", "istio-strict", "istio"];

    public static Shape OfFleet { get; } = Shape.Map("What the monitoring of every app says unless the app does.", Common);

    public static Shape OfApp { get; } =
        Shape.Map(
            "How the app's metrics are scraped.",
            [
                new Field("enabled", Shape.Flag("false: nothing is made of this section here.")),
                new Field(
                    "workload",
                    Shape.Text(
                        "Whose pods serve the metrics, as Kind/name; Deployment/<app> unless said.",
                        "^(Deployment|StatefulSet|DaemonSet|Rollout)/[a-z0-9]([-a-z0-9]*[a-z0-9])?$"
                    )
                ),
                new Field("service", Shape.Label("With monitorType service: the Service; the app's name unless said.")),
                new Field("ingress", Shape.Label("With monitorType ingress: the Ingress; the app's name unless said.")),
                new Field(
                    "targets",
                    Shape.List("With monitorType ingress: what is probed instead of an Ingress.", Shape.Text("An address.", @"^[^\s@]+$"))
                ),
                new Field("path", Shape.Text("Where the metrics are; /metrics unless said.", @"^/[^\s?#]*$")),
                new Field(
                    "port",
                    Shape.Text("The container's port, by number or name; with a Service also the name of its port. 8080 unless said.")
                ),
                new Field("scheme", Shape.Text("http (unless said) or https.", null, "http", "https")),
                .. Common,
                new Field("selector", Shape.Labels("Labels that the monitor selects by, instead of those of its object.")),
                new Field(
                    "mesh",
                    Shape.Text(
                        "How the mesh lets scrapes in; as the environment's features say unless said.",
                        null,
                        "none",
                        "permissive",
                        "merge",
                        "certificates"
                    )
                ),
                .. Protection,
            ]
        );

    private static Field[] Protection =>
        [
            new(
                "tlsConfig",
                Shape.Map(
                    "TLS of the scrape.",
                    new Field("ca", Either("The authority's certificates.")),
                    new Field("cert", Either("The client's certificate.")),
                    new Field("keySecret", Reference("The client's key.")),
                    new Field("serverName", Shape.Text("The name that the certificate must have.", @"^\S+$")),
                    new Field("insecureSkipVerify", Shape.Flag("Take any certificate.")),
                    new Field("minVersion", Shape.Text("Least version.", null, "TLS10", "TLS11", "TLS12", "TLS13")),
                    new Field("maxVersion", Shape.Text("Greatest version.", null, "TLS10", "TLS11", "TLS12", "TLS13"))
                )
            ),
            new(
                "basicAuth",
                Shape.Map(
                    "Name and password.",
                    new Field("username", Reference("The name."), Required: true),
                    new Field("password", Reference("The password."), Required: true)
                )
            ),
            new(
                "authorization",
                Shape.Map(
                    "The header Authorization.",
                    new Field("type", Shape.Text("Bearer unless said.", "^[A-Za-z]+$")),
                    new Field("credentials", Reference("The token."), Required: true)
                )
            ),
            new(
                "oauth2",
                Shape.Map(
                    "A token of an OAuth 2.0 server.",
                    new Field("clientId", Either("The client's id."), Required: true),
                    new Field("clientSecret", Reference("The client's secret."), Required: true),
                    new Field("tokenUrl", Shape.Text("Where the token is asked for.", @"^https?://[^\s@]+$"), Required: true),
                    new Field("scopes", Shape.List("Scopes.", Shape.Text("A scope.")))
                )
            ),
        ];

    private static Shape Either(string description) =>
        Shape.Map(
            description,
            new Field("secret", Reference("A Secret of the app's namespace.")),
            new Field("configMap", Reference("A ConfigMap of the app's namespace."))
        );

    // Never the value itself: it would be in git.
    private static Shape Reference(string description) =>
        Shape.Map(
            $"{description} A key of an object in the app's namespace.",
            new Field("name", Shape.Text("The object.", @"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"), Required: true),
            new Field("key", Shape.Text("The key in it.", @"^[-._a-zA-Z0-9]+$"), Required: true)
        );
}
