using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>SCR-002: a Probe names its prober as host and port, and what to probe.</summary>
internal static class ProbeChecks
{
    public static IEnumerable<Objection> Of(YamlMap spec)
    {
        var url = spec.Map("prober")?.Scalar("url");
        if (url is not { Text.Length: > 0 })
            yield return Objection.No(
                (YamlNode?)spec.Map("prober") ?? spec,
                "prober.url says nothing",
                "Write the prober's host and port, such as blackbox.monitoring.svc:9115."
            );
        else if (Wrong(url.Text) is { } wrong)
            yield return Objection.No(url, $"prober.url {wrong}; it is host:port", Mend(url.Text));
        var targets = spec.Map("targets");
        if (targets?.Map("staticConfig") is null && targets?.Map("ingress") is null)
            yield return Objection.No((YamlNode?)targets ?? spec, "targets has neither staticConfig nor ingress", "Write one of the two.");
    }

    private static string? Wrong(string url)
    {
        if (url.Contains("://", StringComparison.Ordinal))
            return "has a scheme";
        if (url.Contains('/', StringComparison.Ordinal))
            return "has a path";
        var colon = url.LastIndexOf(':');
        return colon >= 0 && (!int.TryParse(url[(colon + 1)..], out var port) || port is < 1 or > 65535)
            ? "has no number for a port"
            : null;
    }

    private static string Mend(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return $"Leave out scheme and path (prober.scheme and prober.path say them), and keep {Secrets.Hide(rest.Split('/')[0])}.";
    }
}
