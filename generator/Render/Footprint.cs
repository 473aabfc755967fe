using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>What a unit puts into clusters, reduced to what an AppProject must allow.</summary>
/// <param name="ClusterKinds">Cluster-scoped kinds, each with the name of the object, or <c>*</c>.</param>
public sealed record Footprint(
    ImmutableSortedSet<(string GroupKind, string Name)> ClusterKinds,
    ImmutableSortedSet<string> Kinds,
    ImmutableSortedSet<string> Namespaces
)
{
    public static Footprint Empty { get; } =
        new([], ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public Footprint With(Footprint other) =>
        new(ClusterKinds.Union(other.ClusterKinds), Kinds.Union(other.Kinds), Namespaces.Union(other.Namespaces));
}
