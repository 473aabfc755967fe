using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>What a cascading deletion of an Application does.</summary>
/// <param name="Groups">The ids that go together, in the order in which they go; a group waits until nothing is Terminating.</param>
/// <param name="Kept">The ids that stay.</param>
/// <param name="IsStuck">It waits for something that does not come, and the finalizer stays.</param>
public sealed record CascadeDeletion(ImmutableArray<ImmutableArray<string>> Groups, ImmutableArray<string> Kept, bool IsStuck)
{
    /// <summary>
    /// The order of a deletion with the resources finalizer: the highest wave first (5.2, sort_delete.go). Without the finalizer nothing
    /// is deleted at all (5.1).
    /// </summary>
    /// <param name="isConfirmed">The Application carries a late enough deletion-approved.</param>
    public static CascadeDeletion Of(IEnumerable<LiveObject> live, SyncApplication application, bool hasFinalizer, bool isConfirmed)
    {
        var tracked = live.Where(one => one.IsTracked).Select(one => one.Object).ToList();
        var kept = tracked.Where(one => !hasFinalizer || IsKept(one, application)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var going = tracked.Where(one => !kept.Contains(one.Id) && !one.IsHook).ToList();
        var waiting = going.Where(one => !isConfirmed && NeedsConfirmation(one, application)).ToList();
        return waiting.Count > 0
            ? new([], Ids(tracked), IsStuck: true)
            : new(
                [.. going.GroupBy(one => one.Wave).OrderByDescending(group => group.Key).Select(Ids)],
                [.. kept.Order(StringComparer.Ordinal)],
                false
            );
    }

    private static bool IsKept(SyncObject one, SyncApplication application) =>
        !one.IsPermitted
        || one.Kind == "CustomResourceDefinition"
        || (one.Options.Value("Delete") ?? application.Options.Value("Delete")) == "false";

    private static bool NeedsConfirmation(SyncObject one, SyncApplication application) =>
        new[] { "Delete", "Prune" }.Any(name => (one.Options.Value(name) ?? application.Options.Value(name)) == "confirm");

    private static ImmutableArray<string> Ids(IEnumerable<SyncObject> objects) =>
        [.. objects.Select(one => one.Id).Order(StringComparer.Ordinal)];
}
