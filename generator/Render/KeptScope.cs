using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// What a project still permits although nothing rendered needs it, because this change takes it away: Argo CD does not see live objects
/// that a project forbids, so what shrank in the same commit would never be pruned (argocd-sync 6.5). It is recorded at the project itself,
/// in an annotation of a line for each.
/// </summary>
public static class KeptScope
{
    public const string Annotation = "gitopsgen.io/kept-for-pruning";

    public static IEnumerable<string> Lines(ProjectScope kept) =>
        [.. kept.Destinations.Select(Line), .. kept.ClusterKinds.Select(LineOfCluster), .. kept.Kinds.Select(Line)];

    /// <summary>What a project says that it keeps, of what it permits at all.</summary>
    public static ProjectScope Read(YamlMap project)
    {
        var said = project.Map("metadata")?.Map("annotations")?.Text(Annotation) ?? "";
        var lines = said.Split('\n').ToHashSet(StringComparer.Ordinal);
        var permitted = ProjectScope.Read(project);
        return new(
            [.. permitted.Destinations.Where(to => lines.Contains(Line(to)))],
            [.. permitted.ClusterKinds.Where(kind => lines.Contains(LineOfCluster(kind)))],
            permitted.Kinds.Where(kind => lines.Contains(Line(kind))).ToImmutableSortedSet(StringComparer.Ordinal)
        );
    }

    private static string Line((string Server, string Namespace) to) => $"destination {to.Server} {to.Namespace}";

    private static string LineOfCluster((string GroupKind, string Name) kind) => $"cluster-kind {kind.GroupKind} {kind.Name}";

    private static string Line(string kind) => $"kind {kind}";
}
