using System.Collections.Immutable;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>An app in an environment whose files are what a render would make: they are taken as they lie there.</summary>
/// <param name="Owners">Its records, which name every file.</param>
/// <param name="Builds">What Kustomize made, with the key of the build, by the unit's directory.</param>
public sealed record KnownDeployment(
    string Name,
    ImmutableArray<Unit> Units,
    ImmutableArray<OwnedFiles> Owners,
    ImmutableSortedDictionary<string, (string Key, BuildRecord Record)> Builds
);

/// <summary>
/// Tells the deployments that must be rendered from those that need not be. What they are made from comes first; what only engines tell
/// (charts, the engine itself), and whether every file is there as recorded, once that is known.
/// </summary>
public sealed class KnownDeployments(Workspace workspace, UnitMemory memory, UnitKeys keys)
{
    private readonly Dictionary<string, string> keyOf = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<Unit>> candidates = [];

    /// <summary>Those that are known after all, once <see cref="Verify"/> has looked.</summary>
    public IReadOnlyList<KnownDeployment> Known { get; private set; } = [];

    /// <summary>Where what Kustomize made of them lies, by the key of the build.</summary>
    public IReadOnlyDictionary<string, string> Manifests =>
        Known
            .SelectMany(deployment => deployment.Builds)
            .DistinctBy(build => build.Value.Key, StringComparer.Ordinal)
            .ToDictionary(build => build.Value.Key, build => $"{build.Key}/{OverlayFolder.ManifestsFile}", StringComparer.Ordinal);

    /// <summary>Those of which something would have to be built, or was.</summary>
    public bool NeedEngine => candidates.Exists(units => Remembered(units).Engine.Length > 0);

    /// <returns>The units that must be rendered in any case.</returns>
    public IReadOnlyList<Unit> Unknown(IEnumerable<Unit> units)
    {
        var unknown = new List<Unit>();
        foreach (var deployment in Deployments(units))
            if (IsCandidate(deployment))
                candidates.Add(deployment);
            else
                unknown.AddRange(deployment);
        return unknown;
    }

    /// <returns>The units that must be rendered, too.</returns>
    public IReadOnlyList<Unit> Verify(
        IReadOnlyList<OwnedFiles> records,
        IReadOnlyDictionary<string, InflatedChart> charts,
        Engine? kustomize,
        BuildCache builds
    )
    {
        var owners = records.ToDictionary(record => record.Directory, StringComparer.Ordinal);
        var known = new List<KnownDeployment>();
        var stale = new List<Unit>();
        foreach (var units in candidates)
            if (Verified(units, owners, charts, kustomize, builds) is { } deployment)
                known.Add(deployment);
            else
                stale.AddRange(units);
        Known = known;
        return stale;
    }

    /// <summary>Gives up what rests on builds that are no answer any more.</summary>
    /// <returns>The units that must be rendered after all.</returns>
    public IReadOnlyList<Unit> Doubt(BuildCache builds)
    {
        var kept = Known.ToLookup(deployment => deployment.Builds.Values.All(build => builds.Get(build.Key) is not null));
        Known = [.. kept[true]];
        return [.. kept[false].SelectMany(deployment => deployment.Units)];
    }

    /// <summary>Remembers what a run that has written everything made of its units.</summary>
    /// <param name="isAll">It looked at the whole fleet.</param>
    public void Remember(
        IEnumerable<Unit> units,
        IReadOnlyList<Built> built,
        IReadOnlyDictionary<string, InflatedChart> charts,
        Engine? kustomize,
        bool isAll
    )
    {
        var known = Known.Select(deployment => deployment.Name).ToHashSet(StringComparer.Ordinal);
        var keyOfBuild = built.ToDictionary(one => one.Overlay.Unit.Directory, one => one.Key, StringComparer.Ordinal);
        foreach (var deployment in Deployments(units).Where(units => keyOf.ContainsKey(Name(units)) && !known.Contains(Name(units))))
            memory.Put(keyOf[Name(deployment)], Made(deployment, keyOfBuild, charts, kustomize));
        memory.Save(isAll ? keyOf.Values.ToHashSet(StringComparer.Ordinal) : null);
    }

