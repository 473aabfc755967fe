using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Finds what units put into clusters: as they are built, else as they are committed, and as their charts are declared. What kinds are
/// cluster-scoped is taken from the definitions that the apps of the same environment make.
/// </summary>
public sealed class FootprintStep(Workspace workspace, RenderPlan plan, DiagnosticBag diagnostics)
{
    private static readonly ObjectId Definition = new("apiextensions.k8s.io", "CustomResourceDefinition", "", "");

    public UnitFootprints Run(IReadOnlyList<Built> built, IReadOnlyList<KnownDeployment> known)
    {
        var staged = built.ToDictionary(result => result.Overlay.Unit.Directory, result => result.StagedFile, StringComparer.Ordinal);
        var records = built
            .Select(result => (result.Overlay.Unit.Directory, result.Record))
            .Concat(known.SelectMany(deployment => deployment.Builds).Select(build => (build.Key, build.Value.Record)))
            .ToDictionary(StringComparer.Ordinal);
        var objects = plan.Units.ToDictionary(
            unit => unit.Directory,
            unit => records.GetValueOrDefault(unit.Directory)?.Objects ?? Committed(unit),
            StringComparer.Ordinal
        );
        var scopes = plan
            .Units.GroupBy(unit => unit.Environment.Name, StringComparer.Ordinal)
            .SelectMany(units => Scopes([.. units], objects, staged))
            .ToDictionary(StringComparer.Ordinal);
        var unknown = new List<(Unit Unit, string Kind)>();
        var footprints = plan.Units.ToDictionary(
            unit => unit.Directory,
            unit => Footprint(unit, objects[unit.Directory], scopes[unit.Directory], kind => unknown.Add((unit, kind))),
            StringComparer.Ordinal
        );
        Tell(unknown);
        TellOfKinds(objects);
        foreach (var unit in plan.Units.Where(unit => !unit.IsLeaving && records.GetValueOrDefault(unit.Directory) is { Objects: [] }))
            diagnostics.Add(Messages.NoObjects(unit.Deployment.At, unit.Name));
        return new UnitFootprints(plan, footprints, scopes);
    }

    private static Footprint Footprint(Unit unit, IReadOnlyList<ObjectId> objects, KindScopes scopes, Action<string> unknown)
    {
        var own = Footprints.Of(objects, unit, scopes, unknown);
        return unit.App is { Delivery: Delivery.Helm, Chart: not null } ? own.With(Footprints.Declared(unit)) : own;
    }

    // By the directory of each unit of an environment.
    private IEnumerable<(string Directory, KindScopes Scopes)> Scopes(
        IReadOnlyList<Unit> units,
        Dictionary<string, IReadOnlyList<ObjectId>> objects,
        Dictionary<string, string?> staged
    )
    {
        var defined = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var unit in units.Where(unit => objects[unit.Directory].Contains(Definition)))
        foreach (var (kind, isCluster) in Defined(unit, staged.GetValueOrDefault(unit.Directory)))
            defined[kind] = isCluster;
        var known = plan.Fleet.Fleet.Settings.ClusterKinds;
        var shared = new KindScopes(known, defined);
        foreach (var unit in units)
            yield return (
                unit.Directory,
                unit.App.Chart is { } chart ? new KindScopes(known, Footprints.Scopes(chart.Produces, defined)) : shared
            );
    }

    private IReadOnlyDictionary<string, bool> Defined(Unit unit, string? staged)
    {
        if (staged is null && !workspace.Files.IsRegular(unit.Folder.Manifests))
            return ImmutableDictionary<string, bool>.Empty;
        return DefinedScopes.Scan(File.ReadAllBytes(staged ?? workspace.Files.Absolute(unit.Folder.Manifests)));
    }

    // A unit outside the selection is as it stands committed.
    private IReadOnlyList<ObjectId> Committed(Unit unit)
    {
        var path = unit.Folder.Manifests;
        return workspace.Files.IsRegular(path)
            ? BuildCache.Reduce(ManifestScanner.Scan(File.ReadAllBytes(workspace.Files.Absolute(path))).Select(header => header.Id))
            : [];
    }

    private void TellOfKinds(IReadOnlyDictionary<string, IReadOnlyList<ObjectId>> objects)
    {
        var mistaken = plan
            .Units.SelectMany(unit => objects[unit.Directory].Where(id => BuiltInKinds.IsMistaken(id)).Select(id => (Unit: unit, Id: id)))
            .GroupBy(one => (one.Unit.App.Name, one.Id.GroupKind));
        foreach (var kind in mistaken)
        {
            var (first, id) = kind.First();
            var units = kind.Select(one => one.Unit.Name).Distinct(StringComparer.Ordinal);
            diagnostics.Add(Messages.UnknownKind(first.App.At, id.Kind, id.Group, BuiltInKinds.Near(id), [.. units]));
        }
    }

    private void Tell(IEnumerable<(Unit Unit, string Kind)> unknown)
    {
        foreach (var kind in unknown.GroupBy(one => (one.Unit.App.Name, one.Kind)))
        {
            var units = kind.Select(one => one.Unit.Name).Distinct(StringComparer.Ordinal);
            diagnostics.Add(Messages.UnknownScope(kind.First().Unit.Deployment.At, kind.Key.Kind, [.. units]));
        }
    }
}
