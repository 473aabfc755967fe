using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>
/// A timeout above the interval is refused; where the endpoint has none of its own, the interval is that of the Prometheus.
/// </summary>
internal static class TimingChecks
{
    public static string IntervalField(MonitorKind kind) => kind == MonitorKind.ScrapeConfig ? "scrapeInterval" : "interval";

    /// <summary>How often an endpoint is scraped: as it says itself, else as its Prometheus does.</summary>
    public static string Interval(Scraper scraper, MonitorKind kind, MonitorEndpoint endpoint) =>
        Written(endpoint.Map, IntervalField(kind))?.Text ?? scraper.Interval;

    public static IEnumerable<Objection> Of(Scraper scraper, MonitorKind kind, MonitorEndpoint endpoint)
    {
        var field = IntervalField(kind);
        var (said, timeout) = (Written(endpoint.Map, field), Written(endpoint.Map, "scrapeTimeout"));
        foreach (var (name, value) in new[] { (field, said), ("scrapeTimeout", timeout) })
            if (value is not null && PromqlDuration.Of(value.Text) is null)
                yield return Objection.No(value, $"{endpoint.Path}.{name} '{value.Text}' is no duration", "Write one, such as 30s or 1m.");
        foreach (var objection in TooLong(scraper, kind, endpoint))
            yield return objection;
    }

    /// <summary>SCR-001.</summary>
    public static IEnumerable<Objection> TooLong(Scraper scraper, MonitorKind kind, MonitorEndpoint endpoint)
    {
        var field = IntervalField(kind);
        var (said, timeout) = (Written(endpoint.Map, field), Written(endpoint.Map, "scrapeTimeout"));
        var interval = said?.Text ?? scraper.Interval;
        if (PromqlDuration.Of(timeout?.Text) > PromqlDuration.Of(interval))
            yield return Objection.No(
                timeout!,
                $"{endpoint.Path}: scrapeTimeout {timeout!.Text} is above the interval {interval}"
                    + (said is null ? $" of {scraper.Shown}" : ""),
                $"Lower scrapeTimeout to {interval} or less, or raise {field}."
            );
    }

    private static YamlScalar? Written(YamlMap map, string field) => map.Scalar(field) is { Text.Length: > 0 } said ? said : null;
}
