using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>What a section <c>monitoring</c> says of TLS and credentials that the operator would refuse.</summary>
internal sealed class ProtectionContradictions(Monitoring monitoring, MonitoringMistakes mistakes)
{
    public void Find()
    {
        var credentials = Monitoring.ProtectionKeys.Skip(1).Where(mistakes.Says).ToList();
        if (credentials.Count > 1)
            mistakes.Contradict(
                credentials[1],
                $"'{credentials[0]}' and '{credentials[1]}' exclude each other",
                "Keep one: the operator takes no more"
            );
        if (monitoring.Settings.Map("tlsConfig") is { } tls)
            OfTls(tls);
        if (monitoring.Settings.Map("oauth2")?.Map("clientId") is { } id)
            OneOf(id, "oauth2", "clientId");
    }

    private void OfTls(YamlMap tls)
    {
        var isMeshs = monitoring is { Mesh: MeshScraping.Certificates, Type: not MonitorType.Ingress };
        if (monitoring.Scheme == "http" && !isMeshs)
            mistakes.Contradict("tlsConfig", "there is no TLS with the scheme http", "Say 'scheme: https', or remove 'tlsConfig'");
        foreach (var key in new[] { "ca", "cert" })
            if (tls.Map(key) is { } reference)
                OneOf(reference, "tlsConfig", key);
        if (tls.Says("cert") != tls.Says("keySecret"))
            mistakes.Contradict("tlsConfig", "a client has a certificate and its key, or neither", "Say both 'cert' and 'keySecret'");
    }

    private void OneOf(YamlMap reference, string parent, string key)
    {
        if (reference.Says("secret") == reference.Says("configMap"))
            mistakes.Contradict(parent, $"'{parent}.{key}' is in one object", "Say either 'secret' or 'configMap'");
    }
}
