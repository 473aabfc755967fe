using GitOpsGen.Load;

namespace GitOpsGen.Promote.Steps;

/// <summary>What keeps a release away: a hold on the place, one that names the release, or a rollback that is not merged.</summary>
public sealed class Holds(PromotionState state, DateTimeOffset now)
{
    /// <summary>Why <paramref name="release"/> may not come to <paramref name="unit"/>; null when nothing keeps it away.</summary>
    public string? Of(string app, PromotedUnit unit, string release)
    {
        if (InForce(unit.Hold) is { } hold)
            return Text(hold);
        if (state.Open.FirstOrDefault(change => change.IsRollback && Has(change, unit)) is { } open)
            return $"a rollback of it waits for its merge ({open.Url ?? open.Branch})";
        // What was taken back somewhere goes nowhere else while that lasts.
        var elsewhere = state.Units.FirstOrDefault(other => other.App == app && InForce(other.Hold)?.Release == release);
        return elsewhere is null ? null : $"{release} was taken back in {elsewhere.Environment}, {Text(elsewhere.Hold!)}";
    }

    /// <summary>"because …, by …, until …".</summary>
    public static string Text(Hold hold) =>
        $"{hold.Reason}"
        + (hold.Actor is { } actor ? $", by {actor}" : "")
        + (hold.Until is { } until ? $", until {Times.Text(until)}" : ", until it is lifted");

    private Hold? InForce(Hold? hold) => hold?.IsInForce(now) == true ? hold : null;

    private static bool Has(OpenChange change, PromotedUnit unit) =>
        change.Pins.Any(pin => pin.Environment == unit.Environment && pin.App == unit.App);
}
