using System.Collections.Immutable;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.Steps;

/// <summary>A wave that an app runs in, with those before and after it on the app's way.</summary>
public sealed class Place(Wave wave, ImmutableArray<PromotedUnit> units)
{
    public Wave Wave { get; } = wave;

    public ImmutableArray<PromotedUnit> Units { get; } = units;

    /// <summary>The nearest wave before that the app runs in.</summary>
    public Place? Before { get; internal set; }

    public Place? After { get; internal set; }
}

/// <summary>The way of an app through the waves that it runs in.</summary>
public sealed class AppWay
{
    public AppWay(PromotionState state, PromotedApp app)
    {
        App = app;
        Places =
        [
            .. from wave in state.Waves
            let units = state.Units.Where(unit => unit.App == app.Name && unit.Wave == wave.Name).ToImmutableArray()
            where !units.IsEmpty
            select new Place(wave, units),
        ];
        foreach (var (before, after) in Places.Zip(Places.Skip(1)))
            (before.After, after.Before) = (after, before);
    }

    public PromotedApp App { get; }

    public ImmutableArray<Place> Places { get; }

    /// <summary>
    /// The release that comes next to a wave: what the wave before runs, and in the first wave what head is cut as. Of one whose
    /// environments run different releases nobody can tell.
    /// </summary>
    public (string? Release, string Reason) Candidate(Place place)
    {
        if (place.Before is not { } before)
            return App.Cut is { } cut ? (cut, "") : (null, $"head of {App.Name} is not cut (gitopsgen release cut {App.Name})");
        var running = before.Units.Select(Runs).Distinct(StringComparer.Ordinal).ToList();
        return running.Count == 1
            ? (running[0], "")
            : (null, $"environments of {before.Wave.Name} run different releases: {string.Join(", ", running)}");
    }

    /// <summary>Whether all waves before run a release, and none of them was taken back.</summary>
    public bool IsRunBefore(Place place, string release, DateTimeOffset now) =>
        Places
            .TakeWhile(other => other != place)
            .SelectMany(other => other.Units)
            .All(unit => Runs(unit) == release && unit.Hold?.IsInForce(now) != true);

    // Head that is cut already is that release.
    private string Runs(PromotedUnit unit) => unit.FollowsHead && App.Cut is { } cut ? cut : unit.Release;
}
