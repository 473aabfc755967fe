namespace GitOpsGen.Diagnostics;

/// <summary>The findings of the rules of the Prometheus stack (Check/Stack). What is unseen is named by its reason.</summary>
public static partial class Messages
{
    public static Diagnostic StorageMissing(Position at, string title, string path) =>
        Warning(
            "PROM-001",
            at,
            $"{Show(title)}: {path} is not there, so its data is in the pod and goes with it. Write a volumeClaimTemplate, or emptyDir "
                + $"where "
                + "that is meant."
        );

    public static Diagnostic StorageOfThePod(Position at, string title, string path) =>
        Note("PROM-001", at, $"{Show(title)}: by {path} its data goes with the pod. Write a volumeClaimTemplate in its place to keep it.");

    public static Diagnostic StorageStray(
        Position at,
        string title,
        string path,
        string key,
        IReadOnlyCollection<string> claim,
        IEnumerable<string> known
    ) =>
        Warning(
            "PROM-001",
            at,
            $"{Show(title)}: nobody reads '{Show(key)}' in {path}: it is dropped without a word."
                + (claim.Contains(key) ? " Move it into volumeClaimTemplate.spec." : Suggest(key, known))
        );

    public static Diagnostic AccessModesMissing(Position at, string title, string path) =>
        Warning("PROM-001", at, $"{Show(title)}: {path} is empty; the operator takes ReadWriteOnce. Write [ReadWriteOnce].");

    public static Diagnostic AccessModeUnknown(Position at, string title, string path, string mode, IEnumerable<string> known) =>
        Error("PROM-001", at, $"{Show(title)}: {path} has '{Show(mode)}', which is no access mode.{Suggest(mode, known)}");

    public static Diagnostic StorageRequest(Position at, string title, string path, string? request) =>
        Error(
            "PROM-001",
            at,
            $"{Show(title)}: {path} {(request is null ? "is not there" : $"is '{Show(request)}', which is no size")}, so no claim is "
                + $"made and no "
                + "pod starts. Write a size such as 50Gi."
        );

    public static Diagnostic StorageClassMissing(Position at, string title, string path, bool isEmpty) =>
        Warning(
            "PROM-001",
            at,
            $"{Show(title)}: {path} "
                + (
                    isEmpty
                        ? "is empty, so only a volume that somebody made by hand is bound"
                        : "is not there, so each cluster takes its default"
                )
                + ". Name a StorageClass of the environment."
        );

    public static Diagnostic StorageClassUnknown(Position at, string title, string path, string name, string near) =>
        Warning(
            "PROM-001",
            at,
            $"{Show(title)}: {path} is '{Show(name)}', which neither the environment nor a platform is known to have. Did you mean "
                + $"'{Show(near)}'?"
        );

    public static Diagnostic StorageClassNotSeen(Position at, string title, string path, string name) =>
        Note(
            "PROM-001",
            at,
            $"{Show(title)}: nobody can tell whether there is the StorageClass '{Show(name)}' of {path}: it is not rendered, and no "
                + $"platform is "
                + "known to make it. Render it, or make sure that the clusters have it."
        );

    public static Diagnostic ClassNotKnown(Position at, string title) =>
        Note(
            "PROM-002",
            at,
            $"{Show(title)}: nobody can tell how much it should keep, because the environment has neither of the features local and "
                + $"cloud, or "
                + "both. Say one of them."
        );

    public static Diagnostic RetentionForm(Position at, string title, string path, string text) =>
        Error(
            "PROM-002",
            at,
            $"{Show(title)}: {path} is '{Show(text)}', which is no duration of Prometheus, so the API refuses it. Write it like 15d or 36h."
        );

    public static Diagnostic RetentionDiffers(
        Position at,
        string title,
        string path,
        string text,
        string wanted,
        string environmentClass,
        bool isHarm
    ) =>
        isHarm
            ? Warning("PROM-002", at, Differs(title, path, text, wanted, environmentClass))
            : Note("PROM-002", at, Differs(title, path, text, wanted, environmentClass));

    public static Diagnostic SizeDiffers(
        Position at,
        string title,
        string path,
        string text,
        string wanted,
        string environmentClass,
        bool isHarm
    ) =>
        isHarm
            ? Warning("PROM-002", at, Differs(title, path, text, wanted, environmentClass))
            : Note("PROM-002", at, Differs(title, path, text, wanted, environmentClass));

    private static string Differs(string title, string path, string text, string wanted, string environmentClass) =>
        $"{Show(title)}: {path} is {Show(text)}; an environment of the class {environmentClass} has {wanted}. Write {wanted}.";

    public static Diagnostic RetentionSizeTooLarge(Position at, string title, string path, string limit, string size) =>
        Warning(
            "PROM-002",
            at,
            $"{Show(title)}: {path} is {Show(limit)}, but the volume has {Show(size)}: it is full before anything is removed. Write about "
                + "85 % of the volume."
        );

