using GitOpsGen.Promql;

namespace GitOpsGen.Wiring.Selection;

/// <summary>The first hop: does the operator write anything for this Prometheus, and does it take objects of the kind at all?</summary>
internal sealed class ScraperStep(Scraper scraper, MonitorKind kind)
{
    private static readonly string[] NotInDaemonSets =
    [
        "serviceMonitorSelector",
        "serviceMonitorNamespaceSelector",
        "probeSelector",
        "probeNamespaceSelector",
        "scrapeConfigSelector",
        "scrapeConfigNamespaceSelector",
        "additionalScrapeConfigs",
    ];

    public Step Judge() => (scraper.IsAzure ? null : Kinds() ?? Selectors() ?? Intervals() ?? Unmanaged() ?? Running()) ?? Fine();

    private Step Fine() => new(Hop.Prometheus, Answer.Yes, scraper.Shown, $"it takes {kind.Kind} objects") { At = scraper.At };

    private Step? Kinds()
    {
        if (kind == MonitorKind.PrometheusRule)
            return scraper.Kind != Scraper.Agent
                ? null
                : No($"a {Scraper.Agent} loads no rules", "Load them by a Prometheus or a ThanosRuler.");
        if (scraper.Kind == Scraper.Ruler)
            return No("a ThanosRuler loads rules alone", "");
        if (!scraper.IsDaemonSet)
            return null;
        return NotInDaemonSets.FirstOrDefault(scraper.Spec.Says) is { } field
                ? No($"with mode: DaemonSet the API server refuses it for its {field}", $"Remove {field}.")
            : kind != MonitorKind.PodMonitor ? No("with mode: DaemonSet it takes PodMonitors alone", "Write a PodMonitor.")
            : null;
    }

    // One that is not valid fails the whole reconcile, of the kinds with good selectors, too.
    private Step? Selectors() =>
        MonitorKind
            .All.SelectMany(one => new[] { one.Selector, one.NamespaceSelector })
            .Select(field => (field, Selector: Selector.Read(scraper.Spec, field)))
            .Where(one => one.Selector.Problem is not null)
            .Select(one =>
                No($"its {one.field} {one.Selector.Problem}, so the operator updates nothing", $"Correct {one.field}.") with
                {
                    At = one.Selector.At,
                }
            )
            .FirstOrDefault();

    private Step? Intervals() =>
        PromqlDuration.Of(scraper.Spec.Text("scrapeTimeout")) is { } timeout
        && PromqlDuration.Of(scraper.Interval) is { } interval
        && timeout > interval
            ? No(
                $"its scrapeTimeout {scraper.Spec.Text("scrapeTimeout")} is above its scrapeInterval {scraper.Interval}, so the operator "
                    + "updates nothing",
                "Lower scrapeTimeout."
            )
            : null;

    private Step? Unmanaged()
    {
        if (scraper.Kind == Scraper.Ruler || MonitorKind.Scraping.Any(one => scraper.Spec.Says(one.Selector)))
            return null;
        var found = "none of its monitor selectors is set, so its configuration is unmanaged";
        return kind == MonitorKind.PrometheusRule
            ? Unknown($"{found}: rules are read only where that configuration, a Secret, names their files")
            : No($"{found}: the operator writes no scrape job", $"Set {kind.Selector}; {{}} selects every {kind.Kind}.");
    }

    private Step? Running() =>
        scraper.Spec.Flag("paused") ? Unknown("it is paused, so the operator changes nothing until that is taken away")
        : kind != MonitorKind.PrometheusRule && (IsZero("replicas") || IsZero("shards"))
            ? No("it has no replicas, so nothing scrapes", "Give it replicas.")
        : null;

    private bool IsZero(string field) => scraper.Spec.Integer(field) == 0;

    private Step No(string found, string mend) => new(Hop.Prometheus, Answer.No, scraper.Shown, found) { Mend = mend, At = scraper.At };

    private Step Unknown(string found) => new(Hop.Prometheus, Answer.Unknown, scraper.Shown, found) { At = scraper.At };
}
