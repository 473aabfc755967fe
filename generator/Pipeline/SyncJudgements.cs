using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Check.Sync;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Walks the sync of every Application and of the root above them, from what Argo CD has synced to what this render makes, before anything
/// is written. What Argo CD inflates itself is not walked; of it is known what the chart is declared to produce.
/// </summary>
public sealed class SyncJudgements(
    RenderPlan plan,
    SyncedState synced,
    UnitFootprints footprints,
    IReadOnlyList<Desired> desired,
    BuildCache cache,
    DiagnosticBag diagnostics
)
{
    // What all words of Argo CD, of Helm's hooks and of our own gates begin with.
    private static readonly string[] SyncWords = ["argocd.argoproj.io/", "helm.sh/hook", "gitopsgen.io/job"];

    private static readonly string Tool = typeof(SyncJudgements).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly Dictionary<string, Desired> owners = desired.ToDictionary(owner => owner.Directory, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ProjectPermissions?> projects = new(StringComparer.Ordinal);

    /// <param name="usedKeys">Gets the key of each walk that went well now, or is known to.</param>
    public void Judge(IReadOnlyList<Unit> units, HashSet<string> usedKeys, CancellationToken cancellation)
    {
        var found = new ConcurrentBag<(Unit Unit, Diagnostic Finding)>();
        var keyed = units.Select(unit => (Unit: unit, Key: Key(unit))).ToList();
        usedKeys.UnionWith(keyed.Select(one => one.Key));
        WalkAll(
            keyed.Where(one => cache.Get(one.Key) is null),
            one =>
            {
                var findings = Walked(one.Unit);
                foreach (var finding in findings)
                    found.Add((one.Unit, finding));
                // What there was to say must be said again. How the manifests were built is nothing to a key that names them.
                if (findings.Count == 0)
                    cache.Put(one.Key, new BuildRecord(one.Key, BuildWay.Plain, []));
            },
            cancellation
        );
        foreach (var unit in units)
        foreach (var finding in Namespaces(unit))
            found.Add((unit, finding));
        Tell(found);
        Root();
    }

    // What git lacks of what is synced stops them all, with one of the walks' words.
    private static void WalkAll<T>(IEnumerable<T> all, Action<T> walk, CancellationToken cancellation)
    {
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.ForEach(all, options, walk);
        }
        catch (AggregateException error) when (error.InnerException is DiagnosedException lacking)
        {
            throw new DiagnosedException(lacking.Diagnostic);
        }
    }

    private IReadOnlyList<Diagnostic> Walked(Unit unit)
    {
        var findings = new DiagnosticBag();
        if (Change(unit) is { } change)
            SyncChecks.Check(change, findings);
        return findings.Sorted();
    }

    // The clusters of a unit have the same manifests, so one stands for all of them.
    private ApplicationChange? Change(Unit unit)
    {
        var cluster = unit.Clusters[0];
        var path = FleetLayout.Application(unit.Environment.Name, unit.App.Name);
        if (
            File(unit.Deployment.Folder.Directory, path) is not { } file
            || YamlReader.ReadMap(path, Text(file), new DiagnosticBag()) is not { } document
        )
            return null;
        var change = ApplicationReader.Read(document, unit.Deployment.At).First(one => one.Server == cluster.Server);
        var rendered = File(unit.Directory, unit.Folder.Manifests) is { } manifests ? Text(manifests) : "";
        var before = Before(unit, cluster) is { } committed ? Encoding.UTF8.GetString(synced.Files.ReadBytes(committed)) : "";
        // Most say nothing of how they are synced. Then everything is in one wave, and all that can go wrong is told by kinds and names.
        Func<string, Manifests> read = SaysHow(rendered) || SaysHow(before) ? text => Parsed(unit.Folder.Manifests, text) : Headers;
        return change with
        {
            Name = unit.Name,
            // Where nothing changes there is nothing to find but what the first sync has.
            Committed = before == rendered ? Manifests.None : read(before),
            Rendered = read(rendered),
            Project = Project(unit),
            Scopes = footprints.Scopes(unit),
        };
    }

    private static bool SaysHow(string manifests) => SyncWords.Any(word => manifests.Contains(word, StringComparison.Ordinal));

    private static Manifests Parsed(string path, string text) => Manifests.Read(path, text, new DiagnosticBag()) ?? Manifests.None;

    private static Manifests Headers(string text) =>
        Manifests.Of(ManifestScanner.Scan(Encoding.UTF8.GetBytes(text)).Select(header => header.ToDocument()));

    // Where a cluster's manifests lay: clusters may have got overlays of their own since, or lost them, or all was renamed.
    private string? Before(Unit unit, Load.Cluster cluster)
    {
        var places = Names(unit.Environment.Name, unit.Environment.Settings.FormerNames)
            .Select(FleetLayout.Environment)
            .SelectMany(environment => Names(unit.App.Name, unit.App.FormerNames).Select(app => (environment, app)))
            .SelectMany(one =>
                new[] { one.environment.Overlay(one.app, cluster.Name).Manifests, one.environment.Overlay(one.app).Manifests }
            )
            .Prepend(unit.Folder.Manifests);
        return places.FirstOrDefault(synced.Files.IsRegular);

        // Under the last one that is committed.
        static IEnumerable<string> Names(string now, IEnumerable<YamlScalar> before) =>
            before.Select(name => name.Text).Reverse().Prepend(now);
    }

    private IEnumerable<Diagnostic> Namespaces(Unit unit)
    {
        var findings = new DiagnosticBag();
        SyncChecks.Check(
            new NamespaceUse(unit.Name, unit.App.At, unit.App.Namespace)
            {
                Used = Used(unit),
                Made = Made(unit),
                CreatesDestination = ApplicationSpec.CreatesNamespace(unit.App),
                Project = Project(unit),
            },
            findings
        );
        return findings.Sorted();
    }

    // What a chart makes without saying where is in the destination; one that declares nothing may make anything.
    private HashSet<string> Used(Unit unit) =>
        unit.App is { Delivery: Delivery.Helm, Chart.Produces: { } produces } && (!produces.Kinds.IsEmpty || produces.ClusterKinds.IsEmpty)
            ? [.. footprints.Of(unit).Namespaces, unit.App.Namespace]
            : [.. footprints.Of(unit).Namespaces];

    private HashSet<string> Made(Unit unit) =>
        [
            .. plan.Fleet.Fleet.Settings.Prerequisites.SelectMany(prerequisite => prerequisite.Namespaces),
            .. footprints.NamespacesIn(unit.Environment.Name, unit.Clusters[0].Name),
        ];

    /// <summary>One line for each cause, with all that have it.</summary>
    private void Tell(IEnumerable<(Unit Unit, Diagnostic Finding)> found)
    {
        var causes = found
            .OrderBy(one => one.Unit.Directory, StringComparer.Ordinal)
            // Every finding begins with the unit's name; an object behind it may be called the same.
            .GroupBy(one => (one.Finding.Code, one.Finding.Severity, Text: one.Finding.Message[one.Unit.Name.Length..]));
        foreach (var cause in causes)
        {
            var names = cause.Select(one => one.Unit.Name).Distinct(StringComparer.Ordinal).ToList();
            diagnostics.Add(cause.First().Finding with { Message = Messages.Some(names) + cause.Key.Text });
        }
    }

    // Whoever has said whether the root waits knows what its waves are worth.
    private void Root()
    {
        var settings = plan.Fleet.Fleet.Settings;
        if (settings.HasApplicationHealth is not null)
            return;
        var documents = plan
            .Units.GroupBy(unit => unit.Deployment.Name, StringComparer.Ordinal)
            .ToDictionary(units => units.Key, StringComparer.Ordinal);
        var children = documents.Values.Select(units => Child(units.First(), documents.ContainsKey));
        SyncChecks.Check(new RootChange(settings.Name, settings.At, [.. children], HasApplicationHealth: false), diagnostics);
    }

    private static ChildApplication Child(Unit unit, Func<string, bool> isThere) =>
        new(
            unit.Deployment.Name,
            unit.SyncWave,
            [.. unit.App.Requires.Select(app => $"{unit.Environment.Name}/{app.Text}").Where(isThere)]
        );

    private ProjectPermissions? Project(Unit unit) =>
        projects.GetOrAdd(
            FleetLayout.Project(unit.Environment.Class),
            path =>
                File(FleetLayout.ArgoCd, path) is { } file && YamlReader.ReadMap(path, Text(file), new DiagnosticBag()) is { } project
                    ? ProjectPermissions.Read(project)
                    : null
        );

    // Everything that the walks of a unit depend on.
    private string Key(Unit unit)
    {
        var manifests = File(unit.Directory, unit.Folder.Manifests)?.Sha256;
        string?[] parts =
        [
            Tool,
            unit.Name,
            unit.Clusters[0].Name,
            File(unit.Deployment.Folder.Directory, FleetLayout.Application(unit.Environment.Name, unit.App.Name))?.Sha256,
            manifests,
            File(FleetLayout.ArgoCd, FleetLayout.Project(unit.Environment.Class))?.Sha256,
            Before(unit, unit.Clusters[0]) is { } before && synced.Identity(before) is { } identity && identity != manifests
                ? identity
                : null,
        ];
        return Digest.OfText("sync\n" + string.Join('\n', parts));
    }

    private Content? File(string owner, string path) => owners.GetValueOrDefault(owner)?.Files.GetValueOrDefault(path);

    private static string Text(Content content) => Encoding.UTF8.GetString(content.Read());
}
