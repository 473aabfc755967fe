using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>The keys that a ConfigMap or Secret has or will have; null when nobody can tell all of them.</summary>
public static class DataKeys
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

    /// <summary>Of a Secret that a controller makes.</summary>
    public static HashSet<string>? Of(Manifest by, MadeSecret made) =>
        by.GroupKind switch
        {
            "external-secrets.io/ExternalSecret" or "external-secrets.io/ClusterExternalSecret" => OfExternal(made.Part),
            "bitnami.com/SealedSecret" => OfSealed(by),
            "cert-manager.io/Certificate" => OfCertificate(made.Part),
            "secrets-store.csi.x-k8s.io/SecretProviderClass" => Names(made.Part.List("data"), "key"),
            _ => null,
        };

    private static HashSet<string>? OfExternal(YamlMap spec)
    {
        var template = spec.Map("target")?.Map("template");
        if (template?["templateFrom"] is not null || (spec["dataFrom"] is not null && !Replaces(template)))
            return null;
        var keys = Keys(template?.Map("data"));
        if (!Replaces(template))
            keys.UnionWith(Names(spec.List("data"), "secretKey"));
        // One that says none is not finished.
        return keys.Count == 0 ? null : keys;
    }

    // What a template makes stands in the place of what was read.
    private static bool Replaces(YamlMap? template) => template?.Map("data") is not null && template.Text("mergePolicy") != "Merge";

    private static HashSet<string> OfSealed(Manifest manifest)
    {
        var keys = Keys(manifest.Spec?.Map("encryptedData"));
        keys.UnionWith(Keys(manifest.Spec?.Map("template")?.Map("data")));
        return keys;
    }

    private static HashSet<string>? OfCertificate(YamlMap spec) =>
        spec["keystores"] is not null || spec["additionalOutputFormats"] is not null
            ? null
            : new HashSet<string>(["ca.crt", "tls.crt", "tls.key"], StringComparer.Ordinal);

    private static HashSet<string> Keys(YamlMap? map) =>
        (map?.Entries ?? []).Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Names(IReadOnlyList<YamlNode> list, string key) =>
        list.OfType<YamlMap>().Select(one => one.Text(key)).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool IsFilledIn(Manifest manifest) =>
        new[] { "annotations", "labels" }
            .SelectMany(key => manifest.Metadata?.Map(key)?.Entries ?? [])
            .Any(entry => FilledIn.Any(start => entry.Key.Text.StartsWith(start, StringComparison.Ordinal)));
}
