using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Cost;

/// <summary>What is scraped of the kubelets: one target on each node for each endpoint.</summary>
internal sealed class NodeJobs(MonitorWiring wiring, ServiceSource service, Samples samples)
{
    private readonly string job =
        wiring.Monitor.Spec?.Text("jobLabel") is { } label && service.Labels.Pairs.TryGetValue(label, out var value) ? value : service.Name;

    /// <summary>Nothing where an endpoint might drop some: that is not told by what nobody renders.</summary>
    public IEnumerable<ScrapeJob> All(string app)
    {
        var endpoints = MonitorEndpoint.Of(wiring.Kind, wiring.Monitor).ToList();
        return endpoints.Exists(MayDrop) || !endpoints.TrueForAll(endpoint => Interval(endpoint) > TimeSpan.Zero)
            ? []
            : endpoints.Select(endpoint => Job(app, endpoint));
    }

    private ScrapeJob Job(string app, MonitorEndpoint endpoint)
    {
        var path = endpoint.Map.Text("path") is { Length: > 0 } said ? said : "/metrics";
        return new ScrapeJob(
            app,
            wiring.Scraper.Shown,
            $"{wiring.Kind.Kind} {Spaces.FullName(wiring.Monitor)}",
            endpoint.Path,
            job,
            path,
            Series(path),
            Interval(endpoint)!.Value,
            wiring.Scraper.Copies
        )
        {
            Targets = new Amount(0, 0, 1),
        };
    }

    private SeriesFigure Series(string path) =>
        samples.SeriesOf(job, sample => sample.IsOf(service.Namespace, service.Name, path)) is { } series
            ? new SeriesFigure(series, SeriesOrigin.Measured, "")
            : KnownSeries.Of(path, job);

    private TimeSpan? Interval(MonitorEndpoint endpoint) => PromqlDuration.Of(TimingChecks.Interval(wiring.Scraper, wiring.Kind, endpoint));

    private static bool MayDrop(MonitorEndpoint endpoint) =>
        endpoint
            .Map.List("relabelings")
            .OfType<YamlMap>()
            .Select(rule => rule.Text("action")?.ToUpperInvariant())
            .Any(action => action is "KEEP" or "DROP" or "KEEPEQUAL" or "DROPEQUAL");
}
