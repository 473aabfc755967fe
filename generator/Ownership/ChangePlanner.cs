using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Ownership;

/// <summary>What a person decided about files that are not as the tool left them.</summary>
public enum HandEdits
{
    Refuse,
    Adopt,
    Discard,
}

/// <summary>
/// Compares what should be with what is and with what was recorded. Only owned files are replaced or deleted; a hand edit is an
/// error until a person decides; more deletions than the budget stop.
/// </summary>
/// <param name="before">The repository's files when the run began.</param>
public sealed class ChangePlanner(FileIndex index, Snapshot before, HandEdits handEdits, DiagnosticBag diagnostics)
{
    /// <summary>A person wants what is generated in place of every edit, those that were adopted too.</summary>
    public bool TakesBackAdopted { get; init; }

    private readonly List<FileChange> changes = [];
    private readonly List<string> edited = [];
    private readonly List<string> adopted = [];
    private readonly List<string> lineEnds = [];

    /// <param name="desired">Every owner in scope.</param>
    /// <param name="recorded">The records of all owners in scope, those that are no longer desired too.</param>
    /// <param name="others">The records out of scope: what they own is nobody's stray.</param>
    public ChangeSet Plan(IReadOnlyList<Desired> desired, IReadOnlyList<OwnedFiles> recorded, IReadOnlyList<OwnedFiles> others)
    {
        var records = recorded.ToDictionary(record => record.Directory, StringComparer.Ordinal);
        var wanted = desired.SelectMany(owner => owner.Files.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var owner in desired)
            Owner(owner, records.GetValueOrDefault(owner.Directory) ?? OwnedFiles.Nothing(owner.Directory), wanted);
        foreach (
            var gone in recorded.ExceptBy(desired.Select(owner => owner.Directory), record => record.Directory, StringComparer.Ordinal)
        )
            Gone(gone, wanted);
        if (lineEnds.Count > 0)
            diagnostics.Add(
                Messages.LineEndsOfGenerated(
                    Position.Start(lineEnds.Min(StringComparer.Ordinal)!),
                    [.. lineEnds.Order(StringComparer.Ordinal)]
                )
            );
        return new ChangeSet(
            [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)],
            [.. Stray(desired, recorded, others, wanted)],
            [.. edited.Order(StringComparer.Ordinal)],
            [.. adopted.Order(StringComparer.Ordinal)]
        );
    }

    /// <summary>
    /// Stops a render that would delete more than <paramref name="limit"/> per cent of what the records own, or all that units own.
    /// </summary>
    public static void CheckBudget(
        ChangeSet set,
        IReadOnlyList<OwnedFiles> records,
        int limit,
        bool allowed,
        Position at,
        DiagnosticBag diagnostics
    )
    {
        var deleted = set.Deleted.ToHashSet(StringComparer.Ordinal);
        var owned = records.SelectMany(record => record.Files.Keys).ToList();
        var deletions = owned.Count(deleted.Contains);
        if (deletions == 0)
            return;
        var inUnits = owned.Where(IsInUnit).ToList();
        if (inUnits.Count > 0 && inUnits.TrueForAll(deleted.Contains) && !set.Written.Any(IsInUnit))
            diagnostics.Add(Messages.DeletesEverything(at, inUnits.Count));
        else if (!allowed && (Over(owned, _ => true) || Over(owned, IsApplication)))
            diagnostics.Add(Messages.DeletionBudget(at, deletions, owned.Count, limit));

        bool Over(IEnumerable<string> all, Func<string, bool> some) =>
            all.Count(path => some(path) && deleted.Contains(path)) * 100 > all.Count(some) * limit;
    }

    // Each stands for all that its unit runs, however few files that has.
    private static bool IsApplication(string path) => FleetLayout.Read(path) is ApplicationFile;

    private static bool IsInUnit(string path) => FleetLayout.Read(path) is IInEnvironment;

    private void Owner(Desired owner, OwnedFiles record, HashSet<string> wanted)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (path, content) in owner.Files)
        {
            files[path] = content.Sha256;
            if (Write(owner.Directory, path, content, record) is { } edit)
                kept[path] = edit;
        }

        foreach (var path in record.Files.Keys.Where(path => !wanted.Contains(path)))
            Delete(owner.Directory, path, record);
        Record(new OwnedFiles(owner.Directory, files.ToImmutable(), kept.ToImmutable()) { Leaving = owner.Leaving, Phase = owner.Phase });
    }

    /// <returns>The digest of a hand edit that is kept in place of <paramref name="content"/>.</returns>
    private string? Write(string owner, string path, Content content, OwnedFiles record)
    {
        if (Blocked(path))
            return null;
        var now = index.Sha256(path);
        if (now == content.Sha256)
            return null;
        var known = record.Files.GetValueOrDefault(path);
        if (now is not null && now != known)
        {
            if (!TakesBackAdopted && record.Adopted.GetValueOrDefault(path) == now && known == content.Sha256)
            {
                adopted.Add(path);
                return now;
            }

            if (known is not null)
                edited.Add(path);
            if (handEdits == HandEdits.Adopt)
            {
                adopted.Add(path);
                return now;
            }

            if (handEdits == HandEdits.Refuse)
                Refuse(path, known);
        }

        changes.Add(new FileChange(owner, path, now is null ? ChangeKind.Add : ChangeKind.Change, now, content));
        return null;
    }

    // What differs in the ends of lines alone was no person's edit; it is told once for all files.
    private void Refuse(string path, string? known)
    {
        if (known is not null && Digest.OfLines(index.ReadBytes(path)) == known)
            lineEnds.Add(path);
        else
            diagnostics.Add(known is null ? Messages.InTheWay(path) : Messages.HandEdited(path));
    }

    private void Delete(string owner, string path, OwnedFiles record)
    {
        if (index.Sha256(path) is not { } now)
            return;
        if (now != record.Files[path])
        {
            edited.Add(path);
            if (handEdits == HandEdits.Adopt)
                return;
            if (handEdits == HandEdits.Refuse)
            {
                Refuse(path, record.Files[path]);
                return;
            }
        }

        if (!Blocked(path))
            changes.Add(new FileChange(owner, path, ChangeKind.Delete, now, null));
    }

    private void Gone(OwnedFiles record, HashSet<string> wanted)
    {
        foreach (var path in record.Files.Keys.Where(path => !wanted.Contains(path)))
            Delete(record.Directory, path, record);
        if (index.Sha256(record.Path) is { } now)
            changes.Add(new FileChange(record.Directory, record.Path, ChangeKind.Delete, now, null));
    }

    // The record is ours alone and holds nothing that cannot be computed again.
    private void Record(OwnedFiles record)
    {
        if (Blocked(record.Path))
            return;
        var content = new Content.Text(record.Write());
        var now = index.Sha256(record.Path);
        if (now != content.Sha256)
            changes.Add(new FileChange(record.Directory, record.Path, now is null ? ChangeKind.Add : ChangeKind.Change, now, content));
    }

    private bool Blocked(string path)
    {
        if (before.LinkOnTheWay(path) is { } link)
            diagnostics.Add(Messages.LinkInTheWay(path, link));
        else if (!before.Files.ContainsKey(path) && index.Files.DirectoryExists(path))
            diagnostics.Add(Messages.DirectoryInTheWay(path));
        else
            return false;
        return true;
    }

    private IEnumerable<string> Stray(
        IReadOnlyList<Desired> desired,
        IReadOnlyList<OwnedFiles> recorded,
        IReadOnlyList<OwnedFiles> others,
        HashSet<string> wanted
    )
    {
        var owned = recorded
            .Concat(others)
            .SelectMany(record => record.Files.Keys.Append(record.Path))
            .Concat(desired.Select(owner => OwnedFiles.PathIn(owner.Directory)))
            .Concat(wanted)
            .ToHashSet(StringComparer.Ordinal);
        var generated = desired
            .Select(owner => owner.Directory)
            .Concat(recorded.Select(record => record.Directory))
            .Append(FleetLayout.ArgoCd)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var link in before.Links.Where(IsGenerated))
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
        return before.Files.Keys.Where(path => !owned.Contains(path) && IsGenerated(path)).Order(StringComparer.Ordinal);

        bool IsGenerated(string path)
        {
            while ((path = RepositoryPath.Parent(path)).Length > 0)
                if (generated.Contains(path))
                    return true;
            return false;
        }
    }
}
