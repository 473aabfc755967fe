using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// Namespaces that stand beside the name of what they are of: subjects of bindings, references of custom resources, releases.
/// </summary>
internal static class References
{
    public static Judgement? Judge(ScalarMention place)
    {
        if (
            !place.IsWhole
            || place.Leaf.Key is not { } key
            || place.Map is not { } map
            || !key.Contains("amespace", StringComparison.Ordinal)
        )
            return null;
        // The name beside the namespace of a destination is that of a cluster.
        if (map.Key == "destination" || (map.Key is null && map.Parent?.Key == "destinations"))
            return null;
        var names = Names(place, key);
        if (names.Count == 0)
            return OfKind(place, map);
        var kind = map.TextOf("kind");
        var category = place.IsBelow("subjects") ? Category.BindingSubject : Category.ObjectReference;
        var what = $"{(kind.Length > 0 ? kind : "what is called")} {place.Context.Name(names[0])}";
        var group = kind == "Service" || map.Key is "service" ? Addresses.Group(place.Context.Name(names[0])) : null;
        return Follow(Status(place.Context, names), category, what, group);
    }

    // A kind without a name stands for all objects of it, those of others too.
    private static Judgement? OfKind(ScalarMention place, Outline map)
    {
        if (map.TextOf("kind") is not { Length: > 0 } kind || OutlinedObject.IsObject(map))
            return null;
        return place.Context.Inventory.TakesAll
            ? Move(Category.ObjectReference, $"It names each {kind} of the namespace, and all in it moves.")
            : Review(Category.ObjectReference, $"It names each {kind} of the namespace, those that stay too.");
    }

    // Whatever object the reference stands in, the one that it names decides.
    private static RelocationStatus Status(RelocationContext context, List<Outline> names) =>
        names.Select(context.OfDeclared).Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;

    // `secretNamespace` goes with `secretName`, `namespace` with `name`.
    private static List<Outline> Names(ScalarMention place, string key)
    {
        var prefix = key[..key.IndexOf("amespace", StringComparison.Ordinal)][..^1];
        foreach (
            var candidate in prefix.Length > 0
                ?
                [
                    $"{prefix}Name",
                    $"{prefix}_name",
                    $"{prefix.TrimEnd('_', '-')}_name",
                    $"{prefix.TrimEnd('_', '-')}-name",
                    prefix.TrimEnd('_', '-'),
                ]
                : (string[])
                    [
                        "name",
                        "releaseName",
                        "release_name",
                        "serviceAccountName",
                        "resourceName",
                        "serviceName",
                        "secretName",
                        "configMapName",
                        "podName",
                        "service",
                        "secret",
                        "configMap",
                    ]
        )
            if (
                place.Siblings(candidate).Where(node => node.Kind == OutlineKind.Scalar && node.Text.Length > 0).ToList() is
                { Count: > 0 } found
            )
                return found;
        return [];
    }
}
