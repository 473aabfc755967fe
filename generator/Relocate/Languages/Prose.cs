namespace GitOpsGen.Relocate.Languages;

/// <summary>Running text: it is a person's to reword, unless its sentence names only what stays.</summary>
public static class Prose
{
    private const int Farthest = 1000;

    // What moves is often meant by one of these words; a sentence with one never keeps.
    private static readonly HashSet<string> Vague = new(StringComparer.Ordinal)
    {
        "agent",
        "agents",
        "collector",
        "collectors",
        "addon",
        "add-on",
    };

    public static Judgement Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var isBare = ObjectPath.IsBarePair(text, offset, request.From.Length) && !IsCode(text, offset);
        if (SmallLanguages.Judge(text, offset, request, inventory) is { } named && (named.Verdict != Verdict.Move || !isBare))
            return named;
        var (start, end) = Sentence(text, offset);
        var evidence = new NameEvidence(request, inventory);
        foreach (var name in Names(text, start, end))
            evidence.Add(name);
        if (Names(text, start, end).Any(Vague.Contains))
            evidence.Doubt("The sentence speaks of an agent without its name");
        if (text.AsSpan(start, end - start).Contains(request.To, StringComparison.Ordinal))
            evidence.Doubt("The sentence speaks of the move itself");
        return evidence.Verdict == Verdict.Keep
            ? evidence.Judge(Category.Prose, "")
            : new Judgement(
                Verdict.Review,
                Category.Prose,
                evidence.Known ? $"Running text: {evidence.Judge(Category.Prose, "").Evidence}" : "Running text that names no object"
            );
    }

    // `x/y` is written as code; in running text it may be a folder.
    private static bool IsCode(string text, int offset) => offset > 0 && text[offset - 1] is '`' or '"' or '\'';

    /// <summary>The names in the line of a message.</summary>
    internal static IEnumerable<string> NamesOfLine(string text, int offset)
    {
        var (start, end) = NameScanner.Line(text, offset);
        return end - start > Farthest ? [] : Names(text, start, end);
    }

    // A row of a table, an item of a list and a paragraph end a sentence, too.
    private static (int Start, int End) Sentence(string text, int offset)
    {
        var start = offset;
        while (start > 0 && offset - start < Farthest && !Ends(text, start - 1))
            start--;
        var end = offset;
        while (end < text.Length && end - offset < Farthest && !Ends(text, end))
            end++;
        return (start, end);
    }

    private static bool Ends(string text, int at)
    {
        if (text[at] is '.' or '!' or '?')
            return at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]);
        if (text[at] != '\n')
            return false;
        var next = at + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
            next++;
        return next >= text.Length
            || text[next] is '\n' or '|' or '-' or '*' or '#' or '>' or '+'
            || IsNumbered(text, next)
            || IsTableRow(text, at);
    }

    private static bool IsNumbered(string text, int at) =>
        char.IsAsciiDigit(text[at]) && at + 1 < text.Length && text[at + 1] is '.' or ')';

    private static bool IsTableRow(string text, int newline)
    {
        while (newline > 0 && char.IsWhiteSpace(text[newline - 1]) && text[newline - 1] != '\n')
            newline--;
        return newline > 0 && text[newline - 1] == '|';
    }

    // Words as they are, and in the many shapes people write a component's name: CoreDNS, kube-proxy, ama-metrics-*.
    private static IEnumerable<string> Names(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (!NameScanner.IsName(text[at]) || (at > start && NameScanner.IsName(text[at - 1])))
                continue;
            var name = NameScanner.NameAt(text, at);
            if (name.Length > 3)
                yield return name.ToLowerInvariant().TrimEnd('*');
        }
    }
}