    /// <summary>The password is no part of it.</summary>
    public static Diagnostic AdminPlain(Position at, string title, string path, bool isKnownToAll) =>
        Error(
            "PROM-003",
            at,
            $"{Show(title)}: the administrator's password stands in plain text at {path}"
                + (isKnownToAll ? ", and it is one that everybody tries first" : "")
                + ". Take it out, change it, and name a Secret that exists already (admin.existingSecret)."
        );

    public static Diagnostic AdminMadeUp(Position at, string title, string path) =>
        Warning(
            "PROM-003",
            at,
            $"{Show(title)}: {path} names no Secret, so the chart makes one up, a new one with each render: each sync changes it, and "
                + $"Grafana "
                + "keeps the first. Name a Secret that exists already."
        );

    public static Diagnostic AdminOfTheImage(Position at, string title, string variable) =>
        Error(
            "PROM-003",
            at,
            $"{Show(title)}: nothing sets the administrator's password, so Grafana starts with the one that everybody knows. Take "
                + $"{variable} "
                + "from a Secret."
        );

    public static Diagnostic AdminNotSeen(Position at, string title) =>
        Note(
            "PROM-003",
            at,
            $"{Show(title)}: nobody can tell where the administrator's password comes from: a file or a source of variables that is "
                + $"mounted "
                + "may say it. Take GF_SECURITY_ADMIN_PASSWORD from a Secret."
        );

    public static Diagnostic AdminSecretPlain(Position at, string title, string secret, Position where) =>
        Error(
            "PROM-003",
            at,
            $"{Show(title)}: {Show(secret)} stands with its values in {where}, so whoever reads it knows the password. Let an "
                + $"ExternalSecret or a "
                + "SealedSecret make it, and change the password."
        );

    public static Diagnostic AdminSecretUnknown(Position at, string title, string secret, string near) =>
        Warning(
            "PROM-003",
            at,
            $"{Show(title)}: nothing here makes the Secret {Show(secret)}, so Grafana's pod would not start. Did you mean {Show(near)}?"
        );

    public static Diagnostic AdminSecretNotSeen(Position at, string title, string secret, string? unseen) =>
        Note("PROM-003", at, $"{Show(title)}: {NobodyMakes(secret, unseen)}");

    public static Diagnostic SelectorsUndecided(Position at, string release, IReadOnlyCollection<string> open, IEnumerable<string> empty) =>
        Warning(
            "PROM-004",
            at,
            $"the chart kube-prometheus-stack: prometheus.prometheusSpec does not decide {string.Join(", ", open)}, so only what has "
                + $"the label "
                + $"'release: {Show(release)}' is selected"
                + (empty.FirstOrDefault() is { } ignored ? $" ({ignored}: {{}} changes nothing)" : "")
                + ". Set each to false."
        );

    public static Diagnostic SelectorsOfRelease(Position at, string prometheus, string release) =>
        Note(
            "PROM-004",
            at,
            $"{Show(prometheus)}: nobody can tell whether it is meant that all selectors ask for 'release: {Show(release)}', which is "
                + $"the chart's "
                + "default: monitors and rules of others are not loaded. Set the five *SelectorNilUsesHelmValues to false if not."
        );

    public static Diagnostic SelectorsMixed(
        Position at,
        string prometheus,
        string release,
        IEnumerable<string> held,
        IEnumerable<string> others
    ) =>
        Warning(
            "PROM-004",
            at,
            $"{Show(prometheus)}: {string.Join(", ", held)} still ask for 'release: {Show(release)}', while {string.Join(", ", others)} "
                + $"do not: "
                + "what others write of the first kinds is not loaded. Set their *SelectorNilUsesHelmValues to false too."
        );

    public static Diagnostic NamespaceDiffers(Position at, string path, string space, string wanted) =>
        Warning(
            "PROM-005",
            at,
            $"the chart kube-prometheus-stack: {path} is '{Show(space)}', but the rest of the stack is in '{Show(wanted)}'. Make them "
                + $"equal."
        );

    public static Diagnostic NamespaceNotOverridden(Position at, string chart, string release, string wanted) =>
        Warning(
            "PROM-005",
            at,
            $"the chart kube-prometheus-stack: {chart} stays in '{Show(release)}', because its namespaceOverride is not set, but the "
                + $"rest of the "
                + $"stack is in '{Show(wanted)}'. Write {chart}.namespaceOverride: {Show(wanted)}."
        );

    public static Diagnostic WorkloadElsewhere(Position at, string workload, string release, string prometheus, string wanted) =>
        Warning(
            "PROM-005",
            at,
            $"{Show(workload)} is of the release '{Show(release)}' as {Show(prometheus)} is, but in another namespace. Put it into "
                + $"'{Show(wanted)}'."
        );

