namespace GitOpsGen.Render.Templates;

/// <summary>What a template became, and which of its lines made which of the result's.</summary>
public sealed class TemplateResult(string text, IReadOnlyList<int> origins)
{
    public string Text { get; } = text;

    /// <summary>
    /// The template's line that began line <paramref name="line"/> of the result; both count from 1, and what lies beyond the end is
    /// the last.
    /// </summary>
    public int Origin(int line) => origins.Count == 0 ? 1 : origins[Math.Clamp(line, 1, origins.Count) - 1];
}
