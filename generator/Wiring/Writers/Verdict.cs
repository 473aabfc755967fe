namespace GitOpsGen.Wiring.Writers;

/// <summary>The words that all forms of the answer share.</summary>
internal static class Verdict
{
    public static string Of(MonitorReport report) =>
        report.Works switch
        {
            Answer.Yes when report.Kind == MonitorKind.PrometheusRule => $"loaded by {By(report)}",
            Answer.Yes => $"{Count(report.Targets.Count(), "target")}, by {By(report)}",
            Answer.Unknown => "cannot tell",
            _ => "BROKEN",
        };

    public static string By(MonitorReport report) =>
        string.Join(
            " and ",
            report.Selecting.Select(wiring => $"{wiring.Scraper.Kind} {wiring.Scraper.FullName}").Distinct(StringComparer.Ordinal)
        );

    /// <summary>What decides, in one line; empty where everything holds.</summary>
    public static string Why(MonitorReport report) =>
        report.Works == Answer.Yes ? ""
        : report.Works == Answer.Unknown && report.Nearest is not { Failing.Answer: Answer.Unknown } ? report.Unseen ?? NoScraper(report)
        : report.Nearest?.Failing?.Text ?? NoScraper(report);

    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    public static string Name(WiringMap map) => map.Contents.Name.Length == 0 ? "manifests" : map.Contents.Name;

    private static string NoScraper(MonitorReport report) =>
        report.Monitor.Id.Group == MonitorKind.AzureGroup
            ? "the agent of Azure Monitor is not among the manifests"
            : "no Prometheus is among the manifests";
}
