namespace GitOpsGen.Relocate.Outlines;

/// <summary>
/// A text and the same text with its template actions masked; both have the same length, so that an offset means the same in both.
/// </summary>
public sealed class OutlineText(string raw, string masked)
{
    /// <summary>Stands for a character of a template action; no text that people write holds it.</summary>
    public const char Hole = '\u0001';

    /// <summary>Stands for a character of an action that only steers, as <c>if</c>, or says nothing, as a comment.</summary>
    public const char Control = '\u0002';

    private readonly List<Outline> leaves = [];
    private bool isSorted = true;

    public OutlineText(string raw)
        : this(raw, raw) { }

    public string Raw => raw;

    public string Masked => masked;

    /// <summary>The file it is; empty for a text inside of another.</summary>
    public string Path { get; internal set; } = "";

    public List<Outline> Documents { get; } = [];

    internal void AddLeaf(Outline leaf)
    {
        isSorted &= leaves.Count == 0 || leaves[^1].Start <= leaf.Start;
        leaves.Add(leaf);
    }

    internal void Seal()
    {
        if (!isSorted)
            leaves.Sort((a, b) => a.Start.CompareTo(b.Start));
        isSorted = true;
    }

    /// <summary>The scalar, or the owner of the key, that holds the offset; null between them, as in a comment.</summary>
    public Outline? LeafAt(int offset)
    {
        var (low, high) = (0, leaves.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (leaves[middle].Start <= offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && offset < leaves[high].End ? leaves[high] : null;
    }

    /// <summary>The value whose key holds the offset.</summary>
    public Outline? KeyAt(int offset) => Walk(Documents).FirstOrDefault(node => node.KeyStart <= offset && offset < node.KeyEnd);

    public IEnumerable<Outline> Nodes() => Walk(Documents);

    /// <summary>A scalar as it reads.</summary>
    internal string Read(int start, int end, bool isBlock)
    {
        var text = masked.AsSpan(start, end - start);
        if (isBlock)
            return text.ToString();
        text = text.Trim($" \t\r\n{Control}");
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
            text = text[1..^1];
        return text.ContainsAny(Hole, Control) ? WithHoles(text) : text.ToString();
    }

    private static string WithHoles(ReadOnlySpan<char> text)
    {
        var read = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
            if (c is not (Hole or Control))
                read.Append(c);
            else if (read.Length == 0 || read[^1] != '*')
                read.Append('*');
        return read.ToString();
    }

    // Without recursion: what is nested deep must not end the process.
    private static IEnumerable<Outline> Walk(IReadOnlyList<Outline> roots)
    {
        var open = new Stack<Outline>(roots.Reverse());
        while (open.TryPop(out var node))
        {
            yield return node;
            if (node.Target is not null)
                continue;
            for (var i = node.Children.Count - 1; i >= 0; i--)
                open.Push(node.Children[i]);
        }
    }
}
