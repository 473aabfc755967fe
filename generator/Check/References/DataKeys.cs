using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>The keys that a ConfigMap or Secret has or will have; null when nobody can tell all of them.</summary>
internal static class DataKeys
{
    // Controllers fill these in (cert-manager's CA injector, OpenShift, mittwald's replicator, emberstack's reflector).
    private static readonly string[] FilledIn =
    [
        "cert-manager.io/",
        "config.openshift.io/inject-trusted-cabundle",
        "service.beta.openshift.io/inject-cabundle",
        "replicator.v1.mittwald.de/",
        "reflector.v1.k8s.emberstack.com/",
    ];

    public static HashSet<string>? Of(Manifest manifest)
    {
        if (manifest.GroupKind is not ("ConfigMap" or "Secret") || IsFilledIn(manifest))
            return null;
        var keys = Keys(manifest.Document.Map("data"));
        keys.UnionWith(Keys(manifest.Document.Map("stringData")));
        keys.UnionWith(Keys(manifest.Document.Map("binaryData")));
        if (manifest.Document.Text("type") == "kubernetes.io/service-account-token")
            keys.UnionWith(["ca.crt", "namespace", "token"]);
        // An empty one waits for a program that fills it.
        return keys.Count == 0 ? null : keys;
    }

    public static HashSet<string> OfSealed(Manifest manifest)
    {
        var keys = Keys(manifest.Spec?.Map("encryptedData"));
        keys.UnionWith(Keys(manifest.Spec?.Map("template")?.Map("data")));
        return keys;
    }

    public static HashSet<string>? OfCertificate(Manifest manifest) =>
        manifest.Spec?["keystores"] is not null || manifest.Spec?["additionalOutputFormats"] is not null
            ? null
            : new HashSet<string>(["ca.crt", "tls.crt", "tls.key"], StringComparer.Ordinal);

    public static HashSet<string> Keys(YamlMap? map) =>
        (map?.Entries ?? []).Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);

    public static HashSet<string> Names(IReadOnlyList<YamlNode> list, string key) =>
        list.OfType<YamlMap>().Select(one => one.Text(key)).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool IsFilledIn(Manifest manifest) =>
        new[] { "annotations", "labels" }
            .SelectMany(key => manifest.Metadata?.Map(key)?.Entries ?? [])
            .Any(entry => FilledIn.Any(start => entry.Key.Text.StartsWith(start, StringComparison.Ordinal)));
}
