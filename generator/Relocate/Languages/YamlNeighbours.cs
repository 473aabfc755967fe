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
        var (start, _) = NameScanner.Line(text, offset);
        var line = text.AsSpan(start, offset - start).Trim().TrimEnd("\"'");
        line = line.StartsWith("- ") ? line[2..].TrimStart() : line;
        var colon = line.IndexOf(':');
        return colon > 0 && line.IndexOfAny(Odd) is var odd && (odd < 0 || odd > colon) ? line[..colon].ToString() : null;
    }

    public static void AddEvidence(string text, int offset, NameEvidence evidence)
    {
        var (start, end) = NameScanner.Line(text, offset);
        var column = Column(text, start);
        var first = Item(text, start);
        for (var (at, i) = (start, 0); i < MostLines && at > 0 && !first; i++)
        {
            at = NameScanner.Line(text, at - 1).Start;
            if (!Same(text, at, column, evidence, out first))
                break;
        }

        for (var (at, i) = (end, 0); i < MostLines && text.IndexOf('\n', at) is >= 0 and var newline && newline + 1 < text.Length; i++)
        {
            at = NameScanner.Line(text, newline + 1).End;
            if (Item(text, newline + 1) && Column(text, newline + 1) == column)
                break;
            if (!Same(text, newline + 1, column, evidence, out _))
                break;
        }
    }

    // False where the mapping ends; deeper lines belong to a neighbour.
    private static bool Same(string text, int start, int column, NameEvidence evidence, out bool item)
    {
        item = false;
        var (_, end) = NameScanner.Line(text, start);
        if (text.AsSpan(start, end - start).IsWhiteSpace())
            return true;
        var found = Column(text, start);
        if (found < column)
            return false;
        if (found > column)
            return true;
        item = Item(text, start);
        Value(text[(start + column)..end], evidence);
        return true;
    }

    private static void Value(string line, NameEvidence evidence)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Naming.Any(word => line.AsSpan(0, colon).Contains(word, StringComparison.OrdinalIgnoreCase)))
            return;
        foreach (var word in line[(colon + 1)..].Split([' ', '/', '"', '\''], StringSplitOptions.RemoveEmptyEntries))
            evidence.Add(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    private static bool Item(string text, int start) => NameScanner.StartsWith(text, start + NameScanner.Indentation(text, start), "- ");

    private static int Column(string text, int start)
    {
        var at = start + NameScanner.Indentation(text, start);
        while (at + 1 < text.Length && text[at] == '-' && text[at + 1] == ' ')
            at += 1 + NameScanner.Indentation(text, at + 1);
        return at - start;
    }
}
