using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>A Secret that a controller makes of an object.</summary>
/// <param name="Namespace">Null for namespaces that only their labels choose.</param>
/// <param name="Part">The part of the object that asks for it.</param>
public sealed record MadeSecret(string? Namespace, string Name, YamlMap Part)
{
    /// <summary>It adds keys to a Secret that must be there without it.</summary>
    public bool OnlyAdds { get; init; }
}

/// <summary>
/// Which Secrets controllers make of which objects (API references of External Secrets, Sealed Secrets, cert-manager, trust-manager, the
/// Secrets Store CSI driver, Vault's operator, akv2k8s and 1Password).
/// </summary>
public static class MadeSecrets
{
    /// <summary>The kinds that make Secrets and nothing else.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "external-secrets.io/ExternalSecret",
        "external-secrets.io/ClusterExternalSecret",
        "bitnami.com/SealedSecret",
        "cert-manager.io/Certificate",
        "onepassword.com/OnePasswordItem",
        "secrets-store.csi.x-k8s.io/SecretProviderClass",
        "secrets.hashicorp.com/VaultStaticSecret",
        "secrets.hashicorp.com/VaultDynamicSecret",
        "secrets.hashicorp.com/VaultPKISecret",
        "spv.no/AzureKeyVaultSecret",
    ];

    public static IEnumerable<MadeSecret> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "external-secrets.io/ExternalSecret" => External(manifest, manifest.Spec, manifest.Namespace, manifest.Name),
            "external-secrets.io/ClusterExternalSecret" => External(
                manifest,
                manifest.Spec?.Map("externalSecretSpec"),
                null,
                manifest.Spec?.Text("externalSecretName") ?? manifest.Name
            ),
            // Whatever name its template has: the controller gives the Secret the name of the SealedSecret (sealed-secrets, Unseal).
            "bitnami.com/SealedSecret" or "onepassword.com/OnePasswordItem" => Named(manifest, manifest.Name, manifest.Document),
            "cert-manager.io/Certificate" => Named(manifest, manifest.Spec?.Text("secretName"), manifest.Spec),
            "cert-manager.io/Issuer" => Under(manifest, manifest.Spec?.Map("acme")?.Map("privateKeySecretRef")),
            "networking.k8s.io/Ingress" when IsIssuedFor(manifest) => Each(manifest, manifest.Spec?.List("tls"), "secretName"),
            "gateway.networking.k8s.io/Gateway" when IsIssuedFor(manifest) => (manifest.Spec?.List("listeners") ?? [])
                .OfType<YamlMap>()
                .SelectMany(listener => Each(manifest, listener.Map("tls")?.List("certificateRefs"), "name")),
            "trust.cert-manager.io/Bundle" => [new MadeSecret(null, manifest.Name, manifest.Document)],
            "secrets-store.csi.x-k8s.io/SecretProviderClass" => Each(manifest, manifest.Spec?.List("secretObjects"), "secretName"),
            "secrets.hashicorp.com/VaultStaticSecret"
            or "secrets.hashicorp.com/VaultDynamicSecret"
            or "secrets.hashicorp.com/VaultPKISecret" => Under(manifest, manifest.Spec?.Map("destination")),
            "spv.no/AzureKeyVaultSecret" => Under(manifest, manifest.Spec?.Map("output")?.Map("secret")),
            _ => [],
        };

    // Owner and Orphan make the Secret, Merge adds to one that is there, None does nothing.
    private static IEnumerable<MadeSecret> External(Manifest manifest, YamlMap? spec, string? space, string name)
    {
        var target = spec?.Map("target");
        if (target?.Text("creationPolicy") is var policy && policy != "None")
            yield return new MadeSecret(space, target?.Text("name") ?? name, spec ?? manifest.Document) { OnlyAdds = policy == "Merge" };
    }

    private static IEnumerable<MadeSecret> Named(Manifest by, string? name, YamlMap? part) =>
        name is { Length: > 0 } && part is not null ? [new MadeSecret(by.Namespace, name, part)] : [];

    private static IEnumerable<MadeSecret> Under(Manifest by, YamlMap? part) => Named(by, part?.Text("name"), part);

    private static IEnumerable<MadeSecret> Each(Manifest by, IReadOnlyList<YamlNode>? list, string key) =>
        (list ?? []).OfType<YamlMap>().SelectMany(one => Named(by, one.Text(key), one));

    private static bool IsIssuedFor(Manifest manifest) =>
        manifest.Annotation("cert-manager.io/issuer") is not null
        || manifest.Annotation("cert-manager.io/cluster-issuer") is not null
        || manifest.Annotation("kubernetes.io/tls-acme") == "true";
}