    private bool IsCandidate(ImmutableArray<Unit> units)
    {
        // One that moves or leaves depends on more than itself, and there are few of them.
        if (units.Any(unit => unit.App.Migration is not null || unit.IsLeaving))
            return false;
        var key = keyOf[Name(units)] = keys.Of(units);
        return memory.Get(key) is { } remembered && remembered.Owners.All(owner => Sha256(owner.Directory) == owner.Sha256);
    }

    private KnownDeployment? Verified(
        ImmutableArray<Unit> units,
        Dictionary<string, OwnedFiles> records,
        IReadOnlyDictionary<string, InflatedChart> charts,
        Engine? kustomize,
        BuildCache builds
    )
    {
        var remembered = Remembered(units);
        var owners = remembered.Owners.Select(owner => records.GetValueOrDefault(owner.Directory)).OfType<OwnedFiles>().ToImmutableArray();
        var made = remembered
            .Units.Where(unit => unit.Build.Length > 0)
            .Select(unit => (unit.Directory, unit.Build, Record: builds.Get(unit.Build)))
            .ToList();
        if (
            remembered.Engine != (made.Count == 0 ? "" : kustomize?.Identity)
            || remembered.Units.Any(unit => unit.Chart != Chart(charts, unit.Directory))
            || made.Exists(unit => unit.Record is null)
            || owners.Length != remembered.Owners.Length
            || !owners.All(IsUntouched)
        )
            return null;
        return new KnownDeployment(
            Name(units),
            units,
            owners,
            made.ToImmutableSortedDictionary(unit => unit.Directory, unit => (unit.Build, unit.Record!), StringComparer.Ordinal)
        );
    }

    private bool IsUntouched(OwnedFiles owner) =>
        owner.Adopted.IsEmpty && owner.Files.All(file => workspace.Index.Sha256(file.Key) == file.Value);

    private RememberedDeployment Made(
        ImmutableArray<Unit> units,
        Dictionary<string, string> keyOfBuild,
        IReadOnlyDictionary<string, InflatedChart> charts,
        Engine? kustomize
    ) =>
        new(
            units.Any(unit => keyOfBuild.ContainsKey(unit.Directory)) ? kustomize!.Identity : "",
            [
                .. units.Select(unit => new RememberedUnit(
                    unit.Directory,
                    Chart(charts, unit.Directory),
                    keyOfBuild.GetValueOrDefault(unit.Directory, "")
                )),
            ],
            [.. Owners(units).Select(directory => (directory, Sha256(directory) ?? ""))]
        );

    // The Application of units that stand beside each other is owned above them.
    private static IEnumerable<string> Owners(ImmutableArray<Unit> units) =>
        units
            .Select(unit => unit.Directory)
            .Append(FleetLayout.Environment(units[0].Environment.Name).Overlay(units[0].App.Name).Directory)
            .Distinct(StringComparer.Ordinal);

    private RememberedDeployment Remembered(ImmutableArray<Unit> units) => memory.Get(keyOf[Name(units)])!;

    private string? Sha256(string directory) => workspace.Index.Sha256($"{directory}/{OverlayFolder.RecordFile}");

    private static string Chart(IReadOnlyDictionary<string, InflatedChart> charts, string directory) =>
        charts.TryGetValue(directory, out var chart) ? chart.Sha256 : "";

    private static IEnumerable<ImmutableArray<Unit>> Deployments(IEnumerable<Unit> units) =>
        units.GroupBy(unit => unit.Deployment.Name, StringComparer.Ordinal).Select(group => group.ToImmutableArray());

    private static string Name(ImmutableArray<Unit> units) => units[0].Deployment.Name;
}
