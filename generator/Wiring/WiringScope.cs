namespace GitOpsGen.Wiring;

/// <summary>What is asked of a map: all of it, one monitor, or what scrapes one Service or workload.</summary>
/// <param name="Monitor">As <c>namespace/name</c>, of any kind.</param>
/// <param name="Target">As <c>namespace/name</c> of a Service or of what makes pods.</param>
public sealed record WiringScope(string? Monitor, string? Target)
{
    public bool IsNarrow => Monitor is not null || Target is not null;

    public IEnumerable<MonitorReport> Monitors(WiringMap map) =>
        map
            .Monitors.Where(report => Monitor is null || report.FullName == Monitor)
            .Where(report => Target is null || report.Targets.Any(IsTarget) || report.By.Any(MayReach));

    public bool IsTarget(Target target) => Target is null || target.Service == Target || target.Workload == Target;

    /// <summary>What is asked for is broken: a monitor that nobody reads, or that gets nothing, or a target that nobody scrapes.</summary>
    public bool IsBroken(WiringMap map)
    {
        var monitors = Monitors(map).ToList();
        return Target is null ? monitors.Exists(report => report.Works == Answer.No || report.Gaps.Any()) : Scraped(map) == Answer.No;
    }

    /// <summary>Whether the target is scraped.</summary>
    public Answer Scraped(WiringMap map)
    {
        var monitors = Monitors(map).ToList();
        return monitors.Exists(report => report.Targets.Any(IsTarget)) ? Answer.Yes
            : map.Doubt is not null || monitors.Exists(report => report.Works == Answer.Unknown) ? Answer.Unknown
            : Unscraped(map).Select(port => port.Answer).Any();
    }

    public IEnumerable<DoubleTarget> Doubles(WiringMap map) =>
        map.Doubles.Where(one => (Monitor is null || one.First.By == Monitor || one.Second.By == Monitor) && IsTarget(one.First));

    public IEnumerable<UnscrapedPort> Unscraped(WiringMap map) =>
        Monitor is not null
            ? []
            : map.Unscraped.Where(port => Target is null || port.Owner.EndsWith($" {Target}", StringComparison.Ordinal));

    /// <summary>Those that nothing else says of.</summary>
    public IEnumerable<UnscrapedPort> Listed(WiringMap map) => Unscraped(map).Where(port => Target is not null || !port.IsOfMonitor);

    // What fails may have been meant for it: its explanation names the nearest.
    private bool MayReach(MonitorWiring wiring)
    {
        if (wiring.Failing is not { } step || step.Found.IndexOf(Target!, StringComparison.Ordinal) is not (>= 0 and var at))
            return false;
        var end = at + Target!.Length;
        return end == step.Found.Length || !(char.IsAsciiLetterOrDigit(step.Found[end]) || step.Found[end] is '-' or '.');
    }
}
