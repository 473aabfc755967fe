using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>A pin file.</summary>
internal sealed record SimPin(string Release, string? Previous, Phase Phase, Phase PhaseBefore, Hold? Hold);

/// <summary>A commit of the base: pin files, heads, and what is cut.</summary>
internal sealed record SimCommit(
    DateTimeOffset At,
    ImmutableDictionary<(string Environment, string App), SimPin> Pins,
    ImmutableDictionary<string, string> Heads,
    ImmutableHashSet<(string App, string Release)> Cut,
    bool IsBig
)
{
    private PromotionState? state;

    /// <summary>The one after it. Not by <c>with</c>, which would take what was read of this one along.</summary>
    public SimCommit Next(
        DateTimeOffset at,
        ImmutableDictionary<(string Environment, string App), SimPin>? pins = null,
        ImmutableDictionary<string, string>? heads = null,
        ImmutableHashSet<(string App, string Release)>? cut = null
    ) => new(at, pins ?? Pins, heads ?? Heads, cut ?? Cut, IsBig);

    /// <summary>What the state reader makes of it.</summary>
    public PromotionState State => state ??= Read();

    private PromotionState Read() =>
        new()
        {
            Waves = SimFleet.Waves,
            Settings = SimFleet.Settings,
            Apps = SimFleet.Apps.ToImmutableSortedDictionary(app => app, App, StringComparer.Ordinal),
            Units =
            [
                .. from environment in SimFleet.Environments
                from app in SimFleet.Apps
                where SimFleet.Runs(environment.Name, app)
                select Unit(environment.Name, environment.Wave, app),
            ],
        };

    private PromotedApp App(string app) =>
        new(app, Heads[app], Cut.Contains((app, Heads[app])) ? Heads[app] : null, SimFleet.Requires(app), app == "mover")
        {
            Releases = [.. Cut.Where(cut => cut.App == app).Select(cut => cut.Release)],
        };

    private PromotedUnit Unit(string environment, string? wave, string app)
    {
        var pin = Pins[(environment, app)];
        var release = pin.Release == "head" ? Heads[app] : pin.Release;
        return new PromotedUnit(environment, app, wave, SimFleet.Clusters(environment, IsBig), release, $"{release} {pin.Phase}")
        {
            FollowsHead = pin.Release == "head",
            Previous = pin.Previous,
            Phase = pin.Phase,
            PhaseBefore = pin.PhaseBefore,
            Hold = pin.Hold,
        };
    }
}

/// <summary>A branch of the tool: the pin files as it has them, where they differ from its base, and what it cuts.</summary>
internal sealed record SimBranch(
    string Name,
    SimCommit Base,
    ImmutableDictionary<(string Environment, string App), SimPin> Pins,
    ImmutableHashSet<(string App, string Release)> Cut,
    bool IsRollback
)
{
    public bool HasPullRequest { get; init; }

    /// <summary>What the clock of its runner showed.</summary>
    public DateTimeOffset Planned { get; init; }

    public OpenChange AsOpen =>
        new(
            Name,
            IsRollback,
            HasPullRequest ? $"https://example.invalid/{Name}" : null,
            [.. Pins.Select(pin => new OpenPin(pin.Key.Environment, pin.Key.App, pin.Value.Release, pin.Value.Phase, pin.Value.Hold))]
        );
}

/// <summary>As much of a git server as the commands need: a base, branches that are pushed with a lease, evidence that only grows.</summary>
internal sealed class SimStore(SimCommit first)
{
    private readonly List<ObservationRun> runs = [];
    private (int Count, EvidenceLog Log) known = (-1, EvidenceLog.Nothing);

    public SimCommit Base { get; private set; } = first;

    public Dictionary<string, SimBranch> Branches { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ObservationRun> Runs => runs;

    public void Append(ObservationRun run) => runs.Add(run);

    /// <summary>The branch of evidence holds three weeks.</summary>
    public EvidenceLog Evidence(DateTimeOffset now)
    {
        var count = runs.Count;
        while (count > 0 && runs[count - 1].At > now)
            count--;
        if (known.Count != count)
            known = (count, new EvidenceLog(runs.Take(count).SkipWhile(run => now - run.At > TimeSpan.FromDays(21)), now));
        return known.Log;
    }

    /// <summary>Fails where the branch is not what was seen of it.</summary>
    public bool Push(SimBranch branch, SimBranch? seen)
    {
        if (!ReferenceEquals(Branches.GetValueOrDefault(branch.Name), seen))
            return false;
        Branches[branch.Name] = branch with { HasPullRequest = seen?.HasPullRequest == true };
        return true;
    }

    public void Delete(SimBranch seen)
    {
        if (ReferenceEquals(Branches.GetValueOrDefault(seen.Name), seen))
            Branches.Remove(seen.Name);
    }

    public void Commit(SimCommit commit) => Base = commit;

    /// <summary>File by file, as git does; null on a conflict.</summary>
    public SimCommit? Merged(SimBranch branch, DateTimeOffset at)
    {
        var pins = Base.Pins;
        foreach (var (key, pin) in branch.Pins)
        {
            if (pins[key] != branch.Base.Pins[key] && pins[key] != pin)
                return null;
            pins = pins.SetItem(key, pin);
        }

        return Base.Next(at, pins, cut: Base.Cut.Union(branch.Cut));
    }
}
