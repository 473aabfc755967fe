using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Objects;

/// <summary>
/// An overlay that all clusters of an environment shared is one for each of them now, or the other way: what lay in one place lies in
/// several, and in each cluster it is the same object.
/// </summary>
public static class SplitUnits
{
    public static IReadOnlyList<ObjectChange> Join(IReadOnlyList<ObjectChange> changes)
    {
        var removed = ByObject(changes, ChangeKind.Removed);
        var added = ByObject(changes, ChangeKind.Added);
        return
        [
            .. changes.Where(change =>
                change.Kind is not (ChangeKind.Removed or ChangeKind.Added) || !IsSplit(removed[Key(change)], added[Key(change)])
            ),
            .. removed.Where(old => IsSplit(old, added[old.Key])).SelectMany(old => Pairs(old, added[old.Key])),
        ];
    }

    private static IEnumerable<ObjectChange> Pairs(IEnumerable<ObjectChange> old, IEnumerable<ObjectChange> @new) =>
        from one in old
        from other in @new
        select ObjectChange.Between(other.Place.Cluster.Length > 0 ? other.Place : one.Place, one.Old!, other.New!) into change
        where change is not null
        select change;

    // On one side once for all, on the other for each cluster.
    private static bool IsSplit(IEnumerable<ObjectChange> old, IEnumerable<ObjectChange> @new) =>
        (IsShared(old) && IsOfClusters(@new)) || (IsOfClusters(old) && IsShared(@new));

    private static bool IsShared(IEnumerable<ObjectChange> changes) => changes.ToList() is [{ Place.Cluster: "" }];

    private static bool IsOfClusters(IEnumerable<ObjectChange> changes) =>
        changes.ToList() is { Count: > 0 } all && all.TrueForAll(change => change.Place.Cluster.Length > 0);

    private static ILookup<(string App, ObjectId Id), ObjectChange> ByObject(IEnumerable<ObjectChange> changes, ChangeKind kind) =>
        changes.Where(change => change.Kind == kind).ToLookup(Key);

    private static (string App, ObjectId Id) Key(ObjectChange change) => (change.Place.App, change.Any.Id);
}
