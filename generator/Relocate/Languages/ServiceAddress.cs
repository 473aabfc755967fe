namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// The address of a service, <c>&lt;service&gt;.&lt;namespace&gt;[.svc[.cluster.local]]</c>, in any text. It is judged by the service,
/// wherever it stands.
/// </summary>
public static class ServiceAddress
{
    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var after = offset + request.From.Length;
        if (offset < 2 || text[offset - 1] != '.' || IsLongerHost(text, after))
            return null;
        if (IsSure(text, after))
            return Of(Service(text, offset - 1), request, inventory);
        var name = NameScanner.NameBefore(text, offset - 1);
        return name.Length > 0 && (IsAddress(text, offset - 1 - name.Length, after) || inventory.OfWord(name) != RelocationStatus.Unknown)
            ? Of(name, request, inventory)
            : null;
    }

    private static Judgement Of(string service, RelocationRequest request, Inventory inventory)
    {
        var evidence = new NameEvidence(request, inventory);
        if (service.Length > 0 && !service.Contains('*', StringComparison.Ordinal))
            evidence.AddObject(service, "Service");
        return evidence.Judge(
            Category.ServiceAddress,
            "The address does not name one service",
            evidence.Known ? $"service:{service}" : null
        );
    }

    // A hole of a template may name the service in a default: {{ .Values.name | default "ama-metrics-ksm" }}.
    private static string Service(string text, int dot)
    {
        if (!NameScanner.EndsWith(text, dot, "}}"))
            return text[Math.Max(0, dot - 1)] is '$' or ')' or '}' ? "" : NameScanner.NameBefore(text, dot);
        var open = text.LastIndexOf("{{", dot, StringComparison.Ordinal);
        var quoted = open < 0 ? [] : text[open..dot].Split('"', '`');
        return quoted.Length == 3 && (open == 0 || !NameScanner.IsName(text[open - 1])) ? quoted[1] : "";
    }

    private static bool IsSure(string text, int after) =>
        NameScanner.StartsWith(text, after, ".svc") && (after + 4 == text.Length || !char.IsAsciiLetterOrDigit(text[after + 4]));

    // name.kube-system.yaml is a file, a.kube-system.example.com another host.
    private static bool IsLongerHost(string text, int after) =>
        after + 1 < text.Length && text[after] == '.' && char.IsAsciiLetterOrDigit(text[after + 1]) && !IsSure(text, after);

    private static bool IsAddress(string text, int start, int after)
    {
        while (start > 0 && (NameScanner.IsName(text[start - 1]) || text[start - 1] == '.'))
            start--;
        return NameScanner.EndsWith(text, start, "://")
            || (after + 1 < text.Length && text[after] == ':' && char.IsAsciiDigit(text[after + 1]));
    }
}
