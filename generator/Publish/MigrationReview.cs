using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>A move between namespaces in a few lines, before all its objects are told one by one.</summary>
internal sealed class MigrationReview(ScopeChange change, FleetDiff diff, IReadOnlyDictionary<string, string> texts)
{
    // Of one kind; the others are told with the objects.
    private const int MostNames = 12;

    /// <summary>Markdown: the steps that units take, then what moves from where to where.</summary>
    public IEnumerable<string> Lines => [.. Steps().Distinct(StringComparer.Ordinal), .. Objects()];

    private IEnumerable<string> Steps()
    {
        foreach (var file in change.Changes.Where(file => file.New is not null))
            if (
                FleetLayout.Read(file.Path) is OwnedRecord { Environment: var environment, App: var app }
                && (Phase(file.Old, file.Path), Phase(file.New, file.Path)) is var (from, to)
                && from != to
            )
                yield return $"{MarkdownText.Code($"{environment}/{app}")} goes from **{from.Word()}** to **{to.Word()}**";
    }

    private Phase Phase(TreeFile? file, string path) =>
        PhaseWords.Read(
            file is not null && texts.TryGetValue(file.Blob, out var text)
                ? OwnedFiles.Read(RepositoryPath.Parent(path), text, new DiagnosticBag())?.Phase
                : null
        );

    private IEnumerable<string> Objects() =>
        diff
            .Groups.Where(group =>
                group.Kind is Compare.ChangeKind.Moved or Compare.ChangeKind.Copied && group.From?.Namespace != group.Object.Namespace
            )
            .GroupBy(
                group =>
                    $"{DiffWords.Of(group.Kind)} from {MarkdownText.Code(group.From!.Value.Namespace)} to "
                    + $"{MarkdownText.Code(group.Object.Namespace)} ({MarkdownText.Escape(Phrases.Where(diff, group))})",
                StringComparer.Ordinal
            )
            .Select(move =>
                $"{move.Key}: "
                + string.Join(
                    "; ",
                    move.GroupBy(group => group.Object.GroupKind, StringComparer.Ordinal)
                        .Select(kind => $"{MarkdownText.Escape(kind.Key)} {Names(kind)}")
                )
            );

    private static string Names(IEnumerable<ChangeGroup> groups)
    {
        var names = groups.Select(group => MarkdownText.Code(group.Object.Name)).ToList();
        return names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
    }
}
