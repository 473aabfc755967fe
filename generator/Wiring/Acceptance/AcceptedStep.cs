using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Scraping;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>
/// What the operator validates before it writes a job; what it refuses, it refuses whole (pkg/prometheus/resource_selector.go).
/// </summary>
internal sealed class AcceptedStep(WiringIndex index, Scraper scraper, MonitorKind kind, Manifest monitor, Func<string, GoPattern> patterns)
{
    public Step Judge()
    {
        var objections = Objections().ToList();
        var first = objections.Find(one => one.Answer == Answer.No) ?? objections.FirstOrDefault();
        var asked = scraper.IsAzure ? "the agent validates it" : "the operator validates it";
        return first is null
            ? new Step(Hop.Accepted, Answer.Yes, asked, "nothing speaks against it") { At = monitor.Document.At }
            : new Step(Hop.Accepted, first.Answer, asked, first.Text) { Mend = first.Mend, At = first.At };
    }

    private IEnumerable<Objection> Objections()
    {
        if (monitor.Spec is not { } spec)
            return [Objection.No(monitor.Document, "it has no spec", "Write one.")];
        if (kind == MonitorKind.PrometheusRule)
            return RuleFile.Objections(spec);
        return
        [
            .. ShapeChecks.Of(kind, spec),
            .. kind == MonitorKind.Probe ? ProbeChecks.Of(spec) : [],
            .. ScrapeClass(spec),
            .. MonitorEndpoint.Of(kind, monitor).SelectMany(Endpoint),
        ];
    }

    private IEnumerable<Objection> Endpoint(MonitorEndpoint endpoint) =>
        [
            .. TimingChecks.Of(scraper, kind, endpoint),
            .. RelabelChecks.Of(kind, endpoint, patterns),
            .. kind == MonitorKind.ServiceMonitor ? FileAccess(endpoint) : [],
            .. AuthChecks.Of(endpoint),
            .. new SecretChecks(index, Spaces.Of(monitor)).Of(endpoint),
        ];

    private IEnumerable<Objection> ScrapeClass(YamlMap spec)
    {
        if (spec.Scalar("scrapeClass") is not { Text.Length: > 0 } said)
            yield break;
        var known = scraper.Spec.List("scrapeClasses").OfType<YamlMap>().Select(one => one.Text("name")).OfType<string>().ToList();
        if (scraper.IsAzure)
            yield return Objection.No(said, "scrapeClass: the agent of Azure Monitor has none, and refuses it", "Remove scrapeClass.");
        else if (!known.Contains(said.Text, StringComparer.Ordinal))
            yield return Objection.No(
                said,
                $"scrapeClass: {scraper.Shown} has no scrape class '{said.Text}'; it has "
                    + (known.Count == 0 ? "none" : string.Join(", ", known)),
                "Name one that it has, or add it under scrapeClasses."
            );
    }

    private IEnumerable<Objection> FileAccess(MonitorEndpoint endpoint)
    {
        if (scraper.Spec.Map("arbitraryFSAccessThroughSMs")?.Flag("deny") != true)
            yield break;
        var tls = endpoint.Map.Map("tlsConfig");
        var files = new[] { (endpoint.Map, "bearerTokenFile"), (tls, "caFile"), (tls, "certFile"), (tls, "keyFile") };
        foreach (var (map, field) in files)
            if (map?.Scalar(field) is { Text.Length: > 0 } said)
                yield return Objection.No(
                    said,
                    $"{endpoint.Path} names a file ({field}), which arbitraryFSAccessThroughSMs.deny of {scraper.Shown} forbids",
                    "Take it from a Secret or a ConfigMap."
                );
    }
}
