using DiffPlex;

namespace GitOpsGen.Ownership;

/// <summary>A stretch of lines that differs: where it begins, what was there and what is there.</summary>
public sealed record LineBlock(int Start, IReadOnlyList<string> Old, IReadOnlyList<string> New);

/// <summary>
/// Compares texts by line. A line's end is part of it, and is written out where it is not the plain one: a text that differs in nothing
/// else is never shown as the same.
/// </summary>
public sealed class LineDifference
{
    private const char CarriageReturn = '\u240d';

    private LineDifference(IReadOnlyList<string> old, IReadOnlyList<LineBlock> blocks) => (Old, Blocks) = (old, blocks);

    /// <summary>All lines as they were.</summary>
    public IReadOnlyList<string> Old { get; }

    public IReadOnlyList<LineBlock> Blocks { get; }

    public static LineDifference Of(string old, string @new)
    {
        var found = new Differ().CreateCustomDiffs(old, @new, ignoreWhiteSpace: false, chunker: Lines);
        // Only where one of them ends without a line's end is that worth a word.
        var isTold = old.EndsWith('\n') != @new.EndsWith('\n');
        var (left, right) = (Shown(found.PiecesOld, isTold), Shown(found.PiecesNew, isTold));
        return new LineDifference(
            left,
            [
                .. found.DiffBlocks.Select(block => new LineBlock(
                    block.DeleteStartA,
                    left[block.DeleteStartA..(block.DeleteStartA + block.DeleteCountA)],
                    right[block.InsertStartB..(block.InsertStartB + block.InsertCountB)]
                )),
            ]
        );
    }

    // Each with its end.
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var from = 0; from < text.Length; )
        {
            var end = text.IndexOf('\n', from);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add(text[from..next]);
            from = next;
        }

        return [.. lines];
    }

    private static string[] Shown(IEnumerable<string> lines, bool isTold) => [.. lines.Select(line => Shown(line, isTold))];

    private static string Shown(string line, bool isTold) =>
        line.EndsWith('\n') ? line[..^1].Replace('\r', CarriageReturn)
        : isTold ? $"{line.Replace('\r', CarriageReturn)} (no end of line)"
        : line.Replace('\r', CarriageReturn);
}