    public static Diagnostic AlertmanagerOwnSecret(Position at, string title, bool isWritten) =>
        Warning(
            "PROM-006",
            at,
            $"{Show(title)}: useExistingSecret is not true, so "
                + (
                    isWritten
                        ? "its configuration, with the keys of its receivers, stands in the values"
                        : "its alerts go to the receiver 'null'"
                )
                + ". Let an ExternalSecret make the Secret, name it in configSecret and set useExistingSecret: true."
        );

    public static Diagnostic AlertmanagerSecretUnknown(Position at, string title, string path, string secret, string near) =>
        Warning(
            "PROM-006",
            at,
            $"{Show(title)}: nothing here makes the Secret {Show(secret)} of {path}, so alerts go nowhere. Did you mean {Show(near)}?"
        );

    public static Diagnostic AlertmanagerSecretNotSeen(Position at, string title, string path, string secret, string? unseen) =>
        Note("PROM-006", at, $"{Show(title)}: {path}: {NobodyMakes(secret, unseen)}");

    public static Diagnostic AlertmanagerSecretPlain(Position at, string title, string secret, Position where) =>
        Warning(
            "PROM-006",
            at,
            $"{Show(title)}: {Show(secret)}, its configuration, stands in plain text in {where}: so would the keys of its receivers. "
                + $"Let an "
                + "ExternalSecret or a SealedSecret make it."
        );

    public static Diagnostic AlertmanagerKeyMissing(Position at, string title, string secret, string key, IEnumerable<string> known) =>
        Error(
            "PROM-006",
            at,
            $"{Show(title)}: {Show(secret)} has no key '{key}', where the operator looks for the configuration.{Suggest(key, known)}"
        );

    public static Diagnostic ExposedByService(Position at, string title, string type, string server, bool isLimited) =>
        isLimited ? Warning("PROM-007", at, Exposed(title, type, server)) : Error("PROM-007", at, Exposed(title, type, server));

    private static string Exposed(string title, string type, string server) =>
        $"{Show(title)} is of type {Show(type)}: whoever reaches it reads and changes all that {Show(server)} has, without a password. "
        + $"Make it "
        + "ClusterIP, and put an Ingress with authentication in front.";

    public static Diagnostic ExposedByIngress(Position at, string title, string server, bool isLimited) =>
        isLimited ? Warning("PROM-007", at, OpenDoor(title, server)) : Error("PROM-007", at, OpenDoor(title, server));

    private static string OpenDoor(string title, string server) =>
        $"{Show(title)} lets everybody in to {Show(server)}, which asks for no password. Have the controller ask (auth-url, auth-type, "
        + "auth-tls-secret), or take it away.";

    public static Diagnostic ExposedByRoute(Position at, string title, string server) =>
        Note(
            "PROM-007",
            at,
            $"{Show(title)} leads to {Show(server)}; nobody can tell whether its Gateway asks who comes: routes have no field for that. "
                + $"Make "
                + "sure that a policy of the Gateway does."
        );

    public static Diagnostic ExposedUnclear(Position at, string title, string server, string annotation) =>
        Note(
            "PROM-007",
            at,
            $"{Show(title)} leads to {Show(server)}; nobody can tell whether what the annotation '{Show(annotation)}' names asks who "
                + $"comes. Make "
                + "sure that it does."
        );

    public static Diagnostic ExposedBehindProxy(Position at, string title, string type, string server) =>
        Note(
            "PROM-007",
            at,
            $"{Show(title)} is of type {Show(type)} and leads to {Show(server)}; nobody can tell whether the proxy in its pod asks who "
                + $"comes. Set "
                + "listenLocal: true, so that there is no way around it."
        );

    public static Diagnostic DashboardTooLarge(Position at, string map, long size) =>
        Error(
            "PROM-008",
            at,
            $"{Show(map)} has {size:N0} bytes of data; the API takes 1,048,576. Give each dashboard a ConfigMap of its own."
        );

    public static Diagnostic DashboardUnlabelled(Position at, string map, string label, string value) =>
        Warning(
            "PROM-008",
            at,
            $"{Show(map)} holds a dashboard, but not the label '{Show(label)}', so Grafana never loads it.{Wear(label, value)}"
        );

    public static Diagnostic DashboardNobody(Position at, string map, string label, string value) =>
        Note(
            "PROM-008",
            at,
            $"{Show(map)} holds a dashboard; nobody can tell how a Grafana would find it, because none is at hand, and it has no label "
                + $"'{Show(label)}'.{Wear(label, value)}"
        );

