using GitOpsGen.Kubernetes;

namespace GitOpsGen.Wiring.Cost;

/// <summary>What is scraped, or may be, though no monitor among the manifests says it.</summary>
internal static class UncountedParts
{
    private static readonly string[] Monitors = [.. MonitorKind.Scraping.Select(kind => $"{MonitorKind.Group}/{kind.Kind}")];

    private static readonly string[] Additional = ["additionalScrapeConfigs", "additionalScrapeConfigsSecret"];

    public static IEnumerable<NotCounted> Of(WiringMap map) =>
        [
            .. map.Contents.Unseen.Where(MayBring).Select(part => new NotCounted("", part.What, 0, part.Why)),
            .. map.Scrapers.Where(IsGivenMore).Select(scraper => Job(scraper, "has additionalScrapeConfigs, which nobody reads here")),
            .. map.Scrapers.Where(scraper => scraper.IsAzure).Select(scraper => Job(scraper, "has default targets by its settings")),
        ];

    // A chart brings monitors as a rule, whether its description says so or not.
    private static bool MayBring(UnseenPart part) => part.Chart is not null || Monitors.Any(kind => part.MayBring(kind, ""));

    private static bool IsGivenMore(Scraper scraper) => Additional.Any(scraper.Spec.Says);

    private static NotCounted Job(Scraper scraper, string why) => new("", scraper.Shown, 0, $"it {why}");
}
