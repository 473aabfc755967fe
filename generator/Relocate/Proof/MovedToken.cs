using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>A name that apply changed, with the text around it as it was before.</summary>
/// <param name="Text">Of the file, before.</param>
/// <param name="Offset">In characters of that text.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
internal sealed partial record MovedToken(string Path, string Text, int Offset, int Length, int Line, int Column)
{
    private const int Reach = 2000;

    public int End => Offset + Length;

    /// <summary>What stands before it on its line; of a template's conditions, only the arm that it is in.</summary>
    public string Before => Plain(Text[Start..Offset]);

    /// <summary>What stands behind it on its line.</summary>
    public string Behind => Plain(Text[End..Stop]);

    /// <summary>The word that it is part of, for a message.</summary>
    public string Word
    {
        get
        {
            var (start, end) = (Offset, End);
            while (start > Start && !IsGap(Text[start - 1]))
                start--;
            while (end < Stop && !IsGap(Text[end]))
                end++;
            return Text[start..end];
        }
    }

    /// <summary>The lines above, the nearest first.</summary>
    public IEnumerable<string> Above(int most)
    {
        for (var (end, i) = (Start - 1, 0); end > 0 && i < most; i++)
        {
            var start = Text.LastIndexOf('\n', end - 1) + 1;
            yield return Text[start..Math.Min(end, start + Reach)].TrimEnd('\r');
            end = start - 1;
        }
    }

    /// <summary>The lines below.</summary>
    public IEnumerable<string> Below(int most)
    {
        for (var (start, i) = (Stop + 1, 0); start < Text.Length && i < most; i++)
        {
            var end = Text.IndexOf('\n', start) is >= 0 and var found ? found : Text.Length;
            yield return Text[start..Math.Min(end, start + Reach)].TrimEnd('\r');
            start = end + 1;
        }
    }

    private int Start => Math.Max(Offset == 0 ? 0 : Text.LastIndexOf('\n', Offset - 1) + 1, Offset - Reach);

    private int Stop => Math.Min(Text.IndexOf('\n', End) is >= 0 and var found ? found : Text.Length, End + Reach);

    private static string Plain(string part) =>
        part.Contains("{{", StringComparison.Ordinal) ? Action().Replace(Arm().Replace(part, ""), "") : part;

    [GeneratedRegex(@"\{\{-?\s*if\b[^}]*\}\}[^{}]*\{\{-?\s*else\b[^}]*\}\}")]
    private static partial Regex Arm();

    [GeneratedRegex(@"\{\{-?\s*(?:if|else|end|range|with)\b[^}]*\}\}")]
    private static partial Regex Action();

    private static bool IsGap(char one) => char.IsWhiteSpace(one) || one is '"' or '\'' or '`' or ',' or ';' or '(' or ')' or '[' or ']';
}
