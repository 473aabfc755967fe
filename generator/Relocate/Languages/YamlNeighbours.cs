using System.Buffers;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// A manifest, or the inputs of a task, in a text that is no YAML file: the lines of the same indentation tell what it is about.
/// </summary>
internal static class YamlNeighbours
{
    private const int MostLines = 60;

    private static readonly SearchValues<char> Odd = SearchValues.Create(" {}()\"'$=");

    private static readonly string[] Naming =
    [
        "name",
        "release",
        "chart",
        "deployment",
        "daemonset",
        "service",
        "configmap",
        "secret",
        "arguments",
        "manifests",
        "resource",
        "selector",
        "object",
    ];

    /// <summary>Whether the line of the offset is <c>key: …</c> with the offset in its value.</summary>
    public static string? Key(string text, int offset)
    {
        var (start, _) = Words.Line(text, offset);
        var line = text.AsSpan(start, offset - start).Trim().TrimEnd("\"'");
        line = line.StartsWith("- ") ? line[2..].TrimStart() : line;
        var colon = line.IndexOf(':');
        return colon > 0 && line.IndexOfAny(Odd) is var odd && (odd < 0 || odd > colon) ? line[..colon].ToString() : null;
    }

    public static void Testify(string text, int offset, Witnesses witnesses)
    {
        var (start, end) = Words.Line(text, offset);
        var column = Column(text, start);
        var first = Item(text, start);
        for (var (at, i) = (start, 0); i < MostLines && at > 0 && !first; i++)
        {
            at = Words.Line(text, at - 1).Start;
            if (!Same(text, at, column, witnesses, out first))
                break;
        }

        for (var (at, i) = (end, 0); i < MostLines && text.IndexOf('\n', at) is >= 0 and var newline && newline + 1 < text.Length; i++)
        {
            at = Words.Line(text, newline + 1).End;
            if (Item(text, newline + 1) && Column(text, newline + 1) == column)
                break;
            if (!Same(text, newline + 1, column, witnesses, out _))
                break;
        }
    }

    // False where the mapping ends; deeper lines belong to a neighbour.
    private static bool Same(string text, int start, int column, Witnesses witnesses, out bool item)
    {
        item = false;
        var (_, end) = Words.Line(text, start);
        if (text.AsSpan(start, end - start).IsWhiteSpace())
            return true;
        var found = Column(text, start);
        if (found < column)
            return false;
        if (found > column)
            return true;
        item = Item(text, start);
        Value(text[(start + column)..end], witnesses);
        return true;
    }

    private static void Value(string line, Witnesses witnesses)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Naming.Any(word => line.AsSpan(0, colon).Contains(word, StringComparison.OrdinalIgnoreCase)))
            return;
        foreach (var word in line[(colon + 1)..].Split([' ', '/', '"', '\''], StringSplitOptions.RemoveEmptyEntries))
            witnesses.Add(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    private static bool Item(string text, int start) => Words.StartsWith(text, start + Words.Indentation(text, start), "- ");

    private static int Column(string text, int start)
    {
        var at = start + Words.Indentation(text, start);
        while (at + 1 < text.Length && text[at] == '-' && text[at + 1] == ' ')
            at += 1 + Words.Indentation(text, at + 1);
        return at - start;
    }
}
