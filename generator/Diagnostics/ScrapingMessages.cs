namespace GitOpsGen.Diagnostics;

/// <summary>The findings of the rules about scraping (Check/Scraping).</summary>
public static partial class Messages
{
    public static Diagnostic ProberMissing(Position at, string probe) =>
        Error("SCR-002", at, $"{Show(probe)}: spec.prober.url is not there, so the operator rejects it. Write host:port of the exporter.");

    public static Diagnostic ProberForm(Position at, string probe, string url, string mended) =>
        Error(
            "SCR-002",
            at,
            $"{Show(probe)}: spec.prober.url is '{Show(url)}', but it must be host:port, so the operator rejects it. Write "
                + $"'{Show(mended)}'; a "
                + "scheme goes to prober.scheme, a path to prober.path."
        );

    public static Diagnostic ProberPort(Position at, string probe, string url) =>
        Warning("SCR-002", at, $"{Show(probe)}: spec.prober.url '{Show(url)}' has no port, so port 80 is asked. Write host:port.");

    public static Diagnostic ProbeTargetsMissing(Position at, string probe) =>
        Error(
            "SCR-002",
            at,
            $"{Show(probe)}: spec.targets has neither staticConfig nor ingress, so the operator rejects it. Say what is probed."
        );

    public static Diagnostic ProbeTargetsTwice(Position at, string probe) =>
        Warning(
            "SCR-002",
            at,
            $"{Show(probe)}: spec.targets has staticConfig and ingress; ingress is ignored then. Make a Probe for each."
        );

    public static Diagnostic ProbeTargetsEmpty(Position at, string probe) =>
        Warning("SCR-002", at, $"{Show(probe)}: spec.targets.staticConfig.static is empty, so nothing is probed. List the targets.");

    public static Diagnostic AnnotationNoText(Position at, string manifest, string path, string key, string value) =>
        Error(
            "SCR-004",
            at,
            $"{Show(manifest)}, {path}: '{Show(key)}' is {Show(value)}, which is no text, so the API refuses the object. Put it in quotes."
        );

    public static Diagnostic AnnotationTwice(Position at, string manifest, string key, string other) =>
        Warning(
            "SCR-004",
            at,
            $"{Show(manifest)}: '{Show(key)}' and '{Show(other)}' are the same label to Prometheus; nobody knows which wins. Leave one."
        );

    public static Diagnostic AnnotationUnknown(Position at, string manifest, string key, string near) =>
        Warning("SCR-004", at, $"{Show(manifest)}: no scrape job reads the annotation '{Show(key)}'. Did you mean '{Show(near)}'?");

    public static Diagnostic AnnotationValue(Position at, string manifest, string key, string value, string wanted) =>
        Warning("SCR-004", at, $"{Show(manifest)}: the annotation '{Show(key)}' is '{Show(value)}', but must be {wanted}. Correct it.");

    public static Diagnostic AnnotationMisplaced(Position at, string manifest, IReadOnlyList<string> keys) =>
        Warning(
            "SCR-004",
            at,
            $"{Show(manifest)}: {string.Join(", ", keys.Select(Show))} stand on the object itself, where no scrape job reads them. Move "
                + $"them to "
                + "the annotations of its pod template."
        );

    public static Diagnostic StrictRefuses(Position at, string monitor, string workload, int port, string policy, string trouble) =>
        Error(
            "SCR-005",
            at,
            $"{Show(monitor)} scrapes port {port} of {Show(workload)}, whose sidecar takes only mTLS ({Show(policy)} is STRICT), but "
                + $"{trouble}: "
                + "the scrape is refused. Scrape the merged metrics at 15020, bring Istio's certificate, or set portLevelMtls for the port "
                + "to PERMISSIVE."
        );

    public static Diagnostic StrictUnclear(Position at, string monitor, string workload, int port, string policy, string space) =>
        Note(
            "SCR-005",
            at,
            $"{Show(monitor)} scrapes port {port} of {Show(workload)} in plain HTTP, and {Show(policy)} is STRICT; nobody can tell whether "
                + $"it has a sidecar, because the Namespace {Show(space)} is not at hand. Render the Namespace."
        );

    public static Diagnostic StrictRefusesAnnotated(Position at, string workload, int port, string policy) =>
        Error(
            "SCR-005",
            at,
            $"{Show(workload)} asks by annotations to be scraped at port {port}, but its sidecar takes only mTLS ({Show(policy)} is "
                + $"STRICT) and "
                + "metrics are not merged: the scrape is refused. Switch merging on, or set portLevelMtls for the port to PERMISSIVE."
        );

    public static Diagnostic MergeIgnores(Position at, string workload, string key) =>
        Warning(
            "SCR-006",
            at,
            $"{Show(workload)}: where Istio merges metrics nobody reads '{Show(key)}': the agent asks by plain HTTP. Serve the metrics by "
                + "http, or switch merging off for the pod."
        );

    public static Diagnostic MergeOffScraped(Position at, string workload, string monitor) =>
        Warning(
            "SCR-007",
            at,
            $"{Show(monitor)} scrapes the merged metrics of {Show(workload)}, which switches merging off: only the sidecar's own are "
                + $"there. Take "
                + "'prometheus.istio.io/merge-metrics' off."
        );
}
