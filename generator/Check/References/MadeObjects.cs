using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>
/// What is there because of an object: the object itself, and what controllers make of it (API references of trust-manager and the
/// Prometheus operator; Secrets are those of <see cref="MadeSecrets"/>).
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
        MadeSecrets
            .Of(manifest)
            .Select(made => new Target("Secret", made.Namespace, made.Name, manifest)
            {
                Keys = DataKeys.Of(manifest, made),
                OnlyAdds = made.OnlyAdds,
            })
            .Concat(Others(manifest));

    private static IEnumerable<Target> Others(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "trust.cert-manager.io/Bundle" => [new Target("ConfigMap", null, manifest.Name, manifest)],
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

    private static IEnumerable<Target> Governed(Manifest by, string service) => [new Target("Service", by.Namespace, service, by)];

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
