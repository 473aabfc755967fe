using GitOpsGen.Compare;
using GitOpsGen.Compare.States;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>What a change puts into clusters, object by object, as <c>gitopsgen diff</c> tells it.</summary>
/// <param name="unread">What could not be read of either side.</param>
public sealed class ClusterReview(
    ScopeChange change,
    FleetDiff diff,
    IReadOnlyDictionary<string, string> texts,
    IReadOnlyList<Diagnostic> unread
)
{
    /// <summary>It is told here, so its text need not be shown.</summary>
    public static bool Covers(string path) => ComparedFile.Of(path) is { Kind: not ComparedKind.Values };

    /// <summary>What the reader should know of how far this goes.</summary>
    public IEnumerable<string> Notes => NotesOf(diff, unread);

    /// <summary>How much more or less is scraped.</summary>
    public IEnumerable<string> Costs => diff.Costs.Select(cost => MarkdownText.Escape(Phrases.Cost(cost)));

    public IEnumerable<string> Moves => new MigrationReview(change, diff, texts).Lines;

    public IEnumerable<string> Risks => RisksOf(diff);

    public IEnumerable<ReviewSection> Sections => SectionsOf(diff);

    /// <summary>Markdown.</summary>
    public static IEnumerable<string> NotesOf(FleetDiff diff, IEnumerable<Diagnostic> unread) =>
        unread.Select(item => $"{(item.At is { } at ? $"{at.File}: " : "")}{item.Message}").Concat(diff.Notes).Select(MarkdownText.Escape);

    /// <summary>The worst first; Markdown.</summary>
    public static IEnumerable<string> RisksOf(FleetDiff diff) =>
        diff
            .Groups.Where(group => group.Level > RiskLevel.Low)
            .Select(group =>
                $"**{DiffWords.Of(group.Level)}**: {MarkdownText.Code(Phrases.Headline(group))}: "
                + string.Join("; ", group.Risks.Where(risk => risk.Level > RiskLevel.Low).Select(risk => MarkdownText.Escape(risk.Reason)))
                + $" ({MarkdownText.Escape(Phrases.Where(diff, group))})"
            );

    /// <summary>Each change with its fields.</summary>
    public static IEnumerable<ReviewSection> SectionsOf(FleetDiff diff) =>
        diff.Groups.Select(group => new ReviewSection(
            $"{Phrases.Headline(group)}: {Phrases.Where(diff, group)}",
            string.Join(
                '\n',
                group
                    .Fields.SelectMany(Phrases.Lines)
                    .Concat(group.Body.Length == 0 ? [] : Phrases.Marked(group.Body, group.Kind == ChangeKind.Added ? "+ " : "- "))
            )
        ));

    /// <param name="texts">Of the blobs that differ.</param>
    /// <param name="root">The fleet's folder, which names the Helm to use.</param>
    /// <param name="old">The tree or commit that is changed.</param>
    /// <param name="new">The tree that it becomes.</param>
    public static async Task<ClusterReview> OfAsync(
        ScopeChange change,
        IReadOnlyDictionary<string, string> texts,
        string root,
        ToolTrust trust,
        GitRepository git,
        string old,
        string @new,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        using var blobs = new BlobReader(git);
        var tree = new FileTree(root);
        var left = await FleetSide.OfCommitAsync(git, new SideName("the base", old), tree, blobs, cancellation);
        var right = await FleetSide.OfCommitAsync(git, new SideName("this change", @new), tree, blobs, cancellation);
        var unread = new DiagnosticBag();
        var diff = await new SideComparison(root, trust, new MessagesOnlyProgress(progress), unread).CompareAsync(
            left,
            right,
            cancellation
        );
        return new ClusterReview(change, diff, texts, unread.Sorted());
    }
}