    public static Diagnostic DashboardLabelForm(Position at, string map, string label, string value) =>
        Error(
            "PROM-008",
            at,
            $"{Show(map)}: the label '{Show(label)}' is {Show(value)} without quotes, which is no text, so the API refuses the object. "
                + $"Write "
                + $"\"{Show(value)}\"."
        );

    public static Diagnostic DashboardLabelValue(Position at, string map, string label, string value, string wanted) =>
        Warning(
            "PROM-008",
            at,
            $"{Show(map)}: the label '{Show(label)}' is '{Show(value)}', but Grafana's sidecar looks for '{Show(wanted)}', so the "
                + $"dashboard is "
                + $"never loaded. Write \"{Show(wanted)}\"."
        );

    public static Diagnostic DashboardElsewhere(Position at, string map, IEnumerable<string> spaces) =>
        Warning(
            "PROM-008",
            at,
            $"{Show(map)} is not in a namespace where Grafana's sidecar looks ({Show(string.Join(", ", spaces))}). Move it, or set "
                + "sidecar.dashboards.searchNamespace: ALL."
        );

    private static string Wear(string label, string value) => $" Set '{Show(label)}: \"{Show(value.Length == 0 ? "1" : value)}\"'.";

    public static Diagnostic DefinitionTooLarge(Position at, string definition) =>
        Note(
            "PROM-009",
            at,
            $"{Show(definition)} has more than 262,144 bytes; nobody can tell how it is applied, because no Application for it is at "
                + $"hand. Apply "
                + "it with ServerSideApply=true."
        );

    public static Diagnostic DefinitionClientSide(Position at, string definition, string application) =>
        Error(
            "PROM-009",
            at,
            $"{Show(definition)} has more than 262,144 bytes, but {Show(application)} applies it client-side, which keeps it in an "
                + $"annotation: the "
                + "sync fails. Add ServerSideApply=true to its syncOptions."
        );

    public static Diagnostic ChartDefinitionsTooLarge(Position at, string chart) =>
        Note(
            "PROM-009",
            at,
            $"the chart {Show(chart)} brings definitions of more than 262,144 bytes; nobody can tell how they are applied, because no "
                + "Application for it is at hand. Apply them with ServerSideApply=true."
        );

    public static Diagnostic ChartDefinitionsClientSide(Position at, string chart, string application) =>
        Error(
            "PROM-009",
            at,
            $"the chart {Show(chart)} brings definitions of more than 262,144 bytes, but {Show(application)} applies them client-side, "
                + $"which keeps "
                + "each in an annotation: the sync fails. Add ServerSideApply=true to its syncOptions, or set crds.enabled: false."
        );

    public static Diagnostic EndpointsExcluded(Position at, string title) =>
        Warning(
            "PROM-010",
            at,
            $"{Show(title)}: Argo CD leaves Endpoints and EndpointSlices out by its default resource.exclusions, so this is never "
                + $"applied. Use a "
                + "ScrapeConfig with static targets, or let them through in argocd-cm."
        );

    public static Diagnostic AlertMissing(Position at, string title, string alert, string? alike) =>
        alike is null
            ? Warning("PROM-011", at, $"{Show(title)}: no rule has the alert {alert}. Add it to a PrometheusRule.")
            : Note(
                "PROM-011",
                at,
                $"{Show(title)}: no rule has the alert {alert}; {alike} tells about the same. Name yours {alert}, as routes and "
                    + $"runbooks do."
            );

    public static Diagnostic AlertNotSeen(Position at, string title, string alert, string unseen) =>
        Note("PROM-011", at, $"{Show(title)}: nobody can tell whether a rule has the alert {alert}: {Show(unseen)}.");

    public static Diagnostic CiliumMissing(Position at, string title, string part) =>
        Warning(
            "PROM-011",
            at,
            $"{Show(title)}: the environment has Cilium, but no monitor for {part} of it. Add a ServiceMonitor or PodMonitor."
        );

    public static Diagnostic CiliumNotSeen(Position at, string title, string part, string unseen) =>
        Note("PROM-011", at, $"{Show(title)}: nobody can tell whether there is a monitor for {part} of Cilium: {Show(unseen)}.");

    public static Diagnostic ResourcesMissing(Position at, string title, string path, IEnumerable<string> missing, bool isCloud) =>
        isCloud ? Warning("PROM-012", at, Unsaid(title, path, missing)) : Note("PROM-012", at, Unsaid(title, path, missing));

    private static string Unsaid(string title, string path, IEnumerable<string> missing) =>
        $"{Show(title)}: {path} has no {string.Join(", ", missing)}. Set what it needs.";

    private static string NobodyMakes(string secret, string? unseen) =>
        $"nobody can tell whether there is the Secret {Show(secret)}: nothing at hand makes it"
        + (unseen is null ? "" : $"; {Show(unseen)}")
        + ". Let an ExternalSecret make it, or make sure that somebody does.";
}
