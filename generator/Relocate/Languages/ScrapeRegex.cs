namespace GitOpsGen.Relocate.Languages;

/// <summary>The expression of a relabelling step: the values of its labels, joined by <c>;</c>.</summary>
internal static class ScrapeRegex
{
    private static readonly string[] Objects =
    [
        "pod_name",
        "service_name",
        "endpoints_name",
        "endpointslice_name",
        "pod_controller_name",
        "pod",
        "service",
        "endpoints",
    ];
    private static readonly string[] Silent =
    [
        "namespace",
        "port",
        "phase",
        "annotation",
        "node",
        "host_ip",
        "pod_ip",
        "__address__",
        "__scheme__",
        "__metrics_path__",
        "uid",
    ];

    /// <param name="mentioned">The namespace whose alternative alone is asked; null for all of the expression.</param>
    public static void AddEvidence(ScrapeRule rule, string? mentioned, NameEvidence evidence)
    {
        foreach (
            var alternative in Split(Unwrap(rule.Regex), '|', mentioned is not null && rule.Regex.Contains(';', StringComparison.Ordinal))
        )
        {
            if (mentioned is not null && !alternative.Contains(mentioned, StringComparison.Ordinal))
                continue;
            var parts = Split(alternative, ';', true);
            for (var i = 0; i < parts.Count; i++)
                Part(rule, parts.Count, i, parts[i], mentioned, evidence);
        }
    }

    private static void Part(ScrapeRule rule, int parts, int index, string part, string? mentioned, NameEvidence evidence)
    {
        if (mentioned is not null && part.Contains(mentioned, StringComparison.Ordinal))
            return;
        var label = parts == rule.Labels.Count ? rule.Labels[index] : "";
        var plain = label.Replace("__meta_kubernetes_", "", StringComparison.Ordinal);
        if (label.Length == 0 && parts == 1)
            return;
        if (!plain.Contains("label", StringComparison.Ordinal) && Silent.Any(word => plain.Contains(word, StringComparison.Ordinal)))
            return;
        evidence.AddPattern(part, plain, Objects.Contains(plain, StringComparer.Ordinal));
    }

    private static string Unwrap(string regex)
    {
        var inner = regex.TrimStart('^').TrimEnd('$');
        return inner.Length > 1 && inner[0] == '(' && Close(inner, 0) == inner.Length - 1
            ? inner[1..^1].Replace("?:", "", StringComparison.Ordinal)
            : inner;
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth +=
                text[at] == '(' ? 1
                : text[at] == ')' ? -1
                : 0;
            if (depth == 0)
                return at;
        }

        return -1;
    }

    // Only at the outermost level: (a|b);c is one alternative of two parts.
    private static List<string> Split(string text, char separator, bool split)
    {
        if (!split)
            return [text];
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            depth +=
                text[at] == '(' ? 1
                : text[at] == ')' ? -1
                : 0;
            if (text[at] != separator || depth != 0)
                continue;
            parts.Add(text[start..at]);
            start = at + 1;
        }

        parts.Add(text[start..]);
        return parts;
    }
}
