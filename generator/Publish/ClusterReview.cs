using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Diff;
using GitOpsGen.Diff.Compare;
using GitOpsGen.Diff.Group;
using GitOpsGen.Diff.Writers;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What a change puts into clusters, object by object, as <c>gitopsgen diff</c> tells it.</summary>
internal sealed class ClusterReview(ScopeChange change, IReadOnlyDictionary<string, string> texts)
{
    private readonly FleetDiff diff = Compare(change, texts);

    /// <summary>It is told here, so its text need not be shown.</summary>
    public static bool Covers(string path) => ComparedFile.Of(path) is { Kind: not ComparedKind.Values };

    public IEnumerable<string> Moves => new MoveReview(change, diff, texts).Lines;

    public IEnumerable<string> Risks => diff.Groups.Where(group => group.Level > RiskLevel.Low)
        .Select(group => $"**{Words.Of(group.Level)}**: {MarkdownText.Code(Phrases.Headline(group))}: {string.Join("; ", group.Risks.Where(risk => risk.Level > RiskLevel.Low).Select(risk => MarkdownText.Escape(risk.Reason)))} ({MarkdownText.Escape(Phrases.Where(diff, group))})");

    public IEnumerable<ReviewSection> Sections => diff.Groups.Select(group => new ReviewSection(
        $"{Phrases.Headline(group)}: {Phrases.Where(diff, group)}",
        string.Join('\n', group.Fields.SelectMany(Phrases.Lines).Concat(group.Body.Length == 0 ? [] : Phrases.Marked(group.Body, group.Kind == ChangeKind.Added ? "+ " : "- ")))));

    private static FleetDiff Compare(ScopeChange change, IReadOnlyDictionary<string, string> texts)
    {
        var grouping = new Grouping();
        var files = change.Changes.Select(file => (File: file, As: ComparedFile.Of(file.Path))).Where(one => one.As is { Kind: not ComparedKind.Values });
        // Objects move within one environment.
        foreach (var scope in files.GroupBy(one => one.As!.Scope, StringComparer.Ordinal))
            foreach (var found in Successors.Find([.. scope.SelectMany(one => FileComparer.Compare(one.As!.Place, Bytes(one.File.Old), Bytes(one.File.New), new DiagnosticBag(), new DiagnosticBag()))])) grouping.Add(found);
        return new FleetDiff(new SideName("", null), new SideName("", null), grouping.ToGroups(), ImmutableArray<UnitState>.Empty, []);

        ReadOnlyMemory<byte> Bytes(TreeFile? file) => file is not null && texts.TryGetValue(file.Blob, out var text) ? Encoding.UTF8.GetBytes(text) : default;
    }
}
