using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>What an AppProject lets its Applications put into clusters. Facts of the fields: Argo CD 3.6's CRDs.</summary>
/// <param name="Destinations">Pairs of server and namespace.</param>
/// <param name="ClusterKinds">Cluster-scoped kinds, each with the name of the object, or <c>*</c>.</param>
/// <param name="Kinds">Kinds with a namespace. All kinds are written as an <see cref="Kubernetes.ObjectId.GroupKind"/>.</param>
public sealed record ProjectScope(
    ImmutableSortedSet<(string Server, string Namespace)> Destinations,
    ImmutableSortedSet<(string GroupKind, string Name)> ClusterKinds,
    ImmutableSortedSet<string> Kinds
)
{
    public static ProjectScope Nothing { get; } = new([], [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public bool IsEmpty => Destinations.IsEmpty && ClusterKinds.IsEmpty && Kinds.IsEmpty;

    public ProjectScope With(ProjectScope more) =>
        new(Destinations.Union(more.Destinations), ClusterKinds.Union(more.ClusterKinds), Kinds.Union(more.Kinds));

    /// <summary>What this permits and the other does not. A kind that is permitted whole is permitted by each name.</summary>
    public ProjectScope Except(ProjectScope other) =>
        new(
            Destinations.Except(other.Destinations),
            [.. ClusterKinds.Where(kind => !other.ClusterKinds.Contains(kind) && !other.ClusterKinds.Contains((kind.GroupKind, "*")))],
            Kinds.Except(other.Kinds)
        );

    /// <summary>Reads a project as the tool writes it: everything is listed, and there are no patterns but a name of <c>*</c>.</summary>
    public static ProjectScope Read(YamlMap project)
    {
        var spec = project.Map("spec");
        return new(
            [.. Maps(spec, "destinations").Select(to => (to.Text("server") ?? "", to.Text("namespace") ?? ""))],
            [.. Maps(spec, "clusterResourceWhitelist").Select(kind => (GroupKind(kind), kind.Text("name") ?? "*"))],
            Maps(spec, "namespaceResourceWhitelist").Select(GroupKind).ToImmutableSortedSet(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<YamlMap> Maps(YamlMap? spec, string key) => (spec?.List(key) ?? []).OfType<YamlMap>();

    private static string GroupKind(YamlMap kind) =>
        kind.Text("group") is { Length: > 0 } group ? $"{group}/{kind.Text("kind")}" : kind.Text("kind") ?? "";
}
