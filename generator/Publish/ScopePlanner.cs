using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What one pull request changes on top of the base.</summary>
/// <param name="Touched">The parts with something of their own among the changes.</param>
/// <param name="MovedUnder">A path that the base has changed since, and that a touched part depends on; null when there is none.</param>
public sealed record ScopeChange(
    Scope Scope,
    ImmutableArray<PathChange> Changes,
    ImmutableArray<AppInEnvironment> Touched,
    string? MovedUnder
)
{
    /// <summary>Of the content alone: equal digests are equal pull requests.</summary>
    public string Digest => DigestOf(Changes);

    public static string DigestOf(IEnumerable<PathChange> changes) =>
        Files.Digest.OfAll(
            changes.Select(change => KeyValuePair.Create(change.Path, change.New is { } file ? $"{file.Mode} {file.Blob}" : "gone"))
        );
}

/// <summary>What the checkout changed and what the base changed since both were one.</summary>
/// <param name="Wanted">Ours, on top of the base.</param>
/// <param name="Theirs">The base's own, where it is not the same as ours.</param>
public sealed record DivergedChanges(ImmutableArray<PathChange> Wanted, ImmutableArray<PathChange> Theirs)
{
    public static DivergedChanges Of(IEnumerable<PathChange> ours, IEnumerable<PathChange> theirs)
    {
        var base_ = theirs.ToDictionary(change => change.Path, StringComparer.Ordinal);
        var wanted = ImmutableArray.CreateBuilder<PathChange>();
        foreach (var change in ours)
        {
            if (!base_.TryGetValue(change.Path, out var other))
                wanted.Add(change);
            // What was merged already is wanted no more.
            else if (other.New == change.New)
                base_.Remove(change.Path);
            else
                wanted.Add(change with { Old = other.New });
        }

        return new DivergedChanges(wanted.ToImmutable(), [.. base_.Values]);
    }
}

/// <summary>Divides a change among scopes: each takes what its units own, and the inputs that those units read.</summary>
public sealed class ScopePlanner(PathOwners owners, ScopeKind per, string prefix, Func<IEnumerable<Scope>, IEnumerable<Scope>> order)
{
    /// <summary>Every scope there is, those with nothing to do too.</summary>
    public ImmutableArray<ScopeChange> Plan(DivergedChanges sides)
    {
        var wanted = sides.Wanted.Where(change => PathOwners.IsInside(change.Path)).ToList();
        var own = wanted.Where(change => owners.Owner(change.Path) is not null).ToLookup(change => owners.Owner(change.Path)!);
        var touched = own.Select(group => group.Key).ToHashSet();
        var scopes = order(owners.All.Select(ScopeOf).Distinct()).ToList();
        var changes = scopes.ToDictionary(scope => scope, _ => new List<PathChange>());
        foreach (var group in own)
            changes[ScopeOf(group.Key)].AddRange(group);
        foreach (var input in wanted.Where(change => owners.Owner(change.Path) is null))
        {
            var readers = owners.Readers(input.Path).ToList();
            if (readers.Count == 0 && input.New is null)
                readers = [.. owners.FormerReaders(input.Path)];
            var with = readers.Where(touched.Contains).Select(ScopeOf).Distinct().ToList();
            // What changes nothing that is rendered still wants to be merged, once.
            if (with.Count == 0)
                with = [.. scopes.Where(readers.Select(ScopeOf).Contains).Take(1)];
            if (with.Count == 0 && per == ScopeKind.All)
                with = [.. scopes];
            foreach (var scope in with)
                changes[scope].Add(input);
        }

        return
        [
            .. scopes.Select(scope =>
                Change(
                    scope,
                    changes[scope],
                    [.. touched.Where(part => ScopeOf(part) == scope).OrderBy(part => part.ToString(), StringComparer.Ordinal)],
                    sides
                )
            ),
        ];
    }

    private ScopeChange Change(Scope scope, List<PathChange> changes, ImmutableArray<AppInEnvironment> touched, DivergedChanges sides)
    {
        var paths = changes.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        var moved =
            changes.Count == 0
                ? null
                : sides
                    .Theirs.Select(change => change.Path)
                    .Order(StringComparer.Ordinal)
                    .FirstOrDefault(path => paths.Contains(path) || (!PathOwners.IsShared(path) && Depends(path, touched)));
        return new ScopeChange(scope, [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)], touched, moved);
    }

    private bool Depends(string path, ImmutableArray<AppInEnvironment> touched) =>
        owners.Owner(path) is { } owner ? touched.Contains(owner) : owners.Readers(path).Any(touched.Contains);

    private Scope ScopeOf(AppInEnvironment part) => Scope.Of(part, per, prefix);
}
