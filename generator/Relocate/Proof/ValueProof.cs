using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Holds a changed value of a manifest against the object that it names: the one beside it, and else the one around it.</summary>
internal static class ValueProof
{
    private static readonly string[] Deploying = ["Application", "ApplicationSet", "HelmRelease", "HelmChart"];

    /// <summary>Why the value was none to move; null where it was, or where its own map does not tell.</summary>
    public static string? Against(ChangedValue value, NamedObjects objects)
    {
        if (value.Maps.Count == 0 || !IsNamespace(value.Key))
            return null;
        var map = value.Maps[0];
        if (value.Path is [.., "metadata", "namespace"])
            return Text(map, "name") is { } own ? objects.Against(own) : null;
        // The transformer of a kustomization is for all that it holds.
        if (IsDestination(value.Path) || value.Path.Count == 1)
            return null;
        if (Beside(map, value.Key) is { } name)
            return objects.Against(name);
        if (Text(map, "kind") is { } kind && Text(map, "metadata") is null && !objects.All && !IsObject(map))
            return $"it is that of each {kind}, named by no name";
        return
            value.Maps.FirstOrDefault(IsObject) is { } around
            && Deploying.Contains(Text(around, "kind"), StringComparer.Ordinal)
            && !IsTarget(value.Path)
            ? $"{Text(around, "kind")} puts its objects elsewhere, and nothing beside it says whose namespace it is"
            : null;
    }

    public static bool IsNamespace(string key) => key.Contains("amespace", StringComparison.Ordinal);

    // secretNamespace goes with secretName, namespace with name.
    private static string? Beside(YamlMap map, string key)
    {
        var prefix = key[..(key.IndexOf("amespace", StringComparison.Ordinal) - 1)].TrimEnd('-', '_');
        string[] names =
            prefix.Length > 0
                ? [$"{prefix}Name", $"{prefix}_name", $"{prefix}-name"]
                : ["name", "releaseName", "serviceName", "secretName"];
        return names.Select(candidate => Text(map, candidate)).FirstOrDefault(found => found is not null);
    }

    private static bool IsObject(YamlMap map) => map.Entries.Any(entry => entry.Key.Text == "metadata" && entry.Value is YamlMap);

    private static bool IsDestination(IReadOnlyList<string> path) => path is [.., "destination", _] or [.., "destinations", "[]", _];

    private static bool IsTarget(IReadOnlyList<string> path) =>
        path is [.., "destination", "namespace"] or [.., "targetNamespace"] or [.., "storageNamespace"] or [.., "metadata", _];

    private static string? Text(YamlMap map, string key) =>
        map
            .Entries.Where(entry => entry.Key.Text == key)
            .Select(entry => (entry.Value as YamlScalar)?.Text)
            .FirstOrDefault(text => text is { Length: > 0 });
}
