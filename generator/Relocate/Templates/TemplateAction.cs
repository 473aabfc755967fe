using GitOpsGen.Relocate.Outlines;

namespace GitOpsGen.Relocate.Templates;

/// <summary>A <c>{{ }}</c> of a Helm template.</summary>
/// <param name="Start">Of the braces.</param>
/// <param name="End">After the closing braces.</param>
/// <param name="Inner">What is between the braces, without the trimming dashes.</param>
/// <param name="InnerStart">Where that begins.</param>
public sealed record TemplateAction(int Start, int End, string Inner, int InnerStart)
{
    public bool IsComment => Inner.AsSpan().TrimStart().StartsWith("/*", StringComparison.Ordinal);

    /// <summary>The first word: <c>if</c>, <c>range</c>, <c>end</c>, or whatever the action begins with.</summary>
    public string Word { get; } = FirstWord(Inner);

    public Branch? Branch { get; internal set; }

    public bool Opens => Word is "if" or "range" or "with" or "define" or "block";

    /// <summary>It puts no text where it stands.</summary>
    public bool Steers =>
        Opens
        || IsComment
        || Word is "else" or "end" or "break" or "continue"
        || Inner.TrimStart() is ['$', ..] assignment
            && assignment.Contains('=', StringComparison.Ordinal)
            && assignment.IndexOf('=', StringComparison.Ordinal) < 60;

    private static string FirstWord(string inner)
    {
        var text = inner.AsSpan().TrimStart();
        var end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return text[..end].ToString();
    }
}
