using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>A difference as Markdown: whole, folded, or in pages, each of which has room in a comment.</summary>
public static class DifferencePages
{
    // Two fit on a page, with their headings.
    private const int LongestPiece = (BodyWriter.Limit / 2) - 1_500;

    // Twice what Kubernetes allows for a name, for the two ends of a move.
    private const int LongestName = 600;

    /// <summary>As they are shown, before anybody measures them: that may be longer than what was quoted.</summary>
    public static ImmutableArray<ReviewSection> Escaped(IEnumerable<ReviewSection> sections) =>
        [.. sections.Select(section => section with { Difference = MarkdownText.Block(section.Difference) })];

    /// <summary>All of it as one text.</summary>
    public static string Whole(IEnumerable<ReviewSection> sections) => string.Join("\n\n", sections.Select(Shown));

    private static string Shown(ReviewSection section) =>
        section.Difference.Length == 0
            ? $"**{MarkdownText.Escape(Short(section.Heading))}**"
            : $"**{MarkdownText.Escape(Short(section.Heading))}**\n\n{MarkdownText.Fence("diff", section.Difference).TrimEnd('\n')}";

    public static string Short(string name) => name.Length <= LongestName ? name : $"{name[..LongestName]}…";

    public static string Folded(string text) => $"<details><summary>Show the difference</summary>\n\n{text}\n\n</details>";

    /// <summary>Cut into what each fits into a comment of its own.</summary>
    public static ImmutableArray<string> Of(IEnumerable<ReviewSection> sections)
    {
        var pages = ImmutableArray.CreateBuilder<string>();
        var page = new StringBuilder();
        foreach (var section in sections.SelectMany(Split))
        {
            var shown = Shown(section);
            if (page.Length > 0 && page.Length + shown.Length > BodyWriter.Limit)
                Turn();
            page.Append(shown).Append("\n\n");
        }

        Turn();
        return pages.ToImmutable();

        void Turn()
        {
            if (page.Length > 0)
                pages.Add(page.ToString().TrimEnd('\n'));
            page.Clear();
        }
    }

    private static IEnumerable<ReviewSection> Split(ReviewSection section)
    {
        var part = new StringBuilder();
        foreach (
            var line in section
                .Difference.Split('\n')
                .SelectMany(line => line.Chunk(LongestPiece).Select(piece => new string(piece)).DefaultIfEmpty(""))
        )
        {
            if (part.Length > 0 && part.Length + line.Length > LongestPiece)
            {
                yield return section with
                {
                    Difference = part.ToString().TrimEnd('\n'),
                };
                part.Clear();
            }

            part.Append(line).Append('\n');
        }

        yield return section with
        {
            Difference = part.ToString().TrimEnd('\n'),
        };
    }
}
