namespace GitOpsGen.Relocate.Languages;

/// <param name="Start">Of the value, in characters, after its quote.</param>
internal sealed record PromMatcher(string Label, string Operator, string Value, int Start, int End)
{
    public bool IsNegative => Operator is "!=" or "!~";

    public bool IsPattern => Operator is "=~" or "!~";
}

/// <summary>A metric with its matchers.</summary>
internal sealed record PromSelector(string Metric, int Start, int End, IReadOnlyList<PromMatcher> Matchers)
{
    public PromMatcher? At(int offset) => Matchers.FirstOrDefault(one => one.Start <= offset && offset < one.End);
}

/// <summary>Reads the selectors: in PromQL a brace opens nothing else.</summary>
internal static class PromSelectors
{
    /// <summary>Reads the selector whose brace is the token <paramref name="brace"/>, and says which token follows it.</summary>
    public static PromSelector Read(string text, IReadOnlyList<PromToken> tokens, int brace, out int next)
    {
        var matchers = new List<PromMatcher>();
        var at = brace + 1;
        var quotedMetric = "";
        while (at < tokens.Count && !Is(text, tokens[at], '}'))
        {
            if (Matcher(text, tokens, at) is { } matcher)
            {
                matchers.Add(matcher);
                at += 3;
                continue;
            }

            if (tokens[at].Kind == PromKind.Text)
                quotedMetric = Unquote(text, tokens[at], out _, out _);
            at++;
        }

        next = Math.Min(at + 1, tokens.Count);
        return new PromSelector(
            Metric(text, tokens, brace) is { Length: > 0 } metric ? metric : quotedMetric,
            tokens[brace].Start,
            tokens[next - 1].End,
            matchers
        );
    }

    public static bool Is(string text, PromToken token, char operation) =>
        token is { Kind: PromKind.Operator, Length: 1 } && text[token.Start] == operation;

    private static PromMatcher? Matcher(string text, IReadOnlyList<PromToken> tokens, int at)
    {
        if (at + 2 >= tokens.Count || tokens[at].Kind is not (PromKind.Word or PromKind.Text) || tokens[at + 1].Kind != PromKind.Operator)
            return null;
        var operation = text[tokens[at + 1].Start..tokens[at + 1].End];
        if (operation is not ("=" or "!=" or "=~" or "!~" or "==") || tokens[at + 2].Kind is not (PromKind.Text or PromKind.Word))
            return null;
        var label = Unquote(text, tokens[at], out _, out _);
        return new PromMatcher(label, operation, Unquote(text, tokens[at + 2], out var start, out var end), start, end);
    }

    private static string Unquote(string text, PromToken token, out int start, out int end)
    {
        var quote =
            token.Kind != PromKind.Text ? 0
            : text[token.Start] == '\\' ? 2
            : 1;
        (start, end) = (token.Start + quote, Math.Max(token.Start + quote, token.End - quote));
        return text[start..end];
    }

    private static string Metric(string text, IReadOnlyList<PromToken> tokens, int brace) =>
        brace > 0 && tokens[brace - 1] is { Kind: PromKind.Word } word ? text[word.Start..word.End] : "";
}
