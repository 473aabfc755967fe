namespace GitOpsGen.Relocate.Templates;

/// <summary>The function that a quoted text is an argument of.</summary>
/// <param name="Function">Its name; empty for a text that stands alone.</param>
/// <param name="Index">Which argument it is, from 0.</param>
/// <param name="Text">The quoted text.</param>
/// <param name="At">Where the mention is in it.</param>
internal sealed record TemplateCall(string Function, IReadOnlyList<string> Arguments, int Index, string Text, int At)
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "if",
        "else",
        "with",
        "range",
        "and",
        "or",
        "not",
        "return",
    };

    /// <summary>Null when the offset is in no quoted text.</summary>
    public static TemplateCall? Around(string inner, int offset)
    {
        var (text, start) = (inner, 0);
        while (true)
        {
            if (Holding(text, offset - start) is not { } word)
                return null;
            if (word.Text[0] is '"' or '`')
                return Of(text, word, offset - start);
            if (word.Text[0] != '(')
                return null;
            text = word.Text[1..];
            start += word.Start + 1;
        }
    }

    private static (string Text, int Start)? Holding(string text, int offset)
    {
        foreach (var word in Expression.Words(text))
            if (word.Start <= offset && offset < word.Start + word.Text.Length)
                return word;
        return null;
    }

    private static TemplateCall Of(string text, (string Text, int Start) quoted, int offset)
    {
        var words = Expression.Words(text).ToList();
        var at = words.FindIndex(word => word.Start == quoted.Start);
        var first = at;
        while (first > 0 && words[first - 1].Text is not ("|" or ":=" or "=") && !Words.Contains(words[first - 1].Text))
            first--;
        var last = at;
        while (last + 1 < words.Count && words[last + 1].Text is not ("|" or ")"))
            last++;
        var literal = Expression.Literal(quoted.Text) ?? quoted.Text.Trim('"', '`');
        var inside = offset - quoted.Start - 1;
        return first == at
            ? new TemplateCall("", [], 0, literal, inside)
            : new TemplateCall(
                words[first].Text,
                [.. words[(first + 1)..(last + 1)].Select(word => word.Text)],
                at - first - 1,
                literal,
                inside
            );
    }
}
