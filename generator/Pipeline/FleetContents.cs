using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>
/// What a render puts into the clusters of each environment, as objects: what Kustomize made, what charts made that are at hand, and what
/// is known of the rest. Clusters of an environment that get the same are one.
/// </summary>
public sealed class FleetContents(
    RenderPlan plan,
    UnitFootprints footprints,
    IReadOnlyList<Desired> desired,
    IReadOnlyDictionary<string, InflatedChart> charts
)
{
    private readonly Dictionary<string, Content> files = desired
        .SelectMany(owner => owner.Files)
        .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);

    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> outputs = desired
        .Select(owner => (Record: FleetLayout.Read(OwnedFiles.PathIn(owner.Directory)) as OutputRecord, owner.Files))
        .Where(owner => owner.Record is not null)
        .ToDictionary(owner => owner.Record!.Environment, owner => Texts(owner.Files), StringComparer.Ordinal);

    /// <summary>In the order of the environments' names; what Argo CD itself is given comes last, as <c>argocd</c>.</summary>
    public IEnumerable<ContentsSource> Of(IReadOnlyCollection<Unit> selected)
    {
        var environments = selected.Select(unit => unit.Environment.Name).ToHashSet(StringComparer.Ordinal);
        foreach (
            var units in plan
                .Units.Where(unit => environments.Contains(unit.Environment.Name))
                .GroupBy(unit => unit.Environment.Name, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        foreach (var contents in OfEnvironment([.. units]))
            yield return contents;
        yield return ArgoCd();
    }

    private IEnumerable<ContentsSource> OfEnvironment(IReadOnlyList<Unit> units)
    {
        // Clusters with the same units hold the same.
        var clusters = units
            .SelectMany(unit => unit.Clusters.Select(cluster => (Cluster: cluster.Name, Unit: unit)))
            .GroupBy(one => one.Cluster, one => one.Unit, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .GroupBy(group => string.Join('\n', group.Select(unit => unit.Directory)), StringComparer.Ordinal)
            .Select(same => (First: same.First(), Number: same.Count()))
            .ToList();
        foreach (var (cluster, number) in clusters)
            yield return Source(
                clusters.Count == 1 ? units[0].Environment.Name : $"{units[0].Environment.Name}/{cluster.Key}",
                number,
                [.. cluster.Where(unit => !unit.IsLeaving)],
                units[0].Environment
            );
    }

    private ContentsSource Source(string name, int clusters, IReadOnlyList<Unit> units, ResolvedEnvironment environment)
    {
        var contents = new ClusterContents(name, [])
        {
            Clusters = clusters,
            KubernetesVersion = environment.KubernetesVersion,
            Features = [.. environment.Features],
            Outputs = outputs.GetValueOrDefault(environment.Name, ImmutableSortedDictionary<string, string>.Empty),
            Refusals = [.. units.Select(unit => unit.Deployment).Distinct().SelectMany(Refusals)],
            Unseen =
            [
                .. UnseenPart.OfEveryCluster,
                .. plan.Fleet.Fleet.Settings.Prerequisites.SelectMany(Unseen),
                .. units.SelectMany(Unseen),
            ],
        };
        return new ContentsSource(
            name,
            ContentsSource.DigestOf(contents, units.SelectMany(Inputs)),
            each => contents with { Parts = [.. units.Select(unit => Part(unit).Shown(contents, each))] }
        )
        {
            Wave = environment.Settings.Wave?.Text,
        };
    }

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableSortedDictionary<string, Content> files) =>
        files.ToImmutableSortedDictionary(
            file => RepositoryPath.Name(file.Key),
            file => Encoding.UTF8.GetString(file.Value.Read()),
            StringComparer.Ordinal
        );

    private static IEnumerable<VersionRefusal> Refusals(Deployment deployment) =>
        KubernetesNeeds
            .Unmet(deployment)
            .Select(need => new VersionRefusal(need.Versions.At, deployment.App.Name, need.Versions.Text, need.Why, need.Instead));

    // All that a part is made of.
    private IEnumerable<string> Inputs(Unit unit)
    {
        yield return unit.Folder.Manifests;
        yield return files.GetValueOrDefault(unit.Folder.Manifests)?.Sha256 ?? "";
        yield return charts.GetValueOrDefault(unit.Directory)?.Sha256 ?? "";
        yield return unit.App.Name;
        yield return unit.App.Namespace;
        yield return string.Join(' ', unit.App.SyncOptions);
        yield return string.Join(' ', plan.Fleet.Fleet.Settings.ClusterKinds);
        yield return string.Join('\n', Refusals(unit.Deployment));
        if (unit.App.Chart is not { } chart)
            yield break;
        // Findings stand where a value is written, so its place counts as well.
        yield return $"{chart.At} {chart.Name} {chart.Version} {chart.ReleaseName} {unit.InflatesChart}";
        yield return string.Join(' ', Scopes(chart.Produces.Where(unit.Deployment.Holds)));
        yield return string.Join('\n', Places(unit.ChartValues));
    }

    private static IEnumerable<string> Scopes(Produces produces) =>
        produces.ClusterKinds.Select(kind => kind.Name).Append("").Concat(produces.Kinds.Select(kind => kind.Name));

    private static IEnumerable<string> Places(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Places(entry.Value).Prepend($"{entry.Key.At} {entry.Key.Text}")),
            YamlList list => list.Items.SelectMany(Places).Prepend($"{list.At}"),
            YamlScalar scalar => [$"{scalar.At} {scalar.IsString} {scalar.Text}"],
            _ => [$"{node.At}"],
        };

    private ReadPart Part(string path)
    {
        var text = Text(path);
        return new ReadPart(new ContentsPart("", Manifests(path, text)), text.Length);
    }

    private ReadPart Part(Unit unit)
    {
        var text = Text(unit.Folder.Manifests);
        var objects = Manifests(unit.Folder.Manifests, text);
        var chart = charts.GetValueOrDefault(unit.Directory);
        // Where it would stand if it were committed; there is no such file.
        var made = chart is not null && !unit.InflatesChart ? File.ReadAllBytes(chart.File) : [];
        if (made.Length > 0)
            objects = objects.With(Manifests(unit.Folder.Chart, made));
        var part = new ContentsPart(unit.App.Name, Placed(unit, objects))
        {
            Digest = Digest.OfText(string.Join('\n', Inputs(unit))),
            Chart = Use(unit, chart is not null),
            SyncOptions = [.. ApplicationSpec.SyncOptions(unit.App, makesJobs: false)],
        };
        return new ReadPart(part, text.Length + made.Length);
    }

    private static ChartUse? Use(Unit unit, bool isSeen) =>
        unit.App.Chart is { } chart
            ? new ChartUse(
                chart.At,
                chart.Name,
                chart.Version,
                chart.ReleaseName,
                unit.App.Namespace,
                unit.ChartValues,
                isSeen || unit.InflatesChart
            )
            : null;

    private byte[] Text(string path) => files.TryGetValue(path, out var content) ? content.Read() : [];

    private static Manifests Manifests(string path, byte[] text) =>
        Kubernetes.Manifests.Read(path, text, new DiagnosticBag()) ?? Kubernetes.Manifests.None;

    // What names no namespace goes where the Application goes.
    private Manifests Placed(Unit unit, Manifests objects)
    {
        var scopes = footprints.Scopes(unit);
        return new([
            .. objects.Objects.Select(manifest =>
                manifest.Namespace.Length > 0 || scopes.IsClusterScoped(manifest.Id) != false
                    ? manifest
                    : new Manifest(manifest.Id with { Namespace = unit.App.Namespace }, manifest.Document)
            ),
        ]);
    }

    private static IEnumerable<UnseenPart> Unseen(Prerequisite prerequisite)
    {
        var (what, why) = ($"the prerequisite {prerequisite.Name}", "somebody else runs it");
        // Names of definitions (`plural.group`) are all that a description says of kinds.
        if (!prerequisite.Provides.IsEmpty)
            yield return new(what, why, ["apiextensions.k8s.io/CustomResourceDefinition", .. prerequisite.Provides], []);
        if (!prerequisite.Namespaces.IsEmpty)
            yield return new(what, why, [], [.. prerequisite.Namespaces])
            {
                Definitions = prerequisite.Provides.IsEmpty ? null : [.. prerequisite.Provides],
            };
    }

    private IEnumerable<UnseenPart> Unseen(Unit unit)
    {
        if (unit.App.Chart is null || unit.InflatesChart || charts.ContainsKey(unit.Directory))
            yield break;
        var produces = unit.App.Chart.Produces.Where(unit.Deployment.Holds);
        yield return new UnseenPart(
            $"the chart of {unit.App.Name}",
            "Argo CD inflates it, and it is not at hand",
            [.. produces.Kinds.Concat(produces.ClusterKinds).Select(kind => kind.Name)],
            [unit.App.Namespace, .. produces.Namespaces.Select(space => space.Name)]
        )
        {
            Chart = Use(unit, isSeen: false),
        };
    }

    private ContentsSource ArgoCd()
    {
        var space = plan.Fleet.Fleet.Settings.ArgoCdNamespace;
        var documents = files
            .Keys.Where(path => FleetLayout.Read(path) is ApplicationFile or ProjectFile or RootFile)
            .Order(StringComparer.Ordinal)
            .ToList();
        var contents = new ClusterContents(FleetLayout.ArgoCd, [])
        {
            Unseen = [new("Argo CD", "it is installed apart from the fleet", [], [space]), .. UnseenPart.OfEveryCluster],
        };
        return new ContentsSource(
            contents.Name,
            ContentsSource.DigestOf(contents, documents.SelectMany(path => new[] { path, files[path].Sha256 })),
            each => contents with { Parts = [.. documents.Select(path => Part(path).Shown(contents, each))] }
        );
    }
}
