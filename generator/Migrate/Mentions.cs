using System.Text;
using GitOpsGen.Migrate.Sources;

namespace GitOpsGen.Migrate;

/// <summary>Finds every mention of the old namespace in a file, with its place in bytes, lines and columns.</summary>
internal static class Mentions
{
    public static IReadOnlyList<Occurrence> Of(MoveContext context, SourceFile file)
    {
        var found = new List<Occurrence>();
        var judge = new FileJudge(context, file);
        var from = context.Request.From;
        var length = Encoding.UTF8.GetByteCount(from);
        var (bytes, line, lineStart, last) = (file.HasByteOrderMark ? Encoding.UTF8.Preamble.Length : 0, 1, 0, 0);
        for (var at = file.Text.IndexOf(from, StringComparison.Ordinal); at >= 0; at = file.Text.IndexOf(from, at + from.Length, StringComparison.Ordinal))
        {
            var between = file.Text.AsSpan(last, at - last);
            bytes += Encoding.UTF8.GetByteCount(between);
            line += between.Count('\n');
            if (between.LastIndexOf('\n') is >= 0 and var feed) lineStart = last + feed + 1;
            last = at;
            found.Add(new Occurrence(file.Path, line, Column(file.Text.AsSpan(lineStart, at - lineStart)), bytes, length, judge.Judge(at), Edit: false));
        }

        return found;
    }

    // A character beyond the basic plane, as an emoji, is one for a person, though it takes two of the text's units.
    private static int Column(ReadOnlySpan<char> before)
    {
        var count = 1;
        foreach (var unit in before)
            if (!char.IsLowSurrogate(unit)) count++;
        return count;
    }
}
