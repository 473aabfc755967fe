using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>Each Secret and ConfigMap that an endpoint names is there, in the monitor's namespace, with the key.</summary>
internal sealed class SecretChecks(WiringIndex index, string space)
{
    public IEnumerable<Objection> Of(MonitorEndpoint endpoint) =>
        References(endpoint).Select(reference => Judge(reference.Path, reference.Kind, reference.Map)).OfType<Objection>();

    private Objection? Judge(string path, string kind, YamlMap reference)
    {
        var (name, key) = (reference.Text("name") ?? "", reference.Text("key") ?? "");
        // The schema's older versions fill in one without a name.
        if (name.Length == 0)
            return null;
        var fullName = $"{space}/{name}";
        if (index.Secrets.Keys(kind, fullName) is { } keys && (keys.Contains(key) || index.Secrets.Maker(kind, fullName) is null))
            return keys.Contains(key) ? null : NoKey(path, kind, fullName, key, keys, reference);
        if (index.Secrets.Maker(kind, fullName) is { } maker)
            return Objection.Unknown(
                reference,
                $"{path} reads key '{key}' of {kind} {fullName}, which {maker} makes: its keys are not known here",
                ""
            );
        return index.Unseen(kind, [space]) is { } unseen
            ? Objection.Unknown(reference, $"{path} reads key '{key}' of {kind} {fullName}, which is not seen here; {unseen}", "")
            : Objection.No(
                reference,
                $"{path} reads key '{key}' of {kind} {fullName}, which nothing here makes{Near(kind, fullName)}",
                $"Render it, by an ExternalSecret for example, or name one that is in namespace {space}."
            );
    }

    private static Objection NoKey(string path, string kind, string fullName, string key, IReadOnlySet<string> keys, YamlMap reference) =>
        Objection.No(
            reference,
            $"{path} reads key '{key}' of {kind} {fullName}, which has "
                + (keys.Count == 0 ? "no keys" : string.Join(", ", keys.Order(StringComparer.Ordinal))),
            Nearest.To(key, keys) is { } near ? $"Write key: {near}." : "Add the key, or name one that it has."
        );

    private string Near(string kind, string fullName) =>
        Nearest.To(fullName, index.Secrets.Names(kind)) is { } near ? $"; there is {near}"
        : index
            .Secrets.Names(kind)
            .FirstOrDefault(one => one.EndsWith(fullName[fullName.IndexOf('/', StringComparison.Ordinal)..], StringComparison.Ordinal))
            is { } elsewhere
            ? $"; there is {elsewhere}, in another namespace"
        : "";

    private static IEnumerable<(string Path, string Kind, YamlMap Map)> References(MonitorEndpoint endpoint)
    {
        var (map, oauth) = (endpoint.Map, endpoint.Map.Map("oauth2"));
        return new[]
        {
            Secret($"{endpoint.Path}.basicAuth.username", map.Map("basicAuth")?.Map("username")),
            Secret($"{endpoint.Path}.basicAuth.password", map.Map("basicAuth")?.Map("password")),
            Secret($"{endpoint.Path}.authorization.credentials", map.Map("authorization")?.Map("credentials")),
            Secret($"{endpoint.Path}.bearerTokenSecret", map.Map("bearerTokenSecret")),
            Secret($"{endpoint.Path}.oauth2.clientSecret", oauth?.Map("clientSecret")),
        }
            .Concat(Either($"{endpoint.Path}.oauth2.clientId", oauth?.Map("clientId")))
            .Concat(Tls($"{endpoint.Path}.tlsConfig", map.Map("tlsConfig")))
            .Concat(Tls($"{endpoint.Path}.oauth2.tlsConfig", oauth?.Map("tlsConfig")))
            .Where(one => one.Map is not null)
            .Select(one => (one.Path, one.Kind, one.Map!));
    }

    private static (string Path, string Kind, YamlMap? Map) Secret(string path, YamlMap? map) => (path, "Secret", map);

    private static IEnumerable<(string Path, string Kind, YamlMap? Map)> Tls(string path, YamlMap? map) =>
        Either($"{path}.ca", map?.Map("ca"))
            .Concat(Either($"{path}.cert", map?.Map("cert")))
            .Append(Secret($"{path}.keySecret", map?.Map("keySecret")));

    private static IEnumerable<(string Path, string Kind, YamlMap? Map)> Either(string path, YamlMap? map) =>
        [(path, "Secret", map?.Map("secret")), (path, "ConfigMap", map?.Map("configMap"))];
}
