using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>An AppProject: what it permits is listed, and nothing else is permitted.</summary>
internal static class ProjectDocument
{
    /// <param name="needed">What its Applications put into clusters.</param>
    /// <param name="kept">What it permits beside that (<see cref="KeptScope"/>).</param>
    public static YamlMap Of(
        string name,
        string argoCdNamespace,
        string description,
        IEnumerable<string> repositories,
        ProjectScope needed,
        ProjectScope kept
    )
    {
        var permitted = needed.With(kept);
        return Y.Map(
            ("apiVersion", Y.Text("argoproj.io/v1alpha1")),
            ("kind", Y.Text("AppProject")),
            ("metadata", Y.Map(("name", Y.Text(name)), ("namespace", Y.Text(argoCdNamespace)), ("annotations", Annotations(kept)))),
            (
                "spec",
                Y.Map(
                    ("description", Y.Text(description)),
                    ("sourceRepos", Y.Texts(repositories.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))),
                    (
                        "destinations",
                        Y.List(
                            permitted.Destinations.Select(to => Y.Map(("server", Y.Text(to.Server)), ("namespace", Y.Text(to.Namespace))))
                        )
                    ),
                    (
                        "clusterResourceWhitelist",
                        Y.List(ClusterKinds(permitted).Select(kind => GroupKind(kind.GroupKind, kind.Name == "*" ? null : kind.Name)))
                    ),
                    ("namespaceResourceWhitelist", Y.List(permitted.Kinds.Select(kind => GroupKind(kind, null))))
                )
            )
        );
    }

    private static YamlMap Annotations(ProjectScope kept) =>
        Y.Map(
            // Before every Application that names it.
            ("argocd.argoproj.io/sync-wave", Y.Text("-1001")),
            (KeptScope.Annotation, kept.IsEmpty ? null : Y.Text(string.Concat(KeptScope.Lines(kept).Select(line => line + '\n'))))
        );

    // A kind allowed as a whole needs no entry by name.
    private static IEnumerable<(string GroupKind, string Name)> ClusterKinds(ProjectScope used) =>
        used.ClusterKinds.Where(kind => kind.Name == "*" || !used.ClusterKinds.Contains((kind.GroupKind, "*")));

    private static YamlMap GroupKind(string groupKind, string? name)
    {
        var slash = groupKind.IndexOf('/', StringComparison.Ordinal);
        return Y.Map(
            ("group", Y.Text(slash < 0 ? "" : groupKind[..slash])),
            ("kind", Y.Text(groupKind[(slash + 1)..])),
            ("name", Y.TextOrNothing(name))
        );
    }
}
