namespace GitOpsGen.Migrate.Languages;

/// <summary>One PromQL expression, read once for all its mentions.</summary>
public sealed class PromQl
{
    private readonly string text;

    private PromQl(string text) => this.text = text;

    public static PromQl Parse(string text) => new(text);

    public static Judgement? Judge(string text, int offset, MoveRequest request, Inventory inventory) => Parse(text).Judge(offset, request, inventory);

    /// <summary>Whether the text around the offset has the form of a selector: for documents, where no key says so.</summary>
    public static bool LooksLikePromQl(string text, int offset) => false;

    public Judgement? Judge(int offset, MoveRequest request, Inventory inventory) => offset < text.Length ? null : throw new ArgumentOutOfRangeException(nameof(offset));
}
