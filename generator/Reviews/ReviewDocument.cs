using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

/// <summary>
/// A review as Markdown: what fails first, then the risks, the findings, what Argo CD would not do, the generated files, and the
/// difference, as well as there is room for it.
/// </summary>
public sealed class ReviewDocument(FleetReview review, Verdict verdict)
{
    private const int OpenLimit = 8_000;
    private const int MostPages = 5;

    // How many lines of each list, and how much of each: the first that fits is taken.
    private static readonly (int Lines, int Characters)[] Rooms = [(200, 2_000), (60, 400), (15, 200), (3, 200)];

    /// <summary>What is said in a comment, and the comments for what that has no room for.</summary>
    public Body Write()
    {
        var sections = DifferencePages.Escaped(review.Comparison.Diff is { } diff ? ClusterReview.SectionsOf(diff) : []);
        var body =
            Rooms.Select(room => Write(sections, room)).FirstOrDefault(body => body.Text.Length <= BodyWriter.Limit)
            ?? Write(sections, Rooms[^1]);
        return body.Text.Length <= BodyWriter.Limit ? body : body with { Text = body.Text[..BodyWriter.Limit] };
    }

    /// <summary>The first lines, for the page of a check.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        Head(text);
        return text.ToString().TrimEnd('\n');
    }

    private Body Write(ImmutableArray<ReviewSection> sections, (int Lines, int Characters) room)
    {
        var whole = DifferencePages.Whole(sections);
        if (whole.Length <= OpenLimit)
            return new Body(Frame(whole, room), []);
        if (whole.Length < BodyWriter.Limit && Frame(DifferencePages.Folded(whole), room) is { Length: <= BodyWriter.Limit } folded)
            return new Body(folded, []);
        var pages = DifferencePages.Of(sections);
        return pages.Length <= MostPages
            ? new Body(
                Frame($"The difference has no room here; it is in {DiffWords.Many(pages.Length, "comment")} below.", room),
                [.. pages.Select((page, i) => $"**The difference, {i + 1} of {pages.Length}**\n\n{page}")]
            )
            : new Body(
                Frame(
                    $"The difference ({whole.Length:N0} characters) is too long to be shown here or in comments. See it with "
                        + "`gitopsgen diff`.",
                    room
                ),
                []
            );
    }

    private string Frame(string difference, (int Lines, int Characters) room)
    {
        var text = new StringBuilder();
        Head(text);
        List(text, "Errors", review.Errors.Select(error => MarkdownText.Escape(error.ToString())), room);
        List(text, "Risks", review.Comparison.Diff is { } diff ? ClusterReview.RisksOf(diff) : [], room);
        Findings(text, room);
        List(text, "Newly waived", review.NewlyWaived.Select(Waived), room);
        Generated(text, room);
        List(text, "Steps", (review.Comparison.Diff?.Steps ?? []).Select(MarkdownText.Escape), room);
        List(text, "What could not be looked into", Doubts(), room);
        if (difference.Length > 0)
            text.Append($"\n#### The difference\n\n{difference}\n");
        text.Append(
            $"\n<sub>{MarkdownText.Code(ReviewedCommits.Short(review.Commits.Head))} against "
                + $"{MarkdownText.Code(ReviewedCommits.Short(review.Commits.Base))}, where it left its base.</sub>"
        );
        return text.ToString();
    }

    private void Head(StringBuilder text)
    {
        text.Append($"### gitopsgen: {Word(verdict.Conclusion)}\n\n{MarkdownText.Escape(verdict.Words)}\n");
        if (!verdict.Reasons.IsEmpty)
            text.Append('\n');
        foreach (var reason in verdict.Reasons)
            text.Append($"- **{MarkdownText.Escape(reason)}**\n");
        text.Append("\n| | |\n|---|---|\n");
        text.Append($"| clusters | {MarkdownText.Escape(Clusters())} |\n");
        text.Append($"| findings | {MarkdownText.Escape(Counts())} |\n");
        text.Append($"| Argo CD's sync | {MarkdownText.Escape(Sync())} |\n");
        text.Append($"| generated files | {MarkdownText.Escape(Files())} |\n");
    }

    private string Clusters() =>
        review.Comparison.Diff is { } diff ? Phrases.Summary(diff) : "Nobody knows what changes: it does not render.";

    private string Counts()
    {
        if (!review.IsJudged && review.Findings.IsEmpty)
            return "Nothing could be judged.";
        var counts = string.Join(", ", new[] { Severity.Error, Severity.Warning, Severity.Note }.Select(Many));
        var stopped = review.IsJudged ? "" : " They stop the render, so nothing else was judged.";
        return $"{counts}; {review.Findings.Count(one => one.IsNew)} new, {review.Head.Waived} waived.{stopped}";

        string Many(Severity severity) =>
            DiffWords.Many(review.Findings.Count(one => one.Finding.Severity == severity), severity.ToString().ToLowerInvariant());
    }

    private string Sync() =>
        review.Findings.Count(one => one.IsOfSync) is > 0 and var count ? $"{DiffWords.Many(count, "finding")} of what it would not do."
        : review.IsJudged ? "Nothing stands in the way of it."
        : "Not looked into.";

    private string Files()
    {
        var state = review.Generated;
        if (review.Head.Changes is null)
            return "Not looked into.";
        if (state.IsClean)
            return "All are as a render makes them.";
        return string.Join("; ", Parts()) + ".";

        IEnumerable<string> Parts()
        {
            if (state.Wrong.Length + state.Shared.Length is > 0 and var wrong)
                yield return $"{wrong} written here and not as a render makes them";
            if (!state.Adopted.IsEmpty)
                yield return $"{state.Adopted.Length} kept as edited by hand";
            if (!state.Waiting.IsEmpty)
                yield return $"{state.Waiting.Length} wait for a render";
        }
    }

    private void Findings(StringBuilder text, (int Lines, int Characters) room)
    {
        var shown = review.Serious.Concat(review.Findings.Where(one => one.IsNew && one.Finding.Severity == Severity.Note)).ToList();
        if (shown.Count == 0)
            return;
        text.Append("\n#### Findings\n\n| | rule | where | finding |\n|---|---|---|---|\n");
        foreach (var one in shown.Take(room.Lines))
            text.Append(
                $"| {(one.IsNew ? "**new** " : "")}{one.Finding.Severity.ToString().ToLowerInvariant()} | {one.Finding.Rule} | "
                    + $"{MarkdownText.Escape(Cut(Place(one), room))} | {MarkdownText.Escape(Cut(one.Finding.Diagnostic.Message, room))} |\n"
            );
        if (shown.Count > room.Lines)
            text.Append($"\nand {shown.Count - room.Lines} more\n");
    }

    private static string Place(ReviewedFinding one)
    {
        var places = one.Finding.In.Where(place => place.Length > 0).ToList();
        return $"{one.Finding.Diagnostic.At}{(places.Count == 0 ? "" : $" in {Messages.Some(places)}")}".Trim();
    }

    private static string Waived(Validate.Finding finding) =>
        MarkdownText.Escape($"{finding.Rule} {finding.Diagnostic.At}: {finding.Diagnostic.Message} Waived: {finding.Waiver!.Reason}");

    private void Generated(StringBuilder text, (int Lines, int Characters) room)
    {
        var state = review.Generated;
        List(text, "Generated files that no render makes so", [.. state.Wrong, .. state.Shared], room);
        List(text, "Generated files that are kept as edited by hand", state.Adopted, room);
        List(text, "Generated files that wait for a render", state.Waiting, room);

        static void List(StringBuilder text, string title, IEnumerable<string> paths, (int Lines, int Characters) room) =>
            ReviewDocument.List(text, title, paths.Select(MarkdownText.Code), room);
    }

    private IEnumerable<string> Doubts()
    {
        var unread = review.Comparison.Diagnostics.Where(item => item.Severity != Severity.Error);
        var others = review.Head.Diagnostics.Where(item => item.Severity != Severity.Error && item.Code != Messages.JudgedAsRenderedCode);
        return review
            .Doubts.Concat(others)
            .Concat(unread)
            .Select(item => MarkdownText.Escape(item.ToString()))
            .Concat(review.Comparison.Diff is { } diff ? ClusterReview.NotesOf(diff, []) : [])
            .Distinct();
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines, (int Lines, int Characters) room)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n#### {title}\n\n");
        foreach (var line in all.Take(room.Lines))
            // What is cut may have lost the end of its code, so that is shown as it is written.
            text.Append($"- {(line.Length <= room.Characters ? line : $"{MarkdownText.Escape(line[..room.Characters])}…")}\n");
        if (all.Count > room.Lines)
            text.Append($"- and {all.Count - room.Lines} more\n");
    }

    private static string Cut(string text, (int Lines, int Characters) room) =>
        text.Length <= room.Characters ? text : $"{text[..room.Characters]}…";

    private static string Word(Conclusion conclusion) =>
        conclusion switch
        {
            Conclusion.Failure => "the review fails",
            Conclusion.Neutral => "somebody should look",
            _ => "nothing stands against it",
        };
}
