using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>A stretch of a text that git could not merge.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="End">Its last line; the same line where a single marker was left behind.</param>
/// <param name="Ours">What git calls the side that comes first; empty where it does not say.</param>
/// <param name="Theirs">What git calls the other side.</param>
public sealed record Conflict(int Line, int End, string Ours, string Theirs)
{
    public string Sides => $"'{Name(Ours, "the first side")}' with '{Name(Theirs, "the other")}'";

    private static string Name(string label, string otherwise) => label.Length > 0 ? label : otherwise;
}

/// <summary>
/// Finds what git writes into a text that it could not merge: lines of one sign, seven times unless the attribute
/// <c>conflict-marker-size</c> says otherwise, in the styles merge, diff3 and zdiff3.
/// </summary>
public static class ConflictMarkers
{
    private const int Usual = 7;

    // Shorter ones than three stand in many a text.
    private const int Least = 3;

    private static readonly string[] Signs = ["<<<", new('>', Usual), new('=', Usual), new('|', Usual)];

    private static readonly byte[][] Bytes = [.. Signs.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Every conflict of a text. Of a marker alone it is only sure where nothing else can begin a line with it.</summary>
    /// <param name="path">Its ending tells what it is.</param>
    public static ImmutableArray<Conflict> Find(string path, string text)
    {
        if (!MayHave(text))
            return [];
        var lines = text.Split('\n');
        var found = Blocks(lines).Select(block => block.Conflict(lines)).ToImmutableArray();
        return found.IsEmpty && IsData(path) ? Left(lines) : found;
    }

    /// <summary>What is said of a text that a person must merge; null where there is nothing to merge.</summary>
    public static Diagnostic? Trouble(string path, string text) =>
        Find(path, text) is [var first, ..] all
            ? Messages.ConflictMarkers(path, new Position(path, first.Line, 1), first.Sides, first.End, all.Length - 1)
            : null;

    /// <summary>The same of a file's bytes, of which hardly any have anything like a marker.</summary>
    public static Diagnostic? Trouble(string path, byte[] content) =>
        Array.Exists(Bytes, sign => content.AsSpan().IndexOf(sign) >= 0) ? Trouble(path, Encoding.UTF8.GetString(content)) : null;

    /// <summary>A text as the two sides have it; null where it has no conflict.</summary>
    public static (string Ours, string Theirs)? Sides(string text)
    {
        if (!MayHave(text))
            return null;
        var lines = text.Split('\n');
        var blocks = Blocks(lines).ToList();
        return blocks.Count == 0 ? null : (Side(lines, blocks, isOurs: true), Side(lines, blocks, isOurs: false));
    }

    private static bool MayHave(string text) => Array.Exists(Signs, sign => text.Contains(sign, StringComparison.Ordinal));

    private static bool IsData(string path) => Path.GetExtension(path) is ".yaml" or ".yml" or ".json";

    private static IEnumerable<Block> Blocks(string[] lines)
    {
        for (var line = 0; line < lines.Length; line++)
            if (Size(lines[line], '<') is >= Least and var size && Block.At(lines, line, size) is { } block)
            {
                yield return block;
                line = block.End;
            }
    }

    private static ImmutableArray<Conflict> Left(string[] lines) =>
        [
            .. lines
                .Index()
                .Where(line => "<>=|".Any(sign => Size(line.Item, sign) == Usual))
                .Take(1)
                .Select(line => new Conflict(line.Index + 1, line.Index + 1, "", "")),
        ];

    private static string Side(string[] lines, List<Block> blocks, bool isOurs)
    {
        var kept = new StringBuilder();
        for (var line = 0; line < lines.Length; line++)
            if (blocks.TrueForAll(block => block.Has(line, isOurs)))
                kept.Append(lines[line]).Append(line < lines.Length - 1 ? "\n" : "");
        return kept.ToString();
    }

    /// <summary>How many times a marker's line has its sign; 0 for any other line.</summary>
    private static int Size(string line, char sign)
    {
        var size = line.AsSpan().IndexOfAnyExcept(sign) is >= 0 and var end ? end : line.Length;
        var rest = line.AsSpan(size).TrimEnd('\r');
        return size > 0 && (rest.IsEmpty || (rest[0] == ' ' && sign != '=')) ? size : 0;
    }

    private static string Label(string line, int size) => line.Length > size ? line[size..].Trim() : "";

    /// <summary>The lines of a conflict's markers; <paramref name="Base"/> begins what both come from, or is the line between.</summary>
    private sealed record Block(int Start, int Base, int Middle, int End, int Size)
    {
        public static Block? At(string[] lines, int start, int size)
        {
            int? ancestor = null;
            int? middle = null;
            for (var line = start + 1; line < lines.Length; line++)
                if (middle is null && ancestor is null && ConflictMarkers.Size(lines[line], '|') == size)
                    ancestor = line;
                else if (middle is null && ConflictMarkers.Size(lines[line], '=') == size)
                    middle = line;
                else if (middle is { } between && ConflictMarkers.Size(lines[line], '>') == size)
                    return new Block(start, ancestor ?? between, between, line, size);
                else if (ConflictMarkers.Size(lines[line], '<') == size)
                    return null;
            return null;
        }

        public bool Has(int line, bool isOurs) =>
            line < Start || line > End || (isOurs ? line > Start && line < Base : line > Middle && line < End);

        public Conflict Conflict(string[] lines) => new(Start + 1, End + 1, Label(lines[Start], Size), Label(lines[End], Size));
    }
}
