using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Objects;

/// <summary>
/// Applications and their sets that are the same though another file has them, or though an ApplicationSet makes them now: to Argo CD they
/// go on.
/// </summary>
public static class SameApplications
{
    public static bool Concerns(ObjectChange change) =>
        change.Kind != ChangeKind.Unreadable
        && (GeneratedApplications.IsApplication(change.Any) || GeneratedApplications.IsSet(change.Any));

    /// <param name="changes">Of the whole fleet, those that are concerned.</param>
    public static IEnumerable<ObjectChange> Find(IReadOnlyList<ObjectChange> changes)
    {
        var before = Made(changes, change => change.Old);
        var after = Made(changes, change => change.New);
        foreach (var change in changes)
        {
            if (change is { Kind: ChangeKind.Removed, Old: { } gone } && after.TryGetValue(gone.Id, out var stays))
            {
                if (ObjectChange.Between(stays.Place, gone, stays.Made) is { } difference)
                    yield return difference;
            }
            else if (change is { Kind: ChangeKind.Added, New: { } came } && before.TryGetValue(came.Id, out var was))
            {
                // Where an Application went, that has told it already.
                if (was.IsGenerated && ObjectChange.Between(change.Place, was.Made, came) is { } difference)
                    yield return difference;
            }
            else
            {
                yield return change;
            }
        }
    }

    private static Dictionary<ObjectId, (Manifest Made, Place Place, bool IsGenerated)> Made(
        IReadOnlyList<ObjectChange> changes,
        Func<ObjectChange, Manifest?> side
    )
    {
        var made = new Dictionary<ObjectId, (Manifest, Place, bool)>();
        foreach (var change in changes)
        {
            if (side(change) is not { } manifest)
                continue;
            if (GeneratedApplications.IsSet(manifest))
                foreach (var one in GeneratedApplications.Of(manifest))
                    made.TryAdd(one.Id, (one, change.Place, true));
            if (change.Kind is ChangeKind.Added or ChangeKind.Removed)
                made.TryAdd(manifest.Id, (manifest, change.Place, false));
        }

        return made;
    }
}
