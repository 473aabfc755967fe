using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>What a reviewer is to judge, whoever found it out.</summary>
/// <param name="Title">One line, as it was put together.</param>
/// <param name="Rows">The summary table: what, and how much of it changes.</param>
/// <param name="Risks">The worst first; Markdown.</param>
public sealed record Review(
    string Title,
    ImmutableArray<ReviewRow> Rows,
    ImmutableArray<string> Risks,
    ImmutableArray<ReviewSection> Sections
)
{
    /// <summary>What goes from one namespace to another; Markdown.</summary>
    public ImmutableArray<string> Moves { get; init; } = [];

    /// <summary>How much more or less is scraped; Markdown.</summary>
    public ImmutableArray<string> Costs { get; init; } = [];

    /// <summary>How to take it back where a revert of the commit would do harm.</summary>
    public ImmutableArray<string> Runbooks { get; init; } = [];

    /// <summary>What could not be looked into; Markdown.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

public sealed record ReviewRow(string Unit, int Added, int Changed, int Deleted);

/// <summary>A part of the difference, with a heading of its own.</summary>
public sealed record ReviewSection(string Heading, string Difference);

/// <summary>The review of a change: what it does in clusters, then the files that people wrote for it.</summary>
public sealed class FileReview(ScopeChange change, PathOwners owners, IReadOnlyDictionary<string, string> texts, ClusterReview clusters)
{
    // A section beyond this is read in the files.
    private const int LinesOfOne = 2000;

    public Review Make() =>
        new(Title(), [.. Groups().Select(Row)], [.. Risks()], [.. clusters.Sections, .. change.Changes.Where(IsShown).Select(Section)])
        {
            Notes = [.. clusters.Notes],
            Moves = [.. clusters.Moves],
            Costs = [.. clusters.Costs],
            Runbooks =
            [
                .. change
                    .Changes.Where(file =>
                        file.New is not null && FleetLayout.Read(file.Path) is OverlayFile { Rest: OverlayFolder.RollbackRunbook }
                    )
                    .Select(file => file.Path),
            ],
        };

    private IEnumerable<IGrouping<string, PathChange>> Groups() =>
        change
            .Changes.GroupBy(file => owners.Owner(file.Path)?.ToString() ?? Input(file.Path), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);

    // What several units read is named by its folder.
    private static string Input(string path) =>
        FleetLayout.Read(path) switch
        {
            ReleaseFile file => FleetLayout.App(file.App).Release(file.Release).Directory,
            AppFile file => FleetLayout.App(file.App).Directory,
            IInEnvironment file => FleetLayout.Environment(file.Environment).Directory,
            ArgoCdPath => FleetLayout.ArgoCd,
            _ => path,
        };

    private string Title()
    {
        var apps = change.Touched.Select(part => part.App).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var what = apps.Count switch
        {
            0 => "inputs",
            <= 3 => string.Join(", ", apps),
            _ => $"{string.Join(", ", apps.Take(3))} and {apps.Count - 3} more",
        };
        return $"{(change.Scope.Kind == "all" ? "fleet" : change.Scope.Name)}: change {what}";
    }

    private static ReviewRow Row(IGrouping<string, PathChange> group) =>
        new(
            group.Key,
            group.Count(file => file.Old is null),
            group.Count(file => file is { Old: not null, New: not null }),
            group.Count(file => file.New is null)
        );

    private IEnumerable<string> Risks()
    {
        foreach (
            var part in change.Touched.Where(part =>
                change.Changes.Any(file =>
                    file.New is null && file.Path == FleetLayout.Environment(part.Environment).Overlay(part.App).Record
                )
            )
        )
            yield return $"{MarkdownText.Code($"{part}")} goes: Argo CD prunes what it runs.";
        foreach (var risk in clusters.Risks)
            yield return risk;
    }

    private ReviewSection Section(PathChange file) => new(file.Path, Difference(file));

    // Patches, kustomizations, rollbacks and records follow from the inputs; what they do is told object by object.
    private bool IsShown(PathChange file) =>
        RepositoryPath.Name(file.Path) != OverlayFolder.RecordFile
        && !ClusterReview.Covers(file.Path)
        && (owners.Owner(file.Path) is null || RepositoryPath.Name(file.Path) == OverlayFolder.ValuesFile);

    private string Difference(PathChange file) => string.Join('\n', TextDifference.Lines(Text(file.Old), Text(file.New), LinesOfOne));

    private string Text(TreeFile? file) => file is not null && texts.TryGetValue(file.Blob, out var text) ? Hidden(text) : "";

    /// <summary>A text in which no Secret shows more than that it is there: what is taken away was a secret, too.</summary>
    internal static string Hidden(string text) =>
        !PlainSecrets.Documents(text).Any(PlainSecrets.MayShow)
            ? text
            : string.Join(
                "---\n",
                PlainSecrets
                    .Documents(text)
                    .Select(document => PlainSecrets.MayShow(document) ? "# A Secret; its content is not shown.\n" : document)
            );
}
