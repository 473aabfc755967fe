using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate;

/// <summary>Finds every mention of the old namespace in a file, with its place in bytes, lines and columns.</summary>
internal static class Mentions
{
    public static IReadOnlyList<Occurrence> Of(RelocationContext context, SourceFile file)
    {
        var found = new List<Occurrence>();
        var judge = new FileJudge(context, file);
        var from = context.Request.From;
        var length = file.Encoding.Count(from);
        var (bytes, line, lineStart, last, pairs) = (file.Encoding.Mark, 1, 0, 0, 0);
        for (
            var at = file.Text.IndexOf(from, StringComparison.Ordinal);
            at >= 0;
            at = file.Text.IndexOf(from, at + from.Length, StringComparison.Ordinal)
        )
        {
            var between = file.Text.AsSpan(last, at - last);
            bytes += file.Encoding.Count(between);
            line += between.Count('\n');
            var feed = between.LastIndexOf('\n');
            if (feed >= 0)
                (lineStart, pairs) = (last + feed + 1, 0);
            pairs += Pairs(between[(feed + 1)..]);
            last = at;
            found.Add(new Occurrence(file.Path, line, at - lineStart - pairs + 1, bytes, length, judge.Judge(at), Edit: false));
        }

        return found;
    }

    // A character beyond the basic plane, as an emoji, is one for a person, though it takes two of the text's units.
    private static int Pairs(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit))
                count++;
        return count;
    }
}
