using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Scraping;

/// <summary>SCR-005: under STRICT mTLS a scrape gets past the sidecar.</summary>
internal static class StrictRule
{
    // The sidecar's own ports are not caught by it: merged metrics, health, and Envoy's.
    private static readonly int[] OwnPorts = [15020, 15021, 15090];

    public static Rule<ClusterContents> Passes { get; } =
        new(
            "SCR-005",
            "Where a sidecar takes only mTLS (STRICT), a scrape goes to the merged metrics (port 15020), or brings Istio's certificate "
                + "(`scheme: https`, certificate and key, `insecureSkipVerify: true`), or the port is PERMISSIVE for it.",
            Check
        )
        {
            Why = "The sidecar refuses plain HTTP, so the target is down from the first scrape on.",
            Mend =
                "Use the annotations and leave metrics merging on, or give the monitor Istio's certificate, or set `portLevelMtls` of the "
                + "workload's PeerAuthentication to PERMISSIVE for the port.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var mesh = new Mesh(contents);
        if (!mesh.IsStrictAnywhere)
            return;
        foreach (var scraped in ScrapedPorts.Of(contents).Where(one => IsCaught(one.Workload, one.Port)))
            Monitor(mesh, scraped, findings);
        foreach (var workload in contents.Objects.Objects)
            if (workload.Pods is { } pods && pods.Annotation("prometheus.io/scrape") == "true" && !mesh.Merges(pods))
                Annotated(mesh, workload, pods, findings);
    }

    private static void Monitor(Mesh mesh, ScrapedPort scraped, Findings findings)
    {
        if (mesh.Strict(scraped.Workload, scraped.Port) is not { } policy || IsRedirected(scraped.Endpoint))
            return;
        var trouble = Trouble(scraped.Endpoint);
        var sidecar = mesh.HasSidecar(scraped.Workload);
        if (trouble is null || sidecar == false || (sidecar is null && mesh.IsAmbient(scraped.Workload) == true))
            return;
        var (monitor, workload) = (scraped.Monitor.ToString(), scraped.Workload.ToString());
        if (sidecar == true)
            findings.Fail(Messages.StrictRefuses(scraped.Endpoint.At, monitor, workload, scraped.Port, policy.ToString(), trouble));
        else
            findings.CannotTell(
                Messages.StrictUnclear(scraped.Endpoint.At, monitor, workload, scraped.Port, policy.ToString(), scraped.Workload.Namespace)
            );
    }

    private static void Annotated(Mesh mesh, Manifest workload, PodTemplate pods, Findings findings)
    {
        var port = int.TryParse(pods.Annotation("prometheus.io/port"), out var written) ? written : 80;
        if (mesh.HasSidecar(workload) == true && IsCaught(workload, port) && mesh.Strict(workload, port) is { } policy)
            findings.Fail(
                Messages.StrictRefusesAnnotated(
                    pods.Document.Place("metadata", "annotations", Mesh.Merge),
                    workload.ToString(),
                    port,
                    policy.ToString()
                )
            );
    }

    private static bool IsCaught(Manifest workload, int port) =>
        !OwnPorts.Contains(port)
        && !(workload.Pods?.Annotation("traffic.sidecar.istio.io/excludeInboundPorts") ?? "")
            .Split(',', StringSplitOptions.TrimEntries)
            .Contains($"{port}", StringComparer.Ordinal);

    // A relabeling that puts another port into the address leads past the sidecar.
    private static bool IsRedirected(YamlMap endpoint) =>
        endpoint.MapsAt("relabelings").Any(one => one.Text("replacement")?.Contains("15020", StringComparison.Ordinal) == true);

    // Null where the endpoint brings all that the sidecar asks for.
    private static string? Trouble(YamlMap endpoint)
    {
        var tls = endpoint.Map("tlsConfig");
        if (!string.Equals(endpoint.Text("scheme"), "https", StringComparison.OrdinalIgnoreCase))
            return "it speaks plain HTTP";
        if ((tls?.Text("certFile") is null && tls?.Says("cert") != true) || (tls.Text("keyFile") is null && !tls.Says("keySecret")))
            return "it brings no certificate of Istio (certFile and keyFile)";
        return tls.Flag("insecureSkipVerify")
            ? null
            : "it asks for a certificate with the address as its name, which Istio's have not (insecureSkipVerify: true)";
    }
}
