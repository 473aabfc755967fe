using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Render;

/// <summary>Reduces objects, or what a chart is declared to produce, to a <see cref="Footprint"/>.</summary>
public static class Footprints
{
    /// <param name="unknown">
    /// Told each kind of which nobody says whether it is cluster-scoped: the project must permit it either way.
    /// </param>
    public static Footprint Of(IEnumerable<ObjectId> objects, Unit unit, KindScopes scopes, Action<string> unknown)
    {
        var clusterKinds = new SortedSet<(string, string)>();
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var namespaces = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in objects)
        {
            var isCluster = scopes.IsClusterScoped(id);
            if (isCluster is null)
                unknown(id.GroupKind);
            // Only namespaces are listed by name: creating any namespace is more than an app needs.
            if (isCluster != false)
                clusterKinds.Add((id.GroupKind, id.GroupKind == "Namespace" ? id.Name : "*"));
            if (isCluster == true)
                continue;
            kinds.Add(id.GroupKind);
            namespaces.Add(id.Namespace.Length == 0 ? unit.App.Namespace : id.Namespace);
        }

        return new Footprint(
            [.. clusterKinds],
            kinds.ToImmutableSortedSet(StringComparer.Ordinal),
            namespaces.ToImmutableSortedSet(StringComparer.Ordinal)
        );
    }

    /// <summary>What a chart is declared to produce says as much of its kinds as a definition would.</summary>
    /// <param name="defined">What definitions say, which know best.</param>
    public static IReadOnlyDictionary<string, bool> Scopes(Produces produces, IReadOnlyDictionary<string, bool> defined)
    {
        var all = new Dictionary<string, bool>(defined, StringComparer.Ordinal);
        foreach (var kind in produces.Kinds)
            all.TryAdd(kind.Name, false);
        foreach (var kind in produces.ClusterKinds)
            all.TryAdd(kind.Name, true);
        return all;
    }

    /// <summary>What the unit's chart is declared to produce there.</summary>
    public static Footprint Declared(Unit unit)
    {
        var produces = unit.App.Chart!.Produces.Where(unit.Deployment.Holds);
        return new([.. produces.ClusterKinds.Select(kind => (kind.Name, "*"))], Names(produces.Kinds), Names(produces.Namespaces));
    }

    private static ImmutableSortedSet<string> Names(IEnumerable<Produced> all) =>
        all.Select(produced => produced.Name).ToImmutableSortedSet(StringComparer.Ordinal);
}
