using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// A query in a language that is not read here (KQL, SQL, filters of LogQL): what it compares with other quoted names decides.
/// </summary>
public static partial class QueryText
{
    // A query longer than this is judged by what stands near.
    private const int Window = 4000;

    public static Judgement Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var (start, end) = NameScanner.Line(text, offset);
        if (text[start..Math.Min(offset, end)].TrimStart().StartsWith("//", StringComparison.Ordinal))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment of the query");
        if (SmallLanguages.Judge(text, offset, request, inventory) is { } named)
            return named;
        if (!IsNamespace(text, offset))
            return new Judgement(Verdict.Review, Category.Query, "What the query compares it with is no namespace");
        // A condition that names the object on the same line is about that one.
        var evidence = new NameEvidence(request, inventory);
        foreach (var one in Quoted(text, Math.Max(start, offset - Window), Math.Min(end, offset + Window)))
            evidence.AddPattern(one);
        if (evidence.Known)
            return Judged(evidence, request);
        (start, end) = (Math.Max(0, offset - Window), Math.Min(text.Length, offset + Window));
        foreach (var one in Quoted(text, start, end))
            evidence.AddPattern(one);
        return Judged(evidence, request);
    }

    // Namespace == "x", k8s.namespace.name="x", PodNamespace in ("x", "y"), namespace like 'x%', label_values(up{…}, x).
    private static bool IsNamespace(string text, int offset)
    {
        var before = text[Math.Max(0, offset - 200)..offset];
        return Compared().Match(before) is not { Success: true } match
            || match.Groups[1].Value.Contains("namespace", StringComparison.OrdinalIgnoreCase)
            || match.Groups[1].Value.Equals("ns", StringComparison.OrdinalIgnoreCase);
    }

    private static Judgement Judged(NameEvidence evidence, RelocationRequest request) =>
        evidence.Judge(
            Category.Query,
            "Nothing in the query says which object is meant",
            more: $"; while both run, ask for {request.From} and {request.To}"
        );

    private static IEnumerable<string> Quoted(string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (text[at] is not ('"' or '\''))
                continue;
            var close = text.IndexOf(text[at], at + 1);
            if (close < 0 || close >= end)
                yield break;
            if (!IsNegated(text, at))
                yield return text[(at + 1)..close];
            at = close;
        }
    }

    // != "x", !startswith "x", <> 'x', not like 'x'.
    private static bool IsNegated(string text, int quote)
    {
        var before = text[Math.Max(0, quote - 24)..quote].TrimEnd().TrimEnd('=', '~', '(', ' ');
        var word = before[(before.LastIndexOfAny([' ', '\t', '\n']) + 1)..];
        return word.Contains('!', StringComparison.Ordinal)
            || word.EndsWith("<>", StringComparison.Ordinal)
            || before.TrimEnd().EndsWith(" not like", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith(" not in", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(
        @"([A-Za-z_][\w.]*)[\]""')]*\s*(?:==|=~|!=|!~|<>|=|\b(?:!?in~?|!?(?:has|contains|startswith|endswith)\w*"
            + @"|like|not\s+like|not\s+in|matches\s+regex)\b)"
            + @"\s*(?:dynamic\(\[?|\()?\s*(?:[""'][^""']*[""']\s*,\s*)*[""'][^""'=]*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Compared();
}
