using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>The form of the section <c>migration</c> of app.yaml.</summary>
internal static class MigrationShape
{
    private const string KindAndName = "^[A-Z][A-Za-z]+/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

    public static Shape Of(Shape when) =>
        Shape.Map(
            "How the app moves to another namespace, phase by phase. A pin names the phase.",
            new Field("from", Shape.Label("The old namespace, which the base names."), Required: true),
            new Field("to", Shape.Label("The new namespace."), Required: true),
            new Field("shared", Shape.Label("The app that holds the Namespace, the roles and the bindings."), Required: true),
            new Field("roles", Shape.List("The workloads of which old and new must never both run.", Role(when)), Required: true),
            new Field(
                "namespaceVariables",
                Shape.List(
                    "Environment variables that write the pod's own namespace out.",
                    Shape.Map(
                        "A variable.",
                        new Field("object", Object("The workload."), Required: true),
                        new Field("container", Shape.Label("The container."), Required: true),
                        new Field("variable", Shape.Text("Its name.", "^[A-Za-z_][A-Za-z0-9_]*$"), Required: true),
                        new Field("when", when)
                    )
                )
            ),
            new Field(
                "token",
                Shape.Map(
                    "The Secret with the agent's token; it never moves.",
                    new Field("namespace", Shape.Label("Where the platform delivers it."), Required: true),
                    new Field("secret", Shape.Label("Its name."), Required: true)
                )
            ),
            new Field(
                "agent",
                Shape.Map(
                    "Names that a person needs who looks after the move; the documents show them.",
                    new Field("serviceAccount", Shape.Label("The collector's ServiceAccount."), Required: true),
                    new Field("collector", Shape.Label("The Deployment that collects."), Required: true),
                    new Field("stateMetrics", Shape.Label("The Service with the metrics of the cluster's objects."), Required: true),
                    new Field("reader", Shape.Label("The ClusterRoleBinding that lets it read."), Required: true),
                    new Field(
                        "extensionParameter",
                        Shape.Text("The parameter with the name of the Arc extension that installs it.", "^[A-Za-z][A-Za-z0-9]*$")
                    )
                )
            ),
            new Field(
                "copies",
                Shape.List(
                    "Secrets and ConfigMaps that live in the old namespace and are not in git; a Job copies them.",
                    Object("A Secret or ConfigMap.")
                )
            ),
            new Field(
                "customerOwned",
                Shape.List("ConfigMaps whose originals belong to somebody else, so they are never pruned.", Object("A ConfigMap."))
            ),
            new Field(
                "namespaceAwareImages",
                Shape.List(
                    "Image tags proven to work in another namespace.",
                    Shape.Map(
                        "A tag.",
                        new Field("tag", Shape.Text("The tag.", "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$"), Required: true),
                        new Field("evidence", Shape.Text("Where it was shown."), Required: true)
                    )
                )
            ),
            new Field(
                "bridge",
                Shape.Map(
                    "What lets an image work that has the old namespace built in.",
                    new Field("parameter", Shape.Text("The boolean parameter that puts it on.", "^[A-Za-z][A-Za-z0-9]*$"), Required: true),
                    new Field(
                        "service",
                        Shape.Label("The Service of the old namespace that becomes a pointer to the new one."),
                        Required: true
                    ),
                    new Field("file", Shape.Text("Template of that Service."), Required: true),
                    new Field("patches", Shape.List("Patches of the new side.", Shape.Text("A file.")))
                )
            ),
            new Field(
                "jobs",
                Shape.List(
                    "Templates of the Jobs between the waves, and of what they need.",
                    Shape.Map(
                        "A template.",
                        new Field("file", Shape.Text("Its file."), Required: true),
                        new Field(
                            "use",
                            Shape.Text(
                                "prepare: there from prepared to soak; gate, verify: in the sync that goes over and in the one "
                                    + "that comes back.",
                                null,
                                "prepare",
                                "gate",
                                "verify"
                            ),
                            Required: true
                        )
                    )
                )
            )
        );

    private static MapShape Role(Shape when) =>
        Shape.Map(
            "A workload that scrapes, or decides what is scraped.",
            new Field("name", Shape.Label("How messages call it."), Required: true),
            new Field(
                "object",
                Shape.Text("Deployment/<name> or DaemonSet/<name>.", "^(Deployment|DaemonSet)/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"),
                Required: true
            ),
            new Field(
                "pods",
                Shape.Text(
                    "Label selector of its pods, as kubectl takes it.",
                    "^[-A-Za-z0-9_./]+=[-A-Za-z0-9_.]+(,[-A-Za-z0-9_./]+=[-A-Za-z0-9_.]+)*$"
                ),
                Required: true
            ),
            new Field(
                "autoscaler",
                Shape.Map(
                    "The HorizontalPodAutoscaler that sets its replicas.",
                    new Field("name", Shape.Label("Its name."), Required: true),
                    new Field("cap", Shape.Integer("The most replicas that it may ask for.", 2, 1000)),
                    new Field(
                        "capParameter",
                        Shape.Text(
                            "The integer parameter that says so instead, such as hpa.cap.",
                            @"^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$"
                        )
                    ),
                    new Field("when", when)
                )
            ),
            new Field("wave", Shape.Integer("Sync wave in which the side that comes up starts it.", 10, 19), Required: true),
            new Field("when", when)
        );

    private static Shape Object(string description) => Shape.Text($"{description} As Kind/name.", KindAndName);
}
