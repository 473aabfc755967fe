using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Reports;

/// <summary>
/// ConfigMaps and Secrets that moved workloads read and no file declares: people, or something in the cluster, made them in the old
/// namespace.
/// </summary>
public static class LeftBehind
{
    /// <returns><c>configmap/name</c> and <c>secret/name</c>, each once, in ordinal order.</returns>
    public static IReadOnlyList<string> Find(Manifests manifests, Inventory inventory)
    {
        var declared = inventory
            .Declared.Select(one => one.Id)
            .Where(id => id.Kind is "ConfigMap" or "Secret")
            .Select(id => $"{id.Kind.ToLowerInvariant()}/{id.Name}")
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. manifests
                .Objects.Where(manifest => inventory.Of(manifest.Name) == RelocationStatus.Moves)
                .SelectMany(manifest => Read(manifest.Pods?.Spec))
                .Where(name => !declared.Contains(name))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    // Whatever refers to one does it by one of these keys, in volumes, in sources of them and in variables.
    private static IEnumerable<string> Read(YamlNode? node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry =>
                (entry.Key.Text, entry.Value) switch
                {
                    ("configMap" or "configMapRef" or "configMapKeyRef", YamlMap { } config) when config.Text("name") is { } name =>
                    [
                        $"configmap/{name}",
                    ],
                    ("secret" or "secretRef" or "secretKeyRef", YamlMap { } secret)
                        when (secret.Text("secretName") ?? secret.Text("name")) is { } name => [$"secret/{name}"],
                    _ => Read(entry.Value),
                }
            ),
            YamlList list => list.Items.SelectMany(Read),
            _ => [],
        };
}
