using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Scraping;

/// <summary>SCR-006 and SCR-007: what Istio's merging of metrics reads, and whether it is on where it is counted on.</summary>
internal static class MergeRules
{
    private const string Prefix = "prometheus.io/";
    private const int MergedPort = 15020;

    // What the injector takes over to the agent (istio, pkg/kube/inject).
    private static readonly string[] Read = ["scrape", "port", "path"];

    public static Rule<ClusterContents> Reads { get; } =
        new(
            "SCR-006",
            "Pods whose metrics Istio merges say no more than `prometheus.io/scrape`, `port` and `path`: the agent reads by plain HTTP "
                + "from inside the pod, whatever the scheme, and gives all out at port 15020, `/stats/prometheus`.",
            Ignored
        )
        {
            Why = "An application that serves its metrics by https only is missing from what is merged, and only the agent's log says so.",
            Mend = "Serve the metrics by http, or switch merging off for the pod and scrape it with Istio's certificate.",
            Severities = [Severity.Warning],
        };

    public static Rule<ClusterContents> IsOn { get; } =
        new(
            "SCR-007",
            "`prometheus.istio.io/merge-metrics: \"false\"` is on no pod that is scraped at the merged port 15020. What it does to "
                + "annotated pods where mTLS is STRICT, SCR-005 says.",
            Contradicted
        )
        {
            Why = "The merged port then has the sidecar's own metrics only.",
            Mend = "Take the annotation off, or scrape the application's port with Istio's certificate instead.",
            Severities = [Severity.Warning],
        };

    private static void Ignored(ClusterContents contents, Findings findings)
    {
        var mesh = new Mesh(contents);
        foreach (var workload in contents.Objects.Objects)
            if (workload.Pods is { } pods && mesh.Merges(pods) && mesh.HasSidecar(workload) == true)
                foreach (var entry in pods.Document.MapAt("metadata", "annotations")?.Entries ?? [])
                    if (IsIgnored(entry))
                        findings.Fail(Messages.MergeIgnores(entry.Key.At, workload.ToString(), entry.Key.Text));
    }

    private static bool IsIgnored(YamlEntry entry) =>
        entry.Key.Text.StartsWith(Prefix, StringComparison.Ordinal)
        && entry.Key.Text[Prefix.Length..] is var word
        && !Read.Contains(word, StringComparer.Ordinal)
        && !(word == "scheme" && entry.Value is YamlScalar { Text: "http" });

    private static void Contradicted(ClusterContents contents, Findings findings)
    {
        var mesh = new Mesh(contents);
        var off = contents
            .Objects.Objects.Where(one => one.Pods?.Annotation(Mesh.Merge) == "false" && mesh.HasSidecar(one) == true)
            .ToHashSet();
        if (off.Count == 0)
            return;
        foreach (var scraped in ScrapedPorts.Of(contents).Where(one => one.Port == MergedPort && off.Contains(one.Workload)))
            findings.Fail(Messages.MergeOffScraped(Place(scraped.Workload), scraped.Workload.ToString(), scraped.Monitor.ToString()));
    }

    private static Position Place(Manifest workload) => workload.Pods!.Document.Place("metadata", "annotations", Mesh.Merge);
}
