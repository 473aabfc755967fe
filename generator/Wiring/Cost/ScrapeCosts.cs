using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring.Cost;

/// <summary>
/// Counts what a map says is scraped: targets × series of each ÷ interval × replicas of the Prometheus. What it cannot count it names.
/// </summary>
public sealed class ScrapeCosts
{
    private readonly WiringMap map;
    private readonly Samples samples;
    private readonly Dictionary<ObjectId, string> apps;
    private readonly List<ScrapeJob> jobs = [];
    private readonly List<NotCounted> untold = [];

    private ScrapeCosts(WiringMap map, Samples samples)
    {
        (this.map, this.samples) = (map, samples);
        apps = map
            .Contents.Parts.SelectMany(part => part.Objects.Objects.Select(manifest => (manifest.Id, part.App)))
            .DistinctBy(one => one.Id)
            .ToDictionary(one => one.Id, one => one.App);
    }

    public static ScrapeCost Of(WiringMap map, Samples samples)
    {
        var costs = new ScrapeCosts(map, samples);
        foreach (var report in map.Monitors.Where(report => report.Kind != MonitorKind.PrometheusRule))
            costs.Count(report);
        costs.untold.AddRange(UncountedParts.Of(map));
        return new ScrapeCost(
            map.Contents.Name,
            map.Contents.Clusters,
            samples.NodesOf(map.Contents.Name),
            [.. costs.Together()],
            [
                .. costs
                    .untold.Distinct()
                    .OrderBy(one => one.App, StringComparer.Ordinal)
                    .ThenBy(one => one.What, StringComparer.Ordinal)
                    .ThenBy(one => one.Reason, StringComparer.Ordinal),
            ]
        );
    }

    // The pods of several workloads behind one endpoint are one line.
    private IEnumerable<ScrapeJob> Together() =>
        jobs.GroupBy(job => job with { Targets = Amount.None })
            .Select(same => same.Key with { Targets = Amount.Sum(same.Select(job => job.Targets)) })
            .OrderBy(job => job.App, StringComparer.Ordinal)
            .ThenBy(job => job.Monitor, StringComparer.Ordinal)
            .ThenBy(job => job.Endpoint, StringComparer.Ordinal)
            .ThenBy(job => job.Job, StringComparer.Ordinal)
            .ThenBy(job => job.Path, StringComparer.Ordinal)
            .ThenBy(job => job.Series.Series)
            .ThenBy(job => job.Interval)
            .ThenBy(job => job.Scraper, StringComparer.Ordinal);

    private void Count(MonitorReport report)
    {
        foreach (var wiring in report.By)
        {
            foreach (var target in wiring.Targets)
                Count(report, wiring, target);
            foreach (var (endpoint, step) in wiring.Gaps.Where(gap => gap.Step.Answer == Answer.Unknown))
                Untold(report, endpoint, 1, step.Text);
            foreach (var warning in wiring.Warnings.Where(warning => warning.Code == WiringWarning.PartUnknown))
                Untold(report, "", 0, $"there may be more targets: {warning.Text}");
            if (wiring.Works == Answer.Unknown)
                Unknown(report, wiring);
        }

        // Nobody who is seen reads it, but somebody may.
        if (report.Works == Answer.Unknown && report.By.All(wiring => wiring.Works == Answer.No))
            Untold(report, "", Endpoints(report), report.Unseen ?? "no Prometheus is among the manifests");
    }

    private void Count(MonitorReport report, MonitorWiring wiring, Target target)
    {
        if (target.IsInit)
            Untold(report, target.Endpoint, 1, $"the init container {target.Container} ends, and answers nobody then");
        else if (target.Pods is not { } pods)
            Untold(report, target.Endpoint, 1, $"how many pods {target.Workload} has, neither its autoscaler nor its Rollout says");
        else if (PromqlDuration.Of(target.Interval) is not { Ticks: > 0 } interval)
            Untold(report, target.Endpoint, 1, $"'{target.Interval}' is no interval");
        else
            jobs.Add(
                new ScrapeJob(
                    target.Maker is { } maker && apps.TryGetValue(maker, out var app) ? app : AppOf(report),
                    wiring.Scraper.Shown,
                    report.Shown,
                    target.Endpoint,
                    target.Job,
                    target.Path,
                    Series(target),
                    interval,
                    wiring.Scraper.Copies
                )
                {
                    Targets = pods.IsPerNode ? new Amount(0, 0, pods.Most) : new Amount(pods.Least, pods.Most, 0),
                }
            );
    }

    // What nobody renders behind the Service of the kubelets is one on each node all the same.
    private void Unknown(MonitorReport report, MonitorWiring wiring)
    {
        var service = map.NodeServices.FirstOrDefault(service => service.FullName == wiring.Failing?.Behind);
        var found = service is null ? [] : new NodeJobs(wiring, service, samples).All(AppOf(report)).ToList();
        if (found.Count == 0)
            Untold(report, "", Endpoints(report), wiring.Failing?.Text ?? "");
        jobs.AddRange(found);
    }

    private SeriesFigure Series(Target target) =>
        samples.SeriesOf(target.Job, sample => sample.IsOf(target)) is { } series ? new SeriesFigure(series, SeriesOrigin.Measured, "")
        : target.Via.Length > 0 ? KnownSeries.OfProbe
        : KnownSeries.Of(target.Path, target.Container, target.Job);

    private void Untold(MonitorReport report, string endpoint, int endpoints, string reason) =>
        untold.Add(new NotCounted(AppOf(report), $"{report.Shown} {endpoint}".TrimEnd(), endpoints, reason));

    private string AppOf(MonitorReport report) => apps.GetValueOrDefault(report.Monitor.Id, "");

    private static int Endpoints(MonitorReport report) =>
        report.Kind.Endpoints.Length == 0 ? 1 : report.Monitor.Spec?.List(report.Kind.Endpoints).Count ?? 0;
}
