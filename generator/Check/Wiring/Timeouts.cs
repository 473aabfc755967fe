using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Wiring;

/// <summary>SCR-001.</summary>
internal static class Timeouts
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        var map = Wirings.Of(contents);
        foreach (var scraper in map.Scrapers.Where(scraper => !scraper.IsAzure))
            Judge(scraper, findings);
        foreach (var report in map.Monitors)
        {
            // With an interval of its own it is the same for everybody.
            var scrapers = report.By.IsEmpty ? [Nobody(report)] : report.By.Select(wiring => wiring.Scraper);
            var found = scrapers.SelectMany(scraper => Of(scraper, report)).DistinctBy(one => one.Text, StringComparer.Ordinal);
            foreach (var objection in found)
                findings.Fail(Messages.TimeoutAboveInterval(objection.At, report.Shown, $"{objection.Text}. {objection.Mend}"));
        }
    }

    /// <summary>It is refused for its times, whatever else there is to say of it.</summary>
    public static bool IsRefused(MonitorReport report) => report.By.Any(wiring => Of(wiring.Scraper, report).Any());

    private static IEnumerable<Objection> Of(Scraper scraper, MonitorReport report) =>
        report.Kind == MonitorKind.PrometheusRule
            ? []
            : MonitorEndpoint.Of(report.Kind, report.Monitor).SelectMany(endpoint => TimingChecks.TooLong(scraper, report.Kind, endpoint));

    private static void Judge(Scraper scraper, Findings findings)
    {
        if (PromqlDuration.Of(scraper.Spec.Text("scrapeTimeout")) > PromqlDuration.Of(scraper.Interval))
            findings.Fail(
                Messages.TimeoutAboveInterval(
                    scraper.Spec["scrapeTimeout"]!.At,
                    scraper.Shown,
                    $"scrapeTimeout {scraper.Spec.Text("scrapeTimeout")} is above scrapeInterval {scraper.Interval}. Lower scrapeTimeout."
                )
            );
    }

    // The schema's default is everybody's.
    private static Scraper Nobody(MonitorReport report) =>
        new("Prometheus", "", "", YamlMap.Empty(report.Monitor.Document.At), report.Monitor.Document.At);
}
