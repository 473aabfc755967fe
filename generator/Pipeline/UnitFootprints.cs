using GitOpsGen.Kubernetes;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>What each unit of the plan puts into clusters.</summary>
/// <param name="footprints">By the unit's directory.</param>
/// <param name="scopes">What is known of the kinds that a unit makes, by its directory.</param>
public sealed class UnitFootprints(
    RenderPlan plan,
    IReadOnlyDictionary<string, Footprint> footprints,
    IReadOnlyDictionary<string, KindScopes> scopes
)
{
    private readonly ILookup<(string Environment, string Cluster), string> namespaces = NamespacesOf(plan, footprints);

    public Footprint this[Unit unit] => footprints[unit.Directory];

    public KindScopes Scopes(Unit unit) => scopes[unit.Directory];

    /// <summary>The namespaces that units make in a cluster, or have Argo CD make.</summary>
    public IEnumerable<string> NamespacesIn(string environment, string cluster) => namespaces[(environment, cluster)];

    private static ILookup<(string Environment, string Cluster), string> NamespacesOf(
        RenderPlan plan,
        IReadOnlyDictionary<string, Footprint> footprints
    ) =>
        plan
            .Units.SelectMany(unit => Namespaces(unit, footprints[unit.Directory]).Select(space => (unit, space)))
            .SelectMany(made => made.unit.Clusters.Select(cluster => (made.unit.Environment.Name, Cluster: cluster.Name, made.space)))
            .ToLookup(made => (made.Name, made.Cluster), made => made.space);

    private static IEnumerable<string> Namespaces(Unit unit, Footprint footprint)
    {
        foreach (var (kind, name) in footprint.ClusterKinds)
            if (kind == "Namespace")
                yield return name;
        if (ApplicationSpec.CreatesNamespace(unit.App))
            yield return unit.App.Namespace;
    }
}
