using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// The forms of the hand-written files. Checks and JSON Schemas both come from here; <c>docs/formats.md</c> explains them.
/// </summary>
public static class Shapes
{
    public const string ApiVersion = "gitopsgen.io/v1alpha1";

    // https://host/path, ssh://git@host/path, git@host:path or a path; a password would end up in every Application.
    private const string CloneUrl = @"^([a-z+]+://([^@/:\s]+@)?[^@\s]+|[^@:/\s]+@[^@\s]+|[^@\s]+)$";

    // A range would bring another chart tomorrow.
    private const string ExactVersion = @"^v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$";

    // Small letters alone: two names that differ in case would be one file on some disks.
    private const string OutputPath = "^iam/[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?\\.json$";

    private static readonly Shape When = Shape.Either(
        "Features of the environment that must all be on.",
        Shape.Label("A feature of the environment."),
        Shape.List("Features that must all be on.", Shape.Label("A feature of the environment."))
    );

    // Only what a cluster of any patch release answers alike: "<=1.36" would not hold for 1.36.1, nor "=1.36".
    private const string KubernetesRange =
        @"^(>=1\.[0-9]{1,3}(\.[0-9]{1,3})?( <1\.[0-9]{1,3}(\.[0-9]{1,3})?)?|<1\.[0-9]{1,3}(\.[0-9]{1,3})?)$";

    private static Shape Versions(string description) =>
        new TextShape
        {
            Description = description,
            Pattern = KubernetesRange,
            Judged = (at, name, text) => VersionRange.Parse(text) is { IsEmpty: true } ? Messages.NoVersionIn(at, name, text) : null,
        };

    private static readonly Field[] Conditions =
    [
        new("when", When),
        new("kubernetes", Versions("The versions of Kubernetes for which it counts, such as \">=1.34 <1.37\".")),
    ];

    private static readonly Shape Phases = Shape.List(
        "Phases of the migration in which it applies; in all of them unless said.",
        Shape.Text("A phase.", null, [.. PhaseWords.All])
    );

    private static readonly Field Side = new(
        "side",
        Shape.Text("The copy of the migration's two that it is for: in the old namespace, or in the new one.", null, "old", "new")
    );

    private static readonly Shape Target = Shape.Map(
        "The objects a patch is for, as in Kustomize: regular expressions and label selectors.",
        new Field("group", Shape.Text("API group.")),
        new Field("version", Shape.Text("API version.")),
        new Field("kind", Shape.Text("Kind.")),
        new Field("name", Shape.Text("Name, an anchored regular expression.")),
        new Field("namespace", Shape.Text("Namespace, an anchored regular expression.")),
        new Field("labelSelector", Shape.Text("Label selector.")),
        new Field("annotationSelector", Shape.Text("Annotation selector."))
    );

    private static readonly Shape Patch = Shape.Map(
        "A Kustomize patch.",
        [
            new("file", Shape.Text("The patch's file; it is copied into the overlay."), Required: true),
            new("target", Target),
            .. Conditions,
            new("phases", Phases),
            Side,
        ]
    );

    private static readonly Field[] AppSettingsFields =
    [
        new("values", Shape.AnyMap("Helm values: maps merge, lists replace, null removes; ${{ cluster.name }} and others are filled in.")),
        new("parameters", Shape.AnyMap("Parameters of the app.")),
    ];

    private static readonly Shape AppInEnvironment = Shape.Map(
        "What this environment says of the app.",
        [
            .. AppSettingsFields,
            new("sync", Shape.Text("Whether Argo CD syncs by itself.", null, "automated", "manual")),
            new(
                "remove",
                Shape.Text("First step of taking the app out: keep or delete its objects. Then drop the entry.", null, "keep", "delete")
            ),
            new("patches", Shape.List("Patches of this environment, files below its folder.", Patch)),
            new("monitoring", MonitoringShape.OfApp),
        ]
    );

    private static readonly Field FormerNames = new(
        "formerNames",
        Shape.List("Names it had before; `gitopsgen rename` writes them.", Shape.Label("A name."))
    );

