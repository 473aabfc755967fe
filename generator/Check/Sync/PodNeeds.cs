using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Sync;

/// <summary>What the pods of a workload or Job cannot start without, in their own namespace: kind and name of each.</summary>
internal static class PodNeeds
{
    public static IEnumerable<(string Kind, string Name)> Of(PodTemplate pods) =>
        Volumes(pods)
            .Concat(pods.Containers.SelectMany(Variables))
            .Append(("ServiceAccount", pods.ServiceAccount))
            .Where(need => need.Item2.Length > 0 && need != ("ServiceAccount", "default"))
            .Distinct();

    /// <summary>The claims that the pods mount.</summary>
    public static IEnumerable<string> Claims(PodTemplate pods) =>
        Volumes(pods).Where(need => need.Kind == "PersistentVolumeClaim").Select(need => need.Name);

    private static IEnumerable<(string Kind, string Name)> Volumes(PodTemplate pods)
    {
        var volumes = (pods.Spec?.List("volumes") ?? []).OfType<YamlMap>().ToList();
        return volumes
            .Concat(volumes.SelectMany(volume => volume.Map("projected")?.List("sources") ?? []).OfType<YamlMap>())
            .SelectMany(source => new[] { Need(source, "configMap"), Need(source, "secret"), Claim(source) }.OfType<(string, string)>());
    }

    private static (string Kind, string Name)? Claim(YamlMap volume) =>
        volume.Map("persistentVolumeClaim")?.Text("claimName") is { } name ? ("PersistentVolumeClaim", name) : null;

    private static IEnumerable<(string Kind, string Name)> Variables(Container container) =>
        container
            .Document.List("envFrom")
            .OfType<YamlMap>()
            .SelectMany(source => new[] { Need(source, "configMapRef"), Need(source, "secretRef") })
            .Concat(
                container
                    .Document.List("env")
                    .OfType<YamlMap>()
                    .Select(variable => variable.Map("valueFrom"))
                    .OfType<YamlMap>()
                    .SelectMany(source => new[] { Need(source, "configMapKeyRef"), Need(source, "secretKeyRef") })
            )
            .OfType<(string, string)>();

    private static (string Kind, string Name)? Need(YamlMap source, string key) =>
        source.Map(key) is { } named && !named.Flag("optional")
            ? (
                key.StartsWith("secret", StringComparison.Ordinal) ? "Secret" : "ConfigMap",
                named.Text("secretName") ?? named.Text("name") ?? ""
            )
            : null;
}
