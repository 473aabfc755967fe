using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>A ConfigMap or Secret that pods read, and the keys that they need of it.</summary>
internal sealed record PodSource(Reference Reference, IReadOnlyList<(YamlScalar Key, string Field)> Keys);

/// <summary>What the pods of an object cannot start without; what is marked optional is not among it (API reference, PodSpec).</summary>
internal static class PodSources
{
    public static IEnumerable<PodSource> Of(Manifest manifest) =>
        PodSpec.Of(manifest) is { } pods
            ? pods.Volumes().SelectMany(one => Volume(pods, one.Volume, one.Path)).Concat(Containers(pods))
            : [];

    /// <summary>
    /// What an AlertmanagerConfig reads; the operator leaves out the whole of it where one is not there (prometheus-operator,
    /// pkg/alertmanager).
    /// </summary>
    public static IEnumerable<PodSource> OfAlerts(Manifest manifest) =>
        manifest.GroupKind == "monitoring.coreos.com/AlertmanagerConfig"
            ? PodSpec.Items(manifest.Spec, "receivers", "spec").SelectMany(one => Selectors(manifest, one.Item, one.Path, "Secret"))
            : [];

    // A selector of a key is a map of a name and a key.
    private static IEnumerable<PodSource> Selectors(Manifest manifest, YamlMap map, string path, string kind)
    {
        if (map.Scalar("key") is { } key && map.Scalar("name") is { Text.Length: > 0 } name && map.Entries.All(IsOfSelector))
        {
            if (!map.Flag("optional"))
                yield return new PodSource(
                    new Reference(manifest, path, name.At, kind, manifest.Namespace, name.Text),
                    [(key, $"{path}.key")]
                );
            yield break;
        }

        foreach (var entry in map.Entries)
        {
            var its = entry.Key.Text == "configMap" ? "ConfigMap" : "Secret";
            var below =
                entry.Value is YamlMap inner ? Selectors(manifest, inner, $"{path}.{entry.Key.Text}", its)
                : entry.Key.Text.EndsWith("Configs", StringComparison.Ordinal)
                    ? PodSpec.Items(map, entry.Key.Text, path).SelectMany(one => Selectors(manifest, one.Item, one.Path, its))
                : [];
            foreach (var one in below)
                yield return one;
        }
    }

    private static bool IsOfSelector(YamlEntry entry) => entry.Key.Text is "key" or "name" or "optional";

    /// <summary>Registries may give the image without.</summary>
    public static IEnumerable<Reference> PullSecrets(Manifest manifest)
    {
        if (manifest.GroupKind == "ServiceAccount")
            return Pulls(manifest, manifest.Document, "imagePullSecrets");
        return PodSpec.Of(manifest) is { } pods ? Pulls(manifest, pods.Spec, $"{pods.Path}.imagePullSecrets") : [];
    }

    private static IEnumerable<Reference> Pulls(Manifest manifest, YamlMap map, string path) =>
        map.List("imagePullSecrets")
            .OfType<YamlMap>()
            .Select(one => Reference.In(one, "name", manifest, path, "Secret", manifest.Namespace))
            .OfType<Reference>()
            .Select(one => one with { IsWeak = true });

    private static IEnumerable<PodSource> Containers(PodSpec pods)
    {
        foreach (var (container, path) in pods.Containers())
        {
            foreach (var (variable, at) in PodSpec.Items(container, "env", path))
            foreach (var (key, kind) in new[] { ("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret") })
            foreach (var source in Source(pods, variable.Map("valueFrom")?.Map(key), "name", kind, $"{at}.valueFrom.{key}", Key))
                yield return source;
            foreach (var (source, at) in PodSpec.Items(container, "envFrom", path))
            foreach (var (key, kind) in new[] { ("configMapRef", "ConfigMap"), ("secretRef", "Secret") })
            foreach (var one in Source(pods, source.Map(key), "name", kind, $"{at}.{key}", NoKeys))
                yield return one;
        }
    }

    private static IEnumerable<PodSource> Volume(PodSpec pods, YamlMap volume, string path)
    {
        var plain = Source(pods, volume.Map("configMap"), "name", "ConfigMap", $"{path}.configMap", Items)
            .Concat(Source(pods, volume.Map("secret"), "secretName", "Secret", $"{path}.secret", Items))
            .Concat(Source(pods, volume.Map("azureFile"), "secretName", "Secret", $"{path}.azureFile", NoKeys));
        var projected = PodSpec
            .Items(volume.Map("projected"), "sources", $"{path}.projected")
            .SelectMany(one =>
                Source(pods, one.Item.Map("configMap"), "name", "ConfigMap", $"{one.Path}.configMap", Items)
                    .Concat(Source(pods, one.Item.Map("secret"), "name", "Secret", $"{one.Path}.secret", Items))
            );
        return [.. plain, .. projected, .. Class(pods, volume.Map("csi"), $"{path}.csi")];
    }

    private static IEnumerable<PodSource> Class(PodSpec pods, YamlMap? csi, string path) =>
        csi?.Text("driver") == "secrets-store.csi.k8s.io"
            ? Named(
                pods,
                csi.Map("volumeAttributes"),
                "secretProviderClass",
                "secrets-store.csi.x-k8s.io/SecretProviderClass",
                $"{path}.volumeAttributes",
                []
            )
            : [];

    private static IEnumerable<PodSource> Source(
        PodSpec pods,
        YamlMap? source,
        string name,
        string kind,
        string path,
        Func<YamlMap, string, IReadOnlyList<(YamlScalar, string)>> keys
    ) => source is null || source.Flag("optional") ? [] : Named(pods, source, name, kind, path, keys(source, path));

    private static IEnumerable<PodSource> Named(
        PodSpec pods,
        YamlMap? source,
        string name,
        string kind,
        string path,
        IReadOnlyList<(YamlScalar, string)> keys
    ) => Reference.In(source, name, pods.Owner, path, kind, pods.Owner.Namespace) is { } reference ? [new PodSource(reference, keys)] : [];

    private static IReadOnlyList<(YamlScalar, string)> NoKeys(YamlMap source, string path) => [];

    private static IReadOnlyList<(YamlScalar, string)> Key(YamlMap source, string path) =>
        source.Scalar("key") is { } key ? [(key, $"{path}.key")] : [];

    private static IReadOnlyList<(YamlScalar, string)> Items(YamlMap source, string path) =>
        [
            .. source
                .List("items")
                .OfType<YamlMap>()
                .Select(item => item.Scalar("key"))
                .OfType<YamlScalar>()
                .Select(key => (key, $"{path}.items")),
        ];
}
