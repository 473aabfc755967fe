using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Apply;

/// <summary>
/// Compares what a chart makes before and after the moves: every line must be the old one, with old namespaces become new ones.
/// </summary>
public static partial class RenderedDifference
{
    /// <summary>How many names moved, and the first difference that is something else; null when there is none.</summary>
    public static (int Moves, string? Other) Of(string before, string after, string from, string to)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var moves = 0;
        for (var line = 0; line < Math.Min(old.Length, now.Length); line++)
        {
            if (old[line] == now[line])
                continue;
            if (Swaps(old[line].Split(from), now[line], 0, 0, from, to) is not { } swaps)
                return (moves, $"line {line + 1}: '{old[line].Trim()}' became '{now[line].Trim()}'");
            moves += swaps;
        }

        return (moves, old.Length == now.Length ? null : $"{old.Length} lines became {now.Length}");
    }

    // The pieces between the old names, joined by old or new ones, must give the new line. Where one name begins with the other, both are
    // tried.
    private static int? Swaps(string[] pieces, string line, int piece, int at, string from, string to)
    {
        if (!Piece(pieces[piece], line, at, out var end))
            return null;
        if (piece == pieces.Length - 1)
            return end == line.Length ? 0 : null;
        if (Stands(to, line, end) && Swaps(pieces, line, piece + 1, end + to.Length, from, to) is { } swaps)
            return swaps + 1;
        return Stands(from, line, end) ? Swaps(pieces, line, piece + 1, end + from.Length, from, to) : null;
    }

    // A digest of what moved moves with it, as charts put one on their pods.
    private static bool Piece(string piece, string line, int at, out int end)
    {
        end = at + piece.Length;
        if (Stands(piece, line, at))
            return true;
        return end <= line.Length && DigestOfContent().Replace(piece, "") == DigestOfContent().Replace(line[at..end], "");
    }

    private static bool Stands(string text, string line, int at) => string.CompareOrdinal(line, at, text, 0, text.Length) == 0;

    [GeneratedRegex("(?<![0-9a-zA-Z])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-zA-Z])")]
    private static partial Regex DigestOfContent();
}
