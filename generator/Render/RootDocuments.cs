using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>The Application of Applications and its project, for each Argo CD that takes environments of the fleet in.</summary>
internal sealed class RootDocuments(FleetSettings fleet, IReadOnlyCollection<ResolvedEnvironment> environments)
{
    private static readonly string[] Made = ["argoproj.io/AppProject", "argoproj.io/Application", "argoproj.io/ApplicationSet"];

    public IEnumerable<YamlMap> Of(string? root)
    {
        var name = root is null ? $"{fleet.Name}-root" : $"{fleet.Name}-{root}-root";
        yield return ProjectDocument.Of(
            name,
            fleet.ArgoCdNamespace,
            "Lets the root Application create the fleet's projects and Applications.",
            [fleet.RepositoryUrl],
            ProjectScope.Nothing with
            {
                Destinations = [(ServerChecks.InCluster, fleet.ArgoCdNamespace)],
                Kinds = [.. Made],
            },
            ProjectScope.Nothing
        );
        yield return Application(name, root);
    }

    private YamlMap Application(string name, string? root) =>
        Y.Map(
            ("apiVersion", Y.Text("argoproj.io/v1alpha1")),
            ("kind", Y.Text("Application")),
            ("metadata", Y.Map(("name", Y.Text(name)), ("namespace", Y.Text(fleet.ArgoCdNamespace)))),
            (
                "spec",
                Y.Map(
                    ("project", Y.Text(name)),
                    ("destination", Y.Map(("server", Y.Text(ServerChecks.InCluster)), ("namespace", Y.Text(fleet.ArgoCdNamespace)))),
                    (
                        "source",
                        Y.Map(
                            ("repoURL", Y.Text(fleet.RepositoryUrl)),
                            ("targetRevision", Y.Text(fleet.Branch)),
                            ("path", Y.Text(FleetLayout.ArgoCd)),
                            ("directory", Watched(root))
                        )
                    ),
                    (
                        "syncPolicy",
                        Y.Map(
                            ("automated", ApplicationSpec.Automated(allowEmpty: false)),
                            ("syncOptions", Y.Texts(["ServerSideApply=true"]))
                        )
                    ),
                    ("revisionHistoryLimit", Y.Number(5))
                )
            )
        );

    // The fleet's own root takes what no other does, so that a new environment does not change it: a person would have to apply it again.
    private YamlMap Watched(string? root)
    {
        var own = environments.Where(environment => environment.Root == root).ToList();
        var others = environments.Where(environment => environment.Root != root).ToList();
        return root is null
            ? Y.Map(
                ("recurse", Y.Flag(true)),
                ("include", Y.Text(FleetLayout.WatchedByRoot)),
                ("exclude", Y.TextOrNothing(Globs(others, own.Select(environment => environment.Class))))
            )
            : Y.Map(("recurse", Y.Flag(true)), ("include", Y.TextOrNothing(Globs(own, []))));
    }

    // A person applies a root, sooner or later than the commit that renames an environment: it must hold before and after.
    private static IEnumerable<string> Names(ResolvedEnvironment environment) =>
        environment.Settings.FormerNames.Select(name => name.Text).Append(environment.Name);

    // Null for none: an empty pattern matches nothing, but is no pattern that says so.
    private static string? Globs(IReadOnlyCollection<ResolvedEnvironment> environments, IEnumerable<string> classesOfOthers)
    {
        var globs = environments
            .SelectMany(Names)
            .Select(FleetLayout.ApplicationsGlob)
            .Concat(
                environments
                    .Select(environment => environment.Class)
                    .Except(classesOfOthers, StringComparer.Ordinal)
                    .Select(FleetLayout.ProjectGlob)
            )
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return globs.Count switch
        {
            0 => null,
            1 => globs[0],
            _ => $"{{{string.Join(',', globs)}}}",
        };
    }
}
