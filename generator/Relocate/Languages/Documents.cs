namespace GitOpsGen.Relocate.Languages;

/// <summary>A fenced block of a document.</summary>
/// <param name="Language">As written after the fence, in lower case; empty where there is none.</param>
/// <param name="Start">Of its text, in characters, after the line of the fence.</param>
/// <param name="Length">In characters.</param>
public sealed record Fence(string Language, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>A document (Markdown, reStructuredText, AsciiDoc, plain text), read once for all its mentions.</summary>
public sealed class Documents
{
    private readonly string text;
    private readonly List<Fence> fences;

    private Documents(string text, string path)
    {
        this.text = text;
        fences = DocumentFences.Read(text, path);
    }

    public IReadOnlyList<Fence> Fences => fences;

    /// <summary>Whether a file of this name is a document.</summary>
    public static bool IsOne(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot < 0
            ? name is "README" or "CHANGELOG" or "NOTICE" or "CONTRIBUTING" or "RELEASENOTES"
            : name[dot..].ToLowerInvariant()
                is ".md"
                    or ".mdx"
                    or ".markdown"
                    or ".rst"
                    or ".txt"
                    or ".adoc"
                    or ".asciidoc"
                    or ".html"
                    or ".htm";
    }

    public static Documents Parse(string text, string path) => new(text, path);

    public static Judgement? Judge(string text, string path, int offset, RelocationRequest request, Inventory inventory) =>
        Parse(text, path).Judge(offset, request, inventory);

    public Fence? FenceAt(int offset)
    {
        var (low, high) = (0, fences.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < fences[middle].Start)
                high = middle - 1;
            else if (offset >= fences[middle].End)
                low = middle + 1;
            else
                return fences[middle];
        }

        return null;
    }

    /// <summary>Null in a block of YAML or JSON: the caller judges the text of <see cref="FenceAt"/> as such a file.</summary>
    public Judgement? Judge(int offset, RelocationRequest request, Inventory inventory)
    {
        if (FenceAt(offset) is { } fence)
            return DocumentBlock.Judge(fence.Language, text.Substring(fence.Start, fence.Length), offset - fence.Start, request, inventory);
        if (IsComment(offset))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment of the document");
        if (
            DocumentSpan.Code(text, offset) is { } span
            && DocumentSpan.Judge(text[span.Start..span.End], offset - span.Start, request, inventory) is { } inline
        )
            return inline;
        if (DocumentSpan.IsCommand(text, offset) && CommandLine.Judge(text, offset, request, inventory) is { } command)
            return command;
        return
            PromShape.Snippet(text, offset) is { } query
            && PromQl.Judge(text[query.Start..query.End], offset - query.Start, request, inventory) is { } judged
            ? judged
            : Prose.Judge(text, offset, request, inventory);
    }

    private bool IsComment(int offset)
    {
        var open = text.LastIndexOf("<!--", offset, StringComparison.Ordinal);
        return open >= 0 && text.IndexOf("-->", open, StringComparison.Ordinal) is var close && (close < 0 || close > offset);
    }
}