    private static readonly Field ArgoName = new(
        "name",
        Shape.Label("The name that Argo CD's documents are called by; its own unless said. It stays when the rest is renamed.")
    );

    private static Shape Produced(Shape name) =>
        Shape.Either(
            "What the chart makes, and where.",
            name,
            Shape.Map("What it makes where these features are on.", [new Field("name", name, Required: true), .. Conditions])
        );

    private static Shape Tool(params ReadOnlySpan<Field> more) =>
        Shape.Either(
            "An engine.",
            Shape.Text("Versions that may be used, such as \">=5.5 <6\"."),
            Shape.Map(
                "An engine.",
                [
                    new Field("version", Shape.Text("Versions that may be used, such as \">=5.5 <6\".")),
                    new Field("path", Shape.Text("The program to run; one in the repository only with --allow-repository-tools.")),
                    .. more,
                ]
            )
        );

    private static readonly Field Plain = new(
        "plain",
        Shape.Flag("Let Kustomize merge with its own description of Kubernetes alone, as `render --check` does; it takes longer.")
    );

    public static MapShape Fleet { get; } =
        Document(
            "Fleet",
            "The fleet: repository, Argo CD, waves, tools and policies.",
            new Field(
                "repository",
                Shape.Map(
                    "Where this repository is, as Argo CD reads it.",
                    new Field(
                        "url",
                        Shape.Text("Clone URL, without a password: Argo CD has its own credentials.", CloneUrl),
                        Required: true
                    ),
                    new Field("branch", Shape.Text("Branch that Argo CD follows."))
                ),
                Required: true
            ),
            new Field(
                "argocd",
                Shape.Map(
                    "The Argo CD that reconciles the fleet.",
                    new Field("namespace", Shape.Label("Namespace of Argo CD; argocd unless said.")),
                    PromotionShape.ArgoCdUrl,
                    new Field(
                        "cluster",
                        Shape.Label("The cluster of the fleet that it runs in, by which the address in the cluster is known.")
                    ),
                    new Field(
                        "applicationHealth",
                        Shape.Flag("It has a health check for Applications, so that the root's sync waves wait for one another.")
                    ),
                    new Field(
                        "manifestGeneratePaths",
                        Shape.Flag(
                            "Applications say which paths they are generated from, so that other commits cost nothing; true unless said."
                        )
                    )
                )
            ),
            new Field("tools", Shape.Map("The engines.", new Field("kustomize", Tool(Plain)), new Field("helm", Tool()))),
            new Field(
                "limits",
                Shape.Map(
                    "Limits of one run.",
                    new Field(
                        "deletions",
                        Shape.Text("Per cent of the generated files that one render may delete, such as 25%.", "^(100|[0-9]{1,2})%$")
                    ),
                    new Field(
                        "engineTime",
                        Shape.Text(
                            "How long one run of Kustomize or Helm may take, such as 90s; 5m unless said, at most 60m.",
                            EngineLimits.TimePattern
                        )
                    ),
                    new Field(
                        "engineMemory",
                        Shape.Text(
                            "How much memory one run of Kustomize or Helm may take, such as 512Mi; 4Gi unless said, at most 64Gi.",
                            EngineLimits.MemoryPattern
                        )
                    )
                )
            ),
            new Field(
                "waves",
                Shape.List(
                    "The steps of a rollout, first to last.",
                    Shape.Map(
                        "A wave.",
                        new Field("name", Shape.Label("Name of the wave."), Required: true),
                        new Field("follows", Shape.Text("head: the wave runs what is in apps/ now.", null, "head")),
                        new Field(
                            "percent",
                            Shape.Integer("Cumulative per cent of the clusters of all percent waves, rounded up.", 1, 100)
                        ),
                        new Field("enter", PromotionShape.Enter),
                        new Field("leave", PromotionShape.Leave)
                    )
                )
            ),
            new Field("promotion", PromotionShape.OfFleet),
            new Field(
                "prerequisites",
                Shape.List(
                    "What the apps need and somebody else runs.",
                    Shape.Map(
                        "A prerequisite.",
                        new Field("name", Shape.Label("Name that apps require it by."), Required: true),
                        new Field("description", Shape.Text("What it is.")),
                        new Field("provides", Shape.List("What it brings, such as CRD names.", Shape.Text("An object."))),
                        new Field("namespaces", Shape.List("Namespaces that are there before any app is.", Shape.Label("A namespace."))),
                        new Field("from", Shape.Text("The file or chart that brings it."))
                    )
                )
            ),
            new Field(
                "catalogue",
                Shape.Map(
                    "What a new fleet has that takes its apps from this repository, where the tool is built of it.",
                    new Field("apps", Shape.List("The apps of a fleet that asks for none.", Shape.Label("An app."))),
                    new Field(
                        "features",
                        Shape.Map(
                            "Features that a new environment has where an app knows them.",
                            new Field("local", Shape.List("On a developer's own machine.", Shape.Label("A feature."))),
                            new Field("cloud", Shape.List("Anywhere else.", Shape.Label("A feature.")))
                        )
                    )
                )
            ),
            new Field(
                "clusterKinds",
                Shape.List("Cluster-scoped kinds, as group/Kind, that the tool does not know.", Shape.Text("group/Kind"))
            ),
            new Field("apps", Shape.Dictionary("What the whole fleet says of apps.", Shape.Map("An app's settings.", AppSettingsFields))),
            new Field("monitoring", MonitoringShape.OfFleet),
            new Field(
                "validate",
                Shape.Map(
                    "What `gitopsgen validate` should know.",
                    new Field(
                        "waivers",
                        Shape.List(
                            "Findings that are known and taken as they are.",
                            Shape.Map(
                                "A waiver.",
                                new Field("rule", Shape.Text("Id of the rule, such as PROM-002."), Required: true),
                                new Field("reason", Shape.Text("Why the finding is taken as it is, a sentence."), Required: true),
                                new Field(
                                    "expires",
                                    Shape.Text("The last day on which it holds, such as 2027-03-31.", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
                                ),
                                new Field("apps", Shape.List("Only of these apps.", Shape.Label("An app."))),
                                new Field("environments", Shape.List("Only in these environments.", Shape.Label("An environment."))),
                                new Field("contains", Shape.Text("Only findings whose message contains this, such as an object's name."))
                            )
                        )
                    ),
                    new Field("rules", Shape.List("Files with rules of your own.", Shape.Text("A file of the repository."))),
                    new Field(
                        "schemas",
                        Shape.List(
                            "Where definitions of kinds are, besides the folder schemas.",
                            Shape.Text("A file or folder of the repository, or an address with {kind}, {version} and {group}.")
                        )
                    )
                )
            )
        );

    public static MapShape App { get; } =
        Document(
            "App",
            "An app: a Helm chart, a Kustomize base, or both.",
            new Field("description", Shape.Text("One line.")),
            FormerNames,
            new Field("version", Shape.Text("Version of the app.", "^[0-9A-Za-z][0-9A-Za-z.+_-]{0,62}$"), Required: true),
            new Field("namespace", Shape.Label("Destination namespace."), Required: true),
            new Field(
                "delivery",
                Shape.Text("Who inflates it: rendered (we, committed), kustomize or helm (Argo CD).", null, "rendered", "kustomize", "helm")
            ),
            new Field(
                "syncWave",
                Shape.Integer("Sync wave of its Application; unless said one after what it requires, and not before 0.", -1000, 1000)
            ),
            new Field("requires", Shape.List("Apps of the fleet or prerequisites that come first.", Shape.Text("An app or prerequisite."))),
            new Field("ownership", Shape.Text("Who owns the objects.", null, "argocd", "aks-addon", "arc")),
            new Field(
                "chart",
                Shape.Map(
                    "The Helm chart.",
                    new Field(
                        "repository",
                        Shape.Text(
                            "https:// repository or oci:// registry, without user name and password: Helm has those from `helm "
                                + "repo add` and `helm registry login`.",
                            "^(https?|oci)://[^@?#\\s]+$"
                        )
                    ),
                    new Field("name", Shape.Text("Name of the chart.", "^[0-9A-Za-z][0-9A-Za-z._/-]*$")),
                    new Field("path", Shape.Text("A folder or .tgz in the app, instead of repository and name.")),
                    new Field("version", Shape.Text("Exact version, such as 1.2.3.", ExactVersion), Required: true),
                    new Field("digest", Shape.Text("sha256: and the SHA-256 of the .tgz in hex.", "^sha256:[0-9a-f]{64}$")),
                    new Field("releaseName", Shape.Label("Helm release name; the app's name unless said.")),
                    new Field("plainHttp", Shape.Flag("The oci:// registry speaks plain HTTP.")),
                    new Field("caFile", Shape.Text("Certificates of a private authority, a file in the app.")),
                    new Field(
                        "produces",
                        Shape.Map(
                            "What the chart makes with our values; the AppProject allows only this.",
                            new Field("namespaces", Shape.List("Namespaces.", Produced(Shape.Label("A namespace.")))),
                            new Field("clusterKinds", Shape.List("Cluster-scoped kinds, group/Kind.", Produced(Shape.Text("group/Kind")))),
                            new Field("kinds", Shape.List("Namespaced kinds, group/Kind or Kind.", Produced(Shape.Text("group/Kind"))))
                        )
                    )
                )
            ),
            new Field(
                "values",
                Shape.List(
                    "Helm values files, in order.",
                    Shape.Either(
                        "A values file.",
                        Shape.Text("The file."),
                        Shape.Map("A values file.", [new Field("file", Shape.Text("The file."), Required: true), .. Conditions])
                    )
                )
            ),
            new Field(
                "kustomize",
                Shape.Map(
                    "Our own part.",
                    new Field("base", Shape.Text("Folder of the base.")),
                    new Field(
                        "components",
                        Shape.List(
                            "Components, in order.",
                            Shape.Either(
                                "A component.",
                                Shape.Text("Its folder."),
                                Shape.Map(
                                    "A component.",
                                    [
                                        new Field("path", Shape.Text("Its folder."), Required: true),
                                        .. Conditions,
                                        new Field("phases", Phases),
                                        Side,
                                    ]
                                )
                            )
                        )
                    ),
                    new Field("patches", Shape.List("Patches, in order.", Patch)),
                    new Field(
                        "templates",
                        Shape.List(
                            "Templates of patches and resources.",
                            Shape.Map(
                                "A template.",
                                [
                                    new Field("file", Shape.Text("Its file."), Required: true),
                                    new Field("as", Shape.Text("What it makes.", null, "patch", "resource"), Required: true),
                                    new Field("target", Target),
                                    .. Conditions,
                                    new Field("phases", Phases),
                                    Side,
                                ]
                            )
                        )
                    ),
                    new Field("labels", Shape.Labels("Labels put on the metadata of every object."))
                )
            ),
            new Field(
                "argocd",
                Shape.Map(
                    "What the Application says beyond the defaults.",
                    ArgoName,
                    new Field("syncOptions", Shape.List("Further sync options.", Shape.Text("An option, such as Validate=false."))),
                    new Field(
                        "ignoreDifferences",
                        Shape.List(
                            "Differences Argo CD ignores, in its own form.",
                            Shape.Map(
                                "An entry.",
                                new Field("group", Shape.Text("API group.")),
                                new Field("kind", Shape.Text("Kind."), Required: true),
                                new Field("name", Shape.Text("Name.")),
                                new Field("namespace", Shape.Text("Namespace.")),
                                new Field("jsonPointers", Shape.List("JSON pointers.", Shape.Text("A pointer."))),
                                new Field("jqPathExpressions", Shape.List("jq paths.", Shape.Text("A path."))),
                                new Field("managedFieldsManagers", Shape.List("Field managers.", Shape.Text("A manager's name.")))
                            )
                        )
                    )
                )
            ),
            new Field(
                "conflicts",
                Shape.List(
                    "Features that an environment may not have together where it runs the app.",
                    Shape.Map(
                        "Features that do not go together.",
                        new Field("features", Shape.Some("They all.", Shape.Label("A feature of the environment.")), Required: true),
                        new Field("why", Shape.Text("A sentence that says why."), Required: true)
                    )
                )
            ),
            new Field(
                "kubernetes",
                Shape.List(
                    "Versions of Kubernetes that it runs on.",
                    Shape.Map(
                        "What it needs.",
                        new Field("versions", Versions("Such as \">=1.34\" or \">=1.32 <1.37\"."), Required: true),
                        new Field("when", When),
                        new Field("unless", When),
                        new Field("why", Shape.Text("A sentence that says why."), Required: true),
                        new Field("instead", Shape.Text("What there is for other versions, a sentence."))
                    )
                )
            ),
            new Field(
                "dashboards",
                Shape.List(
                    "Dashboards for Grafana.",
                    Shape.Either(
                        "A dashboard.",
                        Shape.Text("Its description."),
                        Shape.Map("A dashboard.", [new Field("file", Shape.Text("Its description."), Required: true), .. Conditions])
                    )
                )
            ),
            new Field(
                "outputs",
                Shape.List(
                    "Documents for people, made from what the app is told of an environment: trust policies, say. No cluster gets them.",
                    Shape.Map(
                        "An output.",
                        [
                            new Field("file", Shape.Text("The template of a JSON document."), Required: true),
                            new Field(
                                "to",
                                Shape.Text("Where it is written, below the environment's folder: iam/<name>.json.", OutputPath),
                                Required: true
                            ),
                            .. Conditions,
                        ]
                    )
                )
            ),
            new Field("trustBundles", Shape.List("Certificates of authorities that pods trust.", TrustBundleShape.Of(Conditions))),
            new Field("migration", MigrationShape.Of(When)),
            new Field("promotion", PromotionShape.OfApp),
            new Field("monitoring", MonitoringShape.OfApp),
            new Field("scaling", ScalingShape.OfApp),
            new Field("parameters", Shape.Dictionary("Typed parameters that templates read.", Parameter(4)))
        );

    public static MapShape Environment { get; } =
        Document(
            "Environment",
            "An environment: clusters that move together.",
            FormerNames,
            new Field("abstract", Shape.Flag("Only there to be extended; has no clusters.")),
            new Field("extends", Shape.List("Abstract environments, nearest last.", Shape.Text("An abstract environment."))),
            new Field("class", Shape.Label("Environments of one class share an AppProject.")),
            new Field("wave", Shape.Text("The wave it belongs to.")),
            new Field("follows", Shape.Text("head: runs what is in apps/ now (for an environment in no wave).", null, "head")),
            new Field("root", Shape.Label("The root Application, of an Argo CD of its own, that takes it in; unless said, the fleet's.")),
            new Field(
                "argocd",
                Shape.Map(
                    "How Argo CD knows it, and which does.",
                    ArgoName,
                    PromotionShape.ArgoCdUrl,
                    new Field(
                        "rollingSync",
                        Shape.Map(
                            "Let the ApplicationSet controller sync its clusters step by step, in the order in which they are listed.",
                            new Field("clusters", Shape.Integer("How many clusters a step has.", 1, 1000), Required: true)
                        )
                    )
                )
            ),
            PromotionShape.Prometheus,
            new Field("kubernetesVersion", Shape.Text("Version of the clusters, such as 1.33.", "^1\\.[0-9]{1,3}(\\.[0-9]{1,3})?$")),
            new Field("features", Shape.List("Features that are on.", Shape.Label("A feature."))),
            new Field(
                "clusters",
                Shape.List(
                    "The clusters.",
                    Shape.Map(
                        "A cluster.",
                        new Field("name", Shape.Label("Its name."), Required: true),
                        new Field("server", Shape.Text("API server URL as Argo CD knows it.", "^https://[^ @]+$"), Required: true),
                        new Field(
                            "apps",
                            Shape.Dictionary("What only this cluster says of apps.", Shape.Map("An app's settings.", AppSettingsFields))
                        )
                    )
                )
            ),
            new Field(
                "apps",
                Shape.Dictionary("The apps that run here (in an abstract environment: what is said of them).", AppInEnvironment)
            )
        );

    public static MapShape Pin { get; } =
        Document(
            "Pin",
            "Which release of an app an environment runs.",
            metadata: false,
            new Field("release", Shape.Text("A release of the app, or head."), Required: true),
            new Field("previous", Shape.Text("The release before, for rollback.")),
            new Field(
                "phase",
                Shape.Text("How far the app has moved to its new namespace; adopted unless said.", null, [.. PhaseWords.All])
            ),
            new Field(
                "previousPhase",
                Shape.Text(
                    "The phase the environment comes from; the one before unless said. A later one means: on the way back.",
                    null,
                    [.. PhaseWords.All]
                )
            ),
            new Field("hold", PromotionShape.Hold)
        );

    public static MapShape Migration { get; } =
        Document(
            "Migration",
            "What people decided about the move of a namespace: migration.yaml.",
            metadata: false,
            new Field(
                "outside",
                Shape.List("Names of objects that stay in the old namespace, beside aad-msi-auth-token.", Shape.Text("A name."))
            ),
            new Field("skip", Shape.List("Patterns of paths that are not searched; * also matches /.", Shape.Text("A pattern."))),
            new Field(
                "decisions",
                Shape.List(
                    "What becomes of mentions that the tool leaves to a person.",
                    Shape.Map(
                        "A decision; at or group says for what.",
                        new Field("at", Shape.Text("The line it is for: file:line, relative to the searched folder.", "^.+:[1-9][0-9]*$")),
                        new Field("group", Shape.Text("The group it is for, as the plan names it.")),
                        new Field("verdict", Shape.Text("What becomes of it.", null, "move", "keep"), Required: true),
                        new Field("reason", Shape.Text("Why."), Required: true)
                    )
                )
            )
        );

    public static MapShape Dashboard { get; } = Document("Dashboard", "A dashboard of an app.", DashboardShape.Spec);

    /// <summary>By the word that <c>gitopsgen schema</c> takes.</summary>
    public static IReadOnlyDictionary<string, MapShape> ByName { get; } =
        new SortedDictionary<string, MapShape>(StringComparer.Ordinal)
        {
            ["app"] = App,
            ["dashboard"] = Dashboard,
            ["environment"] = Environment,
            ["fleet"] = Fleet,
            ["migration"] = Migration,
            ["pin"] = Pin,
        };

    /// <summary>What <c>kind</c> says in a file of this shape.</summary>
    public static string KindOf(MapShape shape) => ((TextShape)shape.Fields.First(field => field.Name == "kind").Shape).Allowed[0];

    /// <summary>The JSON Schema of one of them, as docs/schemas has it.</summary>
    public static string Schema(string name) => JsonSchemaWriter.Text($"gitopsgen {name}", ByName[name]);

    private static MapShape Document(string kind, string description, params Field[] spec) =>
        Document(kind, description, metadata: true, spec);

    private static MapShape Document(string kind, string description, bool metadata, params Field[] spec) =>
        Shape.Map(
            description,
            [
                new("apiVersion", Shape.Text("Version of the format.", null, ApiVersion), Required: true),
                new("kind", Shape.Text("What the file describes.", null, kind), Required: true),
                new("metadata", Shape.Map("Who it is.", new Field("name", Shape.Label("Its name."), Required: true)), Required: metadata),
                new("spec", Shape.Map("What it is.", spec), Required: true),
            ]
        );

    // Parameters nest; four levels are more than anybody reads.
    private static MapShape Parameter(int levels)
    {
        var below = levels == 0 ? null : Parameter(levels - 1);
        return Shape.Map(
            "A parameter.",
            [
                new Field("type", Shape.Text("Its type.", null, ParameterShapes.Types), Required: true),
                new Field("description", Shape.Text("What it does.")),
                new Field("required", Shape.Flag("It must be said.")),
                new Field("default", Shape.Any("Its value unless said.")),
                new Field("minimum", Shape.Number("Least value of an integer or number.", int.MinValue, int.MaxValue)),
                new Field("maximum", Shape.Number("Greatest value of an integer or number.", int.MinValue, int.MaxValue)),
                new Field("pattern", Shape.Text("Regular expression that a string must match.")),
                new Field("enum", Shape.List("Values a string may have.", Shape.Text("A value."))),
                .. below is null
                    ? []
                    : (Field[])[new("properties", Shape.Dictionary("Parameters of an object.", below)), new("items", below)],
            ]
        );
    }
}
