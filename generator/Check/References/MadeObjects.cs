using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>
/// What is there because of an object: the object itself, and what controllers make of it (API references of External Secrets, Sealed
/// Secrets, cert-manager, trust-manager, the Secrets Store CSI driver, Vault's operator, akv2k8s and the Prometheus operator).
/// </summary>
internal static class MadeObjects
{
    // More claims of one StatefulSet are named by nobody one by one.
    private const int MostClaims = 20;

    public static IEnumerable<Target> Of(Manifest manifest) => Made(manifest).Prepend(Itself(manifest));

    private static Target Itself(Manifest manifest) =>
        new(manifest.GroupKind, KindScopes.BuiltIn.IsClusterScoped(manifest.GroupKind) ? "" : manifest.Namespace, manifest.Name, manifest)
        {
            Keys = DataKeys.Of(manifest),
        };

    private static IEnumerable<Target> Made(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "external-secrets.io/ExternalSecret" => ExternalSecrets.Made(manifest),
            "external-secrets.io/ClusterExternalSecret" => ExternalSecrets.MadeAnywhere(manifest),
            "bitnami.com/SealedSecret" => [Secret(manifest, manifest.Name) with { Keys = DataKeys.OfSealed(manifest) }],
            "cert-manager.io/Certificate" => Named(manifest, manifest.Spec?.Text("secretName"), DataKeys.OfCertificate(manifest)),
            "cert-manager.io/Issuer" => Named(manifest, manifest.Spec?.Map("acme")?.Map("privateKeySecretRef")?.Text("name"), null),
            "networking.k8s.io/Ingress" when IsIssuedFor(manifest) => Certificates(manifest.Spec?.List("tls"), "secretName", manifest),
            "gateway.networking.k8s.io/Gateway" when IsIssuedFor(manifest) => Listeners(manifest),
            "trust.cert-manager.io/Bundle" =>
            [
                new Target("ConfigMap", null, manifest.Name, manifest),
                new("Secret", null, manifest.Name, manifest),
            ],
            "secrets-store.csi.x-k8s.io/SecretProviderClass" => (manifest.Spec?.List("secretObjects") ?? [])
                .OfType<YamlMap>()
                .SelectMany(one => Named(manifest, one.Text("secretName"), DataKeys.Names(one.List("data"), "key"))),
            "secrets.hashicorp.com/VaultStaticSecret"
            or "secrets.hashicorp.com/VaultDynamicSecret"
            or "secrets.hashicorp.com/VaultPKISecret" => Named(manifest, manifest.Spec?.Map("destination")?.Text("name"), null),
            "spv.no/AzureKeyVaultSecret" => Named(manifest, manifest.Spec?.Map("output")?.Map("secret")?.Text("name"), null),
            "monitoring.coreos.com/Prometheus" => Governed(manifest, "prometheus-operated"),
            "monitoring.coreos.com/PrometheusAgent" => Governed(manifest, "prometheus-agent-operated"),
            "monitoring.coreos.com/Alertmanager" => Governed(manifest, "alertmanager-operated"),
            "monitoring.coreos.com/ThanosRuler" => Governed(manifest, "thanos-ruler-operated"),
            "apps/StatefulSet" => Claims(manifest),
            // Claims and volumes of a class that no object defines are bound to each other by its name.
            "PersistentVolume" when manifest.Spec?.Text("storageClassName") is { } name =>
            [
                new Target("storage.k8s.io/StorageClass", "", name, manifest),
            ],
            _ => [],
        };

    public static Target Secret(Manifest by, string name) => new("Secret", by.Namespace, name, by);

    private static IEnumerable<Target> Named(Manifest by, string? name, IReadOnlySet<string>? keys) =>
        name is null ? [] : [Secret(by, name) with { Keys = keys }];

    private static IEnumerable<Target> Governed(Manifest by, string service) => [new Target("Service", by.Namespace, service, by)];

    private static bool IsIssuedFor(Manifest manifest) =>
        manifest.Annotation("cert-manager.io/issuer") is not null
        || manifest.Annotation("cert-manager.io/cluster-issuer") is not null
        || manifest.Annotation("kubernetes.io/tls-acme") == "true";

    private static IEnumerable<Target> Certificates(IReadOnlyList<YamlNode>? list, string key, Manifest by) =>
        (list ?? []).OfType<YamlMap>().SelectMany(one => Named(by, one.Text(key), null));

    private static IEnumerable<Target> Listeners(Manifest gateway) =>
        (gateway.Spec?.List("listeners") ?? [])
            .OfType<YamlMap>()
            .SelectMany(listener => Certificates(listener.Map("tls")?.List("certificateRefs"), "name", gateway));

    private static IEnumerable<Target> Claims(Manifest set) =>
        (set.Spec?.List("volumeClaimTemplates") ?? [])
            .OfType<YamlMap>()
            .Select(template => template.Map("metadata")?.Text("name"))
            .OfType<string>()
            .SelectMany(name =>
                Enumerable
                    .Range(0, Math.Clamp(set.Replicas ?? 1, 0, MostClaims))
                    .Select(i => new Target("PersistentVolumeClaim", set.Namespace, $"{name}-{set.Name}-{i}", set))
            );
}

/// <summary>What External Secrets makes.</summary>
internal static class ExternalSecrets
{
    /// <summary>Owner and Orphan make the Secret, Merge adds to one that is there, None does nothing.</summary>
    public static IEnumerable<Target> Made(Manifest manifest) => Made(manifest, manifest.Spec, manifest.Namespace);

    /// <summary>Into which namespaces, only labels of namespaces say.</summary>
    public static IEnumerable<Target> MadeAnywhere(Manifest manifest) =>
        Made(manifest, manifest.Spec?.Map("externalSecretSpec"), null)
            .Select(target =>
                target with
                {
                    Name = manifest.Spec?.Map("externalSecretSpec")?.Map("target")?.Text("name") ?? Named(manifest),
                }
            );

    private static string Named(Manifest manifest) => manifest.Spec?.Text("externalSecretName") ?? manifest.Name;

    private static IEnumerable<Target> Made(Manifest manifest, YamlMap? spec, string? space)
    {
        var target = spec?.Map("target");
        var policy = target?.Text("creationPolicy");
        if (policy != "None")
            yield return new Target("Secret", space, target?.Text("name") ?? manifest.Name, manifest)
            {
                Keys = Keys(spec, target?.Map("template")),
                OnlyAdds = policy == "Merge",
            };
    }

    private static HashSet<string>? Keys(YamlMap? spec, YamlMap? template)
    {
        if (template?["templateFrom"] is not null || (spec?["dataFrom"] is not null && !Replaces(template)))
            return null;
        var keys = DataKeys.Keys(template?.Map("data"));
        if (!Replaces(template))
            keys.UnionWith(DataKeys.Names(spec?.List("data") ?? [], "secretKey"));
        return keys;
    }

    // What a template makes stands in the place of what was read.
    private static bool Replaces(YamlMap? template) => template?.Map("data") is not null && template.Text("mergePolicy") != "Merge";
}
