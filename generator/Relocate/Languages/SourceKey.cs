namespace GitOpsGen.Relocate.Languages;

/// <summary>What stands before a string: <c>Namespace: "…"</c>, <c>ns := "…"</c>, <c>"coredns": "…"</c>.</summary>
internal readonly record struct SourceKey(string Name, string Operator)
{
    public bool IsNamespace =>
        Name.Contains("namespace", StringComparison.OrdinalIgnoreCase)
        || Name.Equals("ns", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith("Ns", StringComparison.Ordinal)
        || Name.EndsWith("_ns", StringComparison.OrdinalIgnoreCase)
        || Name.EndsWith("NS", StringComparison.Ordinal);

    public bool IsAssignment => Operator is "=" or ":=" or "?=" or "+=";

    public bool IsComparison => Operator is "==" or "!=" or "===" or "!==";

    public bool IsNegated => Operator is "!=" or "!==";

    /// <param name="quote">Where the string's opening quote, or a bare value, stands.</param>
    public static SourceKey Before(string text, int quote)
    {
        var line = NameScanner.Line(text, Math.Min(quote, text.Length - 1)).Start;
        var end = quote;
        while (
            end > line && text[end - 1] is ' ' or '\t' or '$' or '@' or 'f' or 'r' && (text[end - 1] is not ('f' or 'r') || end == quote)
        )
            end--;
        var start = end;
        while (start > line && text[start - 1] is '=' or ':' or '!' or '>' or '?' or '+')
            start--;
        if (start == end)
            return new SourceKey("", "");
        var operation = text[start..end];
        var nameEnd = start;
        while (nameEnd > line && text[nameEnd - 1] is ' ' or '\t' or '"' or '\'' or ']' or '}')
            nameEnd--;
        var nameStart = nameEnd;
        while (nameStart > line && (char.IsLetterOrDigit(text[nameStart - 1]) || text[nameStart - 1] is '_' or '-' or '.'))
            nameStart--;
        // x: string = "…" has its type in between.
        var before = text.AsSpan(line, nameStart - line).TrimEnd();
        if (operation == "=" && before.Length > 1 && before[^1] == ':')
            return Before(text, line + before.Length) with { Operator = "=" };
        return new SourceKey(text[nameStart..nameEnd], operation);
    }

    /// <summary>The name as an object would bear it, without the word for the namespace: COREDNS_NAMESPACE is about coredns.</summary>
    public string Subject()
    {
        var plain = Name[(Name.LastIndexOf('.') + 1)..].Replace('_', '-').ToLowerInvariant();
        foreach (var word in (string[])["-namespace", "namespace", "-ns"])
        {
            if (plain.EndsWith(word, StringComparison.Ordinal))
                return plain[..^word.Length];
        }

        return plain;
    }
}
