using System.Buffers;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Files of container logs and the patterns for them:
/// <c>/var/log/containers/&lt;pod&gt;_&lt;namespace&gt;_&lt;container&gt;-&lt;id&gt;.log</c> and
/// <c>/var/log/pods/&lt;namespace&gt;_&lt;pod&gt;_&lt;uid&gt;/</c>, in paths and in the tags that collectors make of them.
/// </summary>
public static class LogPath
{
    private static readonly SearchValues<char> Wild = SearchValues.Create("*?.\\$+");

    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var after = offset + request.From.Length;
        if (after >= text.Length || offset == 0)
            return null;
        if (text[offset - 1] == '_' && text[after] == '_' && IsLog(text, offset, after))
            return OfContainer(text, offset, after, request, inventory);
        return text[after] == '_' && text[offset - 1] is '/' or '.' && Before(text, offset).Contains("pods", StringComparison.Ordinal)
            ? OfPod(text, after, request, inventory)
            : null;
    }

    private static Judgement OfContainer(string text, int offset, int after, RelocationRequest request, Inventory inventory)
    {
        var evidence = new NameEvidence(request, inventory);
        AddPattern(evidence, PodBefore(text, offset - 1), "pod", isObject: true);
        if (!evidence.Known)
            AddPattern(evidence, PatternAt(text, after + 1), "container", isObject: false);
        return evidence.Judge(Category.LogPath, "The pattern takes the logs of every pod of the namespace, those that stay too");
    }

    private static Judgement OfPod(string text, int after, RelocationRequest request, Inventory inventory)
    {
        var evidence = new NameEvidence(request, inventory);
        AddPattern(evidence, PatternAt(text, after + 1), "pod", isObject: true);
        return evidence.Judge(Category.LogPath, "The pattern takes the logs of every pod of the namespace, those that stay too");
    }

    // A glob's * and a regular expression's .* end the literal beginning alike; (a|b) only the latter has.
    private static void AddPattern(NameEvidence evidence, string pattern, string what, bool isObject)
    {
        if (pattern.AsSpan().IndexOfAny('(', '|', '[') >= 0)
            evidence.AddPattern(pattern, what, isObject);
        else if (isObject)
            evidence.AddObject(Literal(pattern), what);
        else
            evidence.Add(Literal(pattern), what);
    }

    private static string Literal(string pattern)
    {
        var end = pattern.AsSpan().IndexOfAny(Wild);
        return end < 0 ? pattern : pattern[..end] + (end == 0 ? "" : "*");
    }

    private static string PodBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && (IsPattern(text[start - 1]) || text[start - 1] == '.'))
            start--;
        // A tag is the path with dots: the pod is what stands behind the folder's name.
        var pattern = text[start..end];
        var folder = pattern.LastIndexOf("containers.", StringComparison.Ordinal);
        return folder < 0 ? pattern : pattern[(folder + "containers.".Length)..];
    }

    private static string PatternAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsPattern(text[end]))
            end++;
        return text[start..end];
    }

    private static bool IsPattern(char one) =>
        NameScanner.IsName(one) || one is '?' or '(' or ')' or '|' or '[' or ']' or '+' or '\\' or '$';

    private static bool IsLog(string text, int offset, int after) =>
        Before(text, offset).Contains("log", StringComparison.OrdinalIgnoreCase)
        || Before(text, offset).Contains("containers", StringComparison.Ordinal)
        || text[offset - 2 < 0 ? 0 : offset - 2] == '*'
        || (after + 1 < text.Length && text[after + 1] == '*')
        || text.AsSpan(after, Math.Min(120, text.Length - after)).Contains(".log", StringComparison.Ordinal);

    private static string Before(string text, int offset) => text[Math.Max(0, offset - 120)..offset];
}
