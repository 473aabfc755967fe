namespace GitOpsGen.Relocate.Outlines;

/// <summary>
/// Follows lines and indentation of what looks like YAML and may be none: templates with keys written twice, separators inside of loops,
/// names with holes. Goes on through whatever it does not understand, and reads every line once.
/// </summary>
public sealed class OutlineTracker
{
    private readonly OutlineText source;
    private readonly string text;
    private readonly Func<int, Branch?> branchAt;
    private readonly Queue<int> boundaries;
    private readonly Stack<Frame> open = new();
    private Outline? lastPlain;
    private int lineStart;

    private OutlineTracker(OutlineText source, Func<int, Branch?> branchAt, IEnumerable<int> boundaries)
    {
        this.source = source;
        text = source.Masked;
        this.branchAt = branchAt;
        this.boundaries = new Queue<int>(boundaries);
    }

    /// <param name="boundaries">Where a document ends although no <c>---</c> says so, as around a <c>define</c>; ascending.</param>
    public static OutlineText Read(OutlineText source, Func<int, Branch?>? branchAt = null, IEnumerable<int>? boundaries = null)
    {
        var tracker = new OutlineTracker(source, branchAt ?? (_ => null), boundaries ?? []);
        for (var at = 0; at < tracker.text.Length; )
            at = tracker.Line(at);
        tracker.Close();
        source.Seal();
        return source;
    }

    private int Line(int start)
    {
        lineStart = start;
        if (boundaries.Count > 0 && start >= boundaries.Peek())
            NewDocument();
        while (boundaries.Count > 0 && start >= boundaries.Peek())
            boundaries.Dequeue();
        var end = text.IndexOf('\n', start);
        if (end < 0)
            end = text.Length;
        var at = Lines.SkipBlanks(text, start, end);
        if (at == end)
            return end + 1;
        if (Lines.IsSeparator(text, at, end, start))
            NewDocument();
        else if (text[at] != '#')
            return Content(start, at, end);
        return end + 1;
    }

    // One line may hold several items and a key: `- - name: x`.
    private int Content(int line, int at, int end)
    {
        while (text[at] == '-' && (at + 1 >= end || text[at + 1] is ' ' or '\t' or '\r'))
        {
            var item = Child(at - line, OutlineKind.List);
            item.Start = item.End = at + 1;
            open.Push(new Frame(item, at - line));
            at = Lines.SkipSpaces(text, at + 1, end);
            if (at >= end || text[at] == '#')
                return end + 1;
        }

        if (Lines.KeyEnd(text, at, end) is { } keyEnd)
            return Entry(line, at, keyEnd, end);
        return
            open.TryPeek(out var frame)
            && frame.Node is { Kind: OutlineKind.Scalar, Children.Count: 0 }
            && frame.Node.Parent is not null
            && lastPlain is null
            ? Value(frame.Node, frame.Column, at, end)
            : Continuation(line, at, end);
    }

    private int Entry(int line, int at, int keyEnd, int end)
    {
        var entry = Child(at - line, OutlineKind.Map);
        (entry.KeyStart, entry.KeyEnd) = (at, keyEnd);
        entry.Key = source.Read(at, keyEnd, isBlock: false);
        entry.Start = entry.End = Math.Min(text.Length, keyEnd + 1);
        open.Push(new Frame(entry, at - line));
        return Value(entry, at - line, keyEnd + 1, end);
    }

    private int Value(Outline node, int column, int at, int end)
    {
        at = Lines.SkipProperties(text, at, end);
        if (at >= end || text[at] == '#')
            return end + 1;
        node.Start = at;
        switch (text[at])
        {
            case '|' or '>':
                return Block(node, column, end);
            case '{' or '[':
                var after = new FlowReader(source).Into(node, at);
                return text.IndexOf('\n', Math.Min(after, text.Length)) is >= 0 and var next ? next + 1 : text.Length;
            case '"' or '\'':
                node.End = Quotes.End(text, at);
                // "a"{{ else }}"b": the other arms of a condition stand on the same line.
                if (node.End < end && text[node.End] == OutlineText.Control)
                    node.End = Math.Max(node.End, Lines.PlainEnd(text, at, end));
                source.AddLeaf(node);
                return text.IndexOf('\n', Math.Max(node.End - 1, at)) is >= 0 and var line ? line + 1 : text.Length;
            default:
                node.End = Lines.PlainEnd(text, at, end);
                source.AddLeaf(node);
                lastPlain = node;
                return end + 1;
        }
    }

    private int Block(Outline node, int column, int end)
    {
        node.IsBlock = true;
        node.End = end;
        for (var at = end + 1; at < text.Length; )
        {
            var lineEnd = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var first = Lines.SkipBlanks(text, at, lineEnd);
            if (first < lineEnd && first - at <= column && !Lines.IsHole(text, at, lineEnd))
                break;
            if (first < lineEnd)
                node.End = lineEnd;
            at = end = lineEnd + 1;
        }

        source.AddLeaf(node);
        return Math.Min(text.Length, node.End + 1);
    }

    // A plain scalar that goes on in the next line.
    private int Continuation(int line, int at, int end)
    {
        if (lastPlain is not null && open.TryPeek(out var frame) && at - line > frame.Column)
            lastPlain.End = Lines.PlainEnd(text, at, end);
        else if (open.Count == 0)
            Value(Child(at - line, OutlineKind.Scalar), at - line, at, end);
        return end + 1;
    }

    private Outline Child(int column, OutlineKind kind)
    {
        lastPlain = null;
        while (open.TryPeek(out var top) && !top.Takes(column, kind))
            open.Pop();
        if (open.Count == 0)
            NewRoot();
        var frame = open.Peek();
        if (frame.Node.Children.Count == 0)
            frame.Node.Kind = kind;
        frame.ChildColumn ??= column;
        return frame.Node.Add(new Outline(source, frame.Node) { Branch = branchAt(lineStart + column) });
    }

    private void NewRoot()
    {
        var root = new Outline(source, null);
        source.Documents.Add(root);
        open.Push(new Frame(root, -1));
    }

    private void NewDocument()
    {
        Close();
        lastPlain = null;
    }

    private void Close() => open.Clear();

    private sealed class Frame(Outline node, int column)
    {
        public Outline Node => node;

        public int Column => column;

        public int? ChildColumn { get; set; }

        public bool Takes(int at, OutlineKind kind)
        {
            // A list may stand at the indentation of its key.
            if (ChildColumn is null)
                return node.Kind == OutlineKind.Scalar
                    && node.Start == node.End
                    && (at > column || (kind == OutlineKind.List && at == column && node.Key is not null));
            if (at == ChildColumn)
                return node.Kind == kind;
            // The arms of a condition may be indented differently.
            return at > column && node.Kind == kind;
        }
    }
}
