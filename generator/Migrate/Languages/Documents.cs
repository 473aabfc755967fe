namespace GitOpsGen.Migrate.Languages;

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

    private Documents(string text) => this.text = text;

    public IReadOnlyList<Fence> Fences { get; private init; } = [];

    /// <summary>Whether a file of this name is a document.</summary>
    public static bool IsOne(string path) => false;

    public static Documents Parse(string text, string path) => new(text);

    public static Judgement? Judge(string text, string path, int offset, MoveRequest request, Inventory inventory) => Parse(text, path).Judge(offset, request, inventory);

    public Fence? FenceAt(int offset) => Fences.FirstOrDefault(fence => fence.Start <= offset && offset < fence.End);

    /// <summary>Null in a fence of YAML or JSON: the caller judges the text of <see cref="FenceAt"/> as such a file.</summary>
    public Judgement? Judge(int offset, MoveRequest request, Inventory inventory) => offset < text.Length ? null : throw new ArgumentOutOfRangeException(nameof(offset));
}
