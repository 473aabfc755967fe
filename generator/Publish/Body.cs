using System.Collections.Immutable;
using GitOpsGen.Layout;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>What goes into the pull request: the managed part of its body, and the comments for what that has no room for.</summary>
public sealed record Body(string Text, ImmutableArray<string> Pages);

/// <summary>
/// Shows a difference as well as there is room: open, folded, as a summary with the difference in comments, or as a summary alone.
/// </summary>
public sealed class BodyWriter(Texts texts)
{
    /// <summary>Of the 65,536 characters that GitHub takes; the rest is for people.</summary>
    public const int Limit = 60_000;

    // More than a screen or two is folded.
    private const int OpenLimit = 12_000;
    private const int MostPages = 5;

    // How many lines of each list, and how much of each: the first that fits is taken.
    private static readonly (int Lines, int Characters)[] Rooms = [(200, 2_000), (60, 400), (15, 200), (3, 200)];

    public Body Write(Review written, IReadOnlyDictionary<string, object?> data)
    {
        // Escaped before it is measured: what is shown may be longer than what was quoted.
        var review = written with
        {
            Sections = DifferencePages.Escaped(written.Sections),
        };
        var body =
            Rooms.Select(room => Write(review, data, room)).FirstOrDefault(body => body.Text.Length <= Limit)
            ?? Write(review, data, Rooms[^1]);
        return body.Text.Length <= Limit ? body : body with { Text = body.Text[..Limit] };
    }

    private Body Write(Review review, IReadOnlyDictionary<string, object?> data, (int Lines, int Characters) room)
    {
        var whole = DifferencePages.Whole(review.Sections);
        if (whole.Length <= OpenLimit)
            return new Body(Frame(review, whole, data, room), []);
        if (whole.Length < Limit && Frame(review, DifferencePages.Folded(whole), data, room) is { Length: <= Limit } folded)
            return new Body(folded, []);
        var pages = DifferencePages.Of(review.Sections);
        return pages.Length <= MostPages
            ? new Body(
                Frame(
                    review,
                    $"The difference has no room here; it is in {pages.Length} comment{(pages.Length == 1 ? "" : "s")} below.",
                    data,
                    room
                ),
                pages
            )
            : new Body(
                Frame(
                    review,
                    $"The difference ({whole.Length:N0} characters) is too long to be shown here or in comments. Read it under "
                        + "*Files changed*.",
                    data,
                    room
                ),
                []
            );
    }

    private string Frame(Review review, string difference, IReadOnlyDictionary<string, object?> data, (int Lines, int Characters) room)
    {
        var all = new Dictionary<string, object?>(data, StringComparer.Ordinal)
        {
            ["title"] = MarkdownText.Escape(review.Title),
            ["scope"] = MarkdownText.Escape($"{data.GetValueOrDefault("scope")}"),
            ["reasons"] = (data.GetValueOrDefault("reasons") as IEnumerable<string> ?? []).Select(MarkdownText.Escape).ToList(),
            ["units"] = (data.GetValueOrDefault("units") as IEnumerable<string> ?? []).Select(MarkdownText.Escape).ToList(),
            ["runbooks"] = Cut(review.Runbooks.Select(MarkdownText.Code), room),
            ["moves"] = Cut(review.Moves, room),
            ["scraped"] = Cut(review.Costs, room),
            ["notes"] = Cut(review.Notes, room),
            ["risks"] = Cut(review.Risks, room),
            ["rows"] = review
                .Rows.Take(room.Lines)
                .Select(row => new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["unit"] = MarkdownText.Escape(DifferencePages.Short(row.Unit)),
                    ["added"] = row.Added,
                    ["changed"] = row.Changed,
                    ["deleted"] = row.Deleted,
                })
                .ToList(),
            ["moreRows"] = Math.Max(0, review.Rows.Length - room.Lines),
            ["difference"] = difference,
        };
        var text = texts.Render(FleetLayout.PullRequest, all);
        // A template of somebody's own may leave them out, and what nobody saw would look like nothing.
        var untold = Cut(review.Costs, room).Concat(Cut(review.Notes, room)).Where(note => !text.Contains(note, StringComparison.Ordinal));
        return text + string.Concat(untold.Select(note => $"\n> {note}\n"));
    }

    private static List<string> Cut(IEnumerable<string> lines, (int Lines, int Characters) room)
    {
        // What is cut may have lost the end of its code, so that is shown as it is written.
        List<string> all =
        [
            .. lines.Select(line => line.Length <= room.Characters ? line : $"{MarkdownText.Escape(line[..room.Characters])}…"),
        ];
        return all.Count <= room.Lines ? all : [.. all.Take(room.Lines), $"and {all.Count - room.Lines} more"];
    }
}
