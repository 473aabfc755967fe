namespace GitOpsGen.Wiring;

/// <summary>SCR-003: what one Prometheus scrapes twice.</summary>
internal static class DoubleTargets
{
    public static IEnumerable<DoubleTarget> Of(IEnumerable<MonitorReport> monitors) =>
        monitors
            .SelectMany(report => report.By)
            .SelectMany(wiring => wiring.Targets.Select(target => (wiring.Scraper, Target: target)))
            .GroupBy(one => (one.Scraper, one.Target.Identity))
            .Where(group => group.Skip(1).Any())
            .Select(group => new DoubleTarget(group.First().Scraper, group.First().Target, group.Skip(1).First().Target));
}
