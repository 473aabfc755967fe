using System.Collections.Frozen;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// What identifies the items of Kubernetes' lists: its own merge keys (API reference 1.34) and those of the kinds a platform usually runs.
/// </summary>
public static class MergeKeys
{
    private static readonly FrozenDictionary<string, string[]> ByList = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
        ["conditions"] = ["type"],
        ["ownerReferences"] = ["uid"],
        ["volumeClaimTemplates"] = ["metadata.name"],
        ["subjects"] = ["kind", "namespace", "name"],
        ["ignoreDifferences"] = ["group", "kind", "name"],
        ["sources"] = ["repoURL", "chart", "path", "ref"],
        ["metrics"] = ["type", "resource.name", "containerResource.name", "pods.metric.name", "external.metric.name"],
        ["tls"] = ["secretName"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // For all other lists the first of these that tells all items apart. A Service has ports without names, a container too.
    private static readonly string[][] Common =
    [
        ["name"],
        ["containerPort", "protocol"],
        ["port", "protocol"],
        ["host"],
        ["alert"],
        ["record"],
        ["key"],
        ["path"],
        ["id"],
    ];

    /// <summary>The name of each item, both lists by the same key; null when nothing tells all of them apart.</summary>
    public static (string[] Old, string[] New)? Of(string list, IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new)
    {
        if (!old.Concat(@new).All(item => item is YamlMap))
            return null;
        foreach (var key in ByList.TryGetValue(list, out var own) ? Common.Prepend(own) : Common)
            if (Names(key, old) is { } left && Names(key, @new) is { } right)
                return (left, right);
        return null;
    }

    private static string[]? Names(string[] key, IReadOnlyList<YamlNode> items)
    {
        var names = items.Select(item => string.Join(' ', key.Select(part => Text((YamlMap)item, part)).OfType<string>())).ToArray();
        return names.All(name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : null;
    }

    private static string? Text(YamlMap item, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? item.Text(path)
            : item.Map(path[..dot]) is { } map ? Text(map, path[(dot + 1)..])
            : null;
    }
}
