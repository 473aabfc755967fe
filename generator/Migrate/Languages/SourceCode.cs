namespace GitOpsGen.Migrate.Languages;

/// <summary>A source file, a script, a build file or a pipeline, read once for all its mentions.</summary>
public sealed class SourceCode
{
    private readonly string text;

    private SourceCode(string text) => this.text = text;

    /// <summary>Whether a file of this name is code or a pipeline; its language is told by the name.</summary>
    public static bool IsOne(string path) => false;

    /// <summary>Whether a file of this name is a build or release pipeline.</summary>
    public static bool IsPipeline(string path) => false;

    public static SourceCode Parse(string text, string path) => new(text);

    public static Judgement? Judge(string text, string path, int offset, MoveRequest request, Inventory inventory) => Parse(text, path).Judge(offset, request, inventory);

    public Judgement? Judge(int offset, MoveRequest request, Inventory inventory) => offset < text.Length ? null : throw new ArgumentOutOfRangeException(nameof(offset));
}
