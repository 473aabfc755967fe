using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>The spec of an Application, by itself or in the template of an ApplicationSet.</summary>
internal sealed class ApplicationSpec(FleetSettings fleet)
{
    /// <summary>It is a Go template, in which what people wrote must stay what it is.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Argo CD makes the destination's namespace where it is missing, if the project lets it.</summary>
    public static bool CreatesNamespace(App app) => app.SyncOptions.Contains("CreateNamespace=true", StringComparer.Ordinal);

    // No finalizer anywhere: deleting an Application must not delete what it runs.
    /// <param name="makesJobs">One of its clusters gets Jobs.</param>
    /// <param name="server">Of the destination; in a template what stands for it, as in <paramref name="directory"/>.</param>
    public YamlMap Of(Unit unit, bool makesJobs, string server, string directory)
    {
        var sources = Sources(unit, directory).ToList();
        return Y.Map(
            ("project", Y.Text(unit.Environment.Class)),
            ("destination", Y.Map(("server", Y.Text(server)), ("namespace", Y.Text(unit.App.Namespace)))),
            ("source", sources.Count == 1 ? sources[0] : null),
            ("sources", sources.Count == 1 ? null : Y.List(sources)),
            (
                "syncPolicy",
                Y.Map(
                    ("automated", IsAutomated(unit) ? Automated(allowEmpty: unit.IsLeaving) : null),
                    ("syncOptions", Y.Texts(SyncOptions(unit.App, makesJobs).Select(Literal))),
                    ("retry", Retry())
                )
            ),
            ("ignoreDifferences", unit.App.IgnoreDifferences.IsEmpty ? null : Y.List(unit.App.IgnoreDifferences.Select(Literal))),
            ("revisionHistoryLimit", Y.Number(5))
        );
    }

    // What the app says of an option takes its place. Jobs may gate waves: with ApplyOutOfSyncOnly a retry would leave out the Job that
    // failed, because it equals git by then, and walk past it (SYN-001).
    internal static IEnumerable<string> SyncOptions(App app, bool makesJobs)
    {
        string[] own =
            app.Migration is null && !makesJobs
                ? ["ServerSideApply=true", "ApplyOutOfSyncOnly=true", "FailOnSharedResource=true"]
                : ["ServerSideApply=true", "FailOnSharedResource=true"];
        var said = app.SyncOptions.ToLookup(NameOf, StringComparer.Ordinal);
        return own.Select(option => said[NameOf(option)].LastOrDefault(option)).Concat(app.SyncOptions).Distinct(StringComparer.Ordinal);

        static string NameOf(string option) => option.Split('=')[0];
    }

    // As the list generator's elements have them.
    private static string Element(string fact) => fact == "cluster.server" ? "{{.server}}" : "{{.cluster}}";

    private string Literal(string text) => IsTemplate ? text.Replace("{{", "{{`{{`}}", StringComparison.Ordinal) : text;

    private YamlNode Literal(YamlNode node) =>
        node switch
        {
            // Unquoted text may hold braces, too.
            YamlScalar scalar when scalar.IsString || scalar.Text.Contains("{{", StringComparison.Ordinal) => new YamlScalar(
                scalar.At,
                Literal(scalar.Text),
                isString: true
            ),
            YamlMap map => new YamlMap(map.At, [.. map.Entries.Select(entry => new YamlEntry(entry.Key, Literal(entry.Value)))]),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(Literal)]),
            _ => node,
        };

    // What is to be kept is no longer synced, so that nothing prunes it on the way out.
    internal static bool IsAutomated(Unit unit) => unit.Deployment.Automated && unit.Deployment.Removal != Removal.Keep;

    internal static YamlMap Automated(bool allowEmpty) =>
        Y.Map(("prune", Y.Flag(true)), ("selfHeal", Y.Flag(true)), ("allowEmpty", Y.Flag(allowEmpty)));

    private static YamlMap Retry() =>
        Y.Map(
            ("limit", Y.Number(5)),
            ("refresh", Y.Flag(true)),
            ("backoff", Y.Map(("duration", Y.Text("10s")), ("factor", Y.Number(2)), ("maxDuration", Y.Text("3m"))))
        );

    private IEnumerable<YamlMap> Sources(Unit unit, string directory)
    {
        if (unit.App.Delivery == Delivery.Helm && unit.Deployment.Removal != Removal.Delete)
        {
            yield return ChartSource(unit, directory);
            yield return Y.Map(
                ("repoURL", Y.Text(fleet.RepositoryUrl)),
                ("targetRevision", Y.Text(fleet.Branch)),
                ("ref", Y.Text("values"))
            );
            if (unit.HasKustomizePart)
                yield return GitSource(new OverlayFolder(directory).Rendered);
        }
        else
        {
            yield return GitSource(
                unit.App.Delivery == Delivery.Kustomize && unit.Deployment.Removal != Removal.Delete
                    ? directory
                    : new OverlayFolder(directory).Rendered
            );
        }
    }

    private YamlMap GitSource(string path) =>
        Y.Map(("repoURL", Y.Text(fleet.RepositoryUrl)), ("targetRevision", Y.Text(fleet.Branch)), ("path", Y.Text(path)));

    private YamlMap ChartSource(Unit unit, string directory)
    {
        var chart = unit.App.Chart!;
        var helm = Y.Map(
            ("releaseName", Y.Text(Literal(chart.ReleaseName))),
            ("valueFiles", Y.Texts([$"$values/{new OverlayFolder(directory).Values}"])),
            ("valuesObject", unit.ClusterValues is { } own ? ValueFacts.Template(own, Element, Literal) : null),
            // As when we inflate it ourselves: `helm test` is no part of a sync.
            ("skipTests", Y.Flag(true))
        );
        return chart.Path is { } path
            ? Y.Map(
                ("repoURL", Y.Text(fleet.RepositoryUrl)),
                ("targetRevision", Y.Text(fleet.Branch)),
                ("path", Y.Text(Literal($"{unit.Source.Directory}/{path}"))),
                ("helm", helm)
            )
            : Y.Map(
                ("repoURL", Y.Text(Literal(ChartRepository(unit)!))),
                ("chart", Y.Text(Literal(chart.Name))),
                ("targetRevision", Y.Text(Literal(chart.Version))),
                ("helm", helm)
            );
    }

    // Argo CD names an OCI registry of Helm charts without its scheme.
    internal static string? ChartRepository(Unit unit) =>
        unit.App is { Delivery: Delivery.Helm, Chart.Repository: { } repository }
            ? (unit.App.Chart.IsOci ? repository["oci://".Length..] : repository)
            : null;
}
