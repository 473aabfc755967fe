using System.Collections.Immutable;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;

namespace GitOpsGen.Reviews;

/// <summary>How the generated files of the head are, held against a render of it.</summary>
/// <param name="Wrong">The pull request writes them, and no render makes them so.</param>
/// <param name="Shared">The same of what is generated for all apps together: it may hold what another pull request brings.</param>
/// <param name="Adopted">The pull request keeps them as somebody edited them, which their record says.</param>
/// <param name="Waiting">A render would change them, and the pull request does not.</param>
public sealed record GeneratedState(
    ImmutableArray<string> Wrong,
    ImmutableArray<string> Shared,
    ImmutableArray<string> Adopted,
    ImmutableArray<string> Waiting
)
{
    public static GeneratedState Unknown { get; } = new([], [], [], []);

    public bool IsClean => Wrong.IsEmpty && Shared.IsEmpty && Adopted.IsEmpty && Waiting.IsEmpty;

    /// <param name="changes">What a render would do.</param>
    /// <param name="written">What the pull request changes, seen from the fleet.</param>
    public static GeneratedState Of(ChangeSet changes, IReadOnlySet<string> written)
    {
        var all = changes.Changes.Select(change => change.Path).Concat(changes.Edited).Concat(changes.Stray);
        var differing = all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToLookup(written.Contains);
        return new GeneratedState(
            [.. differing[true].Where(path => !FleetLayout.IsShared(path))],
            [.. differing[true].Where(FleetLayout.IsShared)],
            [.. changes.Adopted.Where(written.Contains)],
            [.. differing[false]]
        );
    }
}
