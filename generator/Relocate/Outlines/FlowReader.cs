namespace GitOpsGen.Relocate.Outlines;

/// <summary>
/// Reads JSON and YAML's flow form (<c>{a: b}</c>, <c>[a, b]</c>) with the place of every value. Goes on through mistakes, and holds no
/// more than what is open on a stack of its own.
/// </summary>
public sealed class FlowReader(OutlineText source)
{
    private readonly string text = source.Masked;
    private int at;

    /// <summary>Every value of a JSON text; usually one.</summary>
    public static OutlineText ReadJson(string text)
    {
        var source = new OutlineText(text);
        var reader = new FlowReader(source);
        while (reader.SkipBlanks())
        {
            var root = new Outline(source, null);
            source.Documents.Add(root);
            var before = reader.at;
            reader.Into(root, before);
            if (reader.at == before)
                reader.at++;
        }

        source.Seal();
        return source;
    }

    /// <summary>Fills <paramref name="root"/> with the value at <paramref name="start"/>.</summary>
    /// <returns>Where it ends.</returns>
    public int Into(Outline root, int start)
    {
        at = start;
        Outline? container = Begin(root);
        while (container is not null && SkipBlanks())
            container = Step(container);
        return at;
    }

    // One token inside of an open collection; returns the collection that is open after it.
    private Outline? Step(Outline container)
    {
        switch (text[at])
        {
            case ',':
                at++;
                return container;
            case '}' or ']':
                at++;
                container.End = at;
                return container.Start < 0 ? null : Outer(container);
            default:
                return Begin(
                        container.Kind == OutlineKind.Map
                            ? Entry(container)
                            : container.Add(new Outline(source, container) { Branch = container.Branch })
                    ) ?? container;
        }
    }

    private readonly Stack<Outline> open = new();

    private Outline? Outer(Outline closed)
    {
        if (open.Count > 0 && open.Peek() == closed)
            open.Pop();
        return open.Count > 0 ? open.Peek() : null;
    }

    // The collection that begins here; null when it is a scalar, which is then read.
    private Outline? Begin(Outline node)
    {
        if (at >= text.Length)
            return null;
        node.Start = at;
        if (text[at] is '{' or '[')
        {
            node.Kind = text[at] == '{' ? OutlineKind.Map : OutlineKind.List;
            node.End = text.Length;
            at++;
            open.Push(node);
            return node;
        }

        if (text[at] is '}' or ']' or ',')
            node.End = at;
        else
            node.End = at = text[at] is '"' or '\'' ? Quotes.End(text, at) : PlainEnd();
        source.AddLeaf(node);
        return null;
    }

    private Outline Entry(Outline map)
    {
        var entry = map.Add(new Outline(source, map) { KeyStart = at, Branch = map.Branch });
        at = text[at] is '"' or '\'' ? Quotes.End(text, at) : KeyEnd();
        entry.KeyEnd = at;
        entry.Key = source.Read(entry.KeyStart, entry.KeyEnd, isBlock: false);
        SkipBlanks();
        if (at < text.Length && text[at] == ':')
        {
            at++;
            SkipBlanks();
        }
        else if (at == entry.KeyStart)
        {
            at++;
        }

        return entry;
    }

    private int KeyEnd()
    {
        var end = at;
        while (
            end < text.Length
            && text[end] is not (',' or '}' or ']' or '\n')
            && !(text[end] == ':' && (end + 1 == text.Length || text[end + 1] is ' ' or '\n' or '\r' or '"' or '{' or '['))
        )
            end++;
        return end;
    }

    private int PlainEnd()
    {
        var end = text.AsSpan(at).IndexOfAny(",]}\n");
        end = end < 0 ? text.Length : at + end;
        return end == at ? at + 1 : at + text.AsSpan(at, end - at).TrimEnd().Length;
    }

    private bool SkipBlanks()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n')
                at++;
            else if (text[at] == '#' || (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/'))
                at = LineEnd(at);
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*')
                at = CommentEnd(at);
            else
                return true;
        }

        return false;
    }

    private int CommentEnd(int from) => text.IndexOf("*/", from + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : text.Length;

    private int LineEnd(int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;
}
