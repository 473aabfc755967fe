using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring;

/// <summary>One monitor, or one PrometheusRule, as everybody reads it.</summary>
/// <param name="By">For each Prometheus that could.</param>
/// <param name="Unseen">Why somebody who is not seen may read it; null where nobody may.</param>
public sealed record MonitorReport(Manifest Monitor, MonitorKind Kind, ImmutableArray<MonitorWiring> By, string? Unseen)
{
    public string FullName => Spaces.FullName(Monitor);

    public string Shown => $"{Monitor.Kind} {FullName}";

    /// <summary>By any of them; where there is none, or one may be that is not seen, nobody can tell.</summary>
    public Answer Selected => Best(wiring => wiring.Selected);

    public Answer Works =>
        By.Any(wiring => wiring.Works == Answer.Yes) ? Answer.Yes
        : By.Any(wiring => wiring.Works == Answer.Unknown) || Selected == Answer.Unknown ? Answer.Unknown
        : By.IsEmpty ? Answer.Unknown
        : Answer.No;

    /// <summary>The one that comes furthest: what it misses is what is to be mended. Null where there is none.</summary>
    public MonitorWiring? Nearest =>
        By.OrderByDescending(wiring => wiring.Works)
            .ThenByDescending(wiring => wiring.FirstFailingHop == Hop.None ? int.MaxValue : (int)wiring.FirstFailingHop)
            .FirstOrDefault();

    public IEnumerable<MonitorWiring> Selecting => By.Where(wiring => wiring.Selected == Answer.Yes);

    /// <summary>Endpoints that get nothing for certain, though others do.</summary>
    public IEnumerable<(string Endpoint, Step Step)> Gaps =>
        Selecting.SelectMany(wiring => wiring.Gaps).Where(gap => gap.Step.Answer == Answer.No).Distinct();

    public IEnumerable<Target> Targets => By.SelectMany(wiring => wiring.Targets);

    private Answer Best(Func<MonitorWiring, Answer> of)
    {
        var best = By.Select(of).Any();
        return best == Answer.No && (By.IsEmpty || Unseen is not null) ? Answer.Unknown : best;
    }
}
