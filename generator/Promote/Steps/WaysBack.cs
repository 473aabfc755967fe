using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Steps;

/// <summary>
/// Tells a step on from one back. A wave that was taken back runs what those behind it have left, and these must not follow it: taking them
/// back is for <c>rollback</c>. Head that became again what it was does go through all waves.
/// </summary>
public sealed class WaysBack(EvidenceLog evidence, DateTimeOffset now)
{
    /// <summary>
    /// Why a release is no step on for an environment: it has run it before, or the wave before has come back to it from what the
    /// environment runs now; null where it is one.
    /// </summary>
    public string? Of(AppWay way, Place place, PromotedUnit unit, string release) =>
        unit.Release == release || way.IsRunBefore(place, release, now) ? null
        : HasRun(unit, release) ? $"{unit.Environment} has run {release} before"
        : place.Before?.Units.FirstOrDefault(before => CameBack(before, release, unit.Release)) is { } back
            ? $"{back.Environment} went back to {release} from {unit.Release}, which {unit.Environment} runs"
        : null;

    private bool HasRun(PromotedUnit unit, string release) =>
        unit.Previous == release || evidence.FirstSeen(unit.Environment, unit.App, release) is not null;

    private bool CameBack(PromotedUnit before, string release, string from) =>
        before.Hold is { Release: { } taken } hold && taken == from && hold.IsInForce(now)
        || (
            !before.FollowsHead
            && evidence.FirstSeen(before.Environment, before.App, from) is { } then
            && evidence.FirstSeen(before.Environment, before.App, release) is { } earlier
            && earlier < then
        );
}
