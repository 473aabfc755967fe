using GitOpsGen.Load;

namespace GitOpsGen.Promote.Steps;

/// <summary>What keeps a release away: a hold on the place, one that names the release, or one that is not merged.</summary>
public sealed class Holds(PromotionState state, DateTimeOffset now)
{
    private readonly ILookup<string, PromotedUnit> held = state
        .Units.Where(unit => unit.Hold?.IsInForce(now) == true)
        .ToLookup(unit => unit.App, StringComparer.Ordinal);

    private readonly ILookup<string, (OpenChange Change, OpenPin Pin)> open = state
        .Open.SelectMany(change => change.Pins.Select(pin => (change, pin)))
        .Where(one => one.change.IsRollback || one.pin.Hold?.IsInForce(now) == true)
        .ToLookup(one => one.pin.App, StringComparer.Ordinal);

    /// <summary>Why <paramref name="release"/> may not come to <paramref name="unit"/>; null when nothing keeps it away.</summary>
    public string? Of(string app, PromotedUnit unit, string release)
    {
        if (unit.Hold?.IsInForce(now) == true)
            return Text(unit.Hold);
        if (open[app].FirstOrDefault(one => one.Pin.Environment == unit.Environment).Change is { } change)
            return $"a {(change.IsRollback ? "rollback of" : "hold on")} it waits for its merge ({change.Url ?? change.Branch})";
        // What was taken back somewhere goes nowhere else while that lasts, and already while it waits for its merge.
        if (held[app].FirstOrDefault(other => IsOf(app, other.Hold, release)) is { } elsewhere)
            return $"{release} was taken back in {elsewhere.Environment}, {Text(elsewhere.Hold!)}";
        return open[app].FirstOrDefault(one => IsOf(app, one.Pin.Hold, release)) is ({ } coming, { } pin)
            ? $"{release} is to be taken back in {pin.Environment} ({coming.Url ?? coming.Branch})"
            : null;
    }

    /// <summary>Whether a hold that is in force anywhere names the release.</summary>
    public bool IsTakenBack(string app, string release) => held[app].Any(unit => IsOf(app, unit.Hold, release));

    /// <summary>"because …, by …, until …".</summary>
    public static string Text(Hold hold) =>
        $"{hold.Reason}"
        + (hold.Actor is { } actor ? $", by {actor}" : "")
        + (hold.Until is { } until ? $", until {Times.Text(until)}" : ", until it is lifted");

    // Head has one name before it is cut, and may have another afterwards.
    private bool IsOf(string app, Hold? hold, string release) =>
        hold?.IsInForce(now) == true
        && hold.Release is { } taken
        && (taken == release || (state.Apps.GetValueOrDefault(app) is { } known && IsHead(known, taken) && IsHead(known, release)));

    private static bool IsHead(PromotedApp app, string release) => release == app.Head || release == app.Cut;
}
