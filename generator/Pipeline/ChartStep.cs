using GitOpsGen.Charts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Inflates the charts of the units: those that go into an overlay must be had; those that Argo CD inflates are looked at only when
/// they are at hand, to check what was declared of them.
/// </summary>
public sealed class ChartStep(Workspace workspace, EngineFinder engines, FleetSettings settings, bool offline, DiagnosticBag diagnostics)
{
    public async Task<IReadOnlyDictionary<string, InflatedChart>> RunAsync(IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        var withChart = units.Where(unit => unit.App.Chart is not null).ToList();
        var inflated = new Dictionary<string, InflatedChart>(StringComparer.Ordinal);
        var pullable = new ChartStore(workspace.Index, null, offline: true, diagnostics);
        if (withChart.Any(unit => unit.InflatesChart || pullable.AtHand(unit.Source) is not null))
        {
            if (await engines.HelmAsync(settings.Helm, diagnostics, cancellation) is not { } helm) return inflated;
            var store = new ChartStore(workspace.Index, helm, offline, diagnostics);
            var inflater = new ChartInflater(helm, Path.Join(workspace.Stage.Cache, "inflated"), diagnostics);
            foreach (var unit in withChart)
            {
                var chart = unit.InflatesChart ? await store.GetAsync(unit.Source, cancellation) : store.AtHand(unit.Source);
                if (chart is not null && await inflater.InflateAsync(unit, chart, cancellation) is { } result) inflated[unit.Directory] = result;
            }
        }

        Check(withChart, inflated);
        return inflated;
    }

    private void Check(List<Unit> units, Dictionary<string, InflatedChart> inflated)
    {
        var scopes = new KindScopes(settings.ClusterKinds);
        foreach (var app in units.GroupBy(unit => unit.Source.Directory, StringComparer.Ordinal))
        {
            var declared = Footprints.Of(app.First().App.Chart!.Produces);
            var known = app.Where(unit => inflated.ContainsKey(unit.Directory)).ToList();
            if (known.Count == 0 && app.First().App.Delivery == Delivery.Helm) diagnostics.Add(Messages.ChartUnchecked(app.First().App.Chart!.Produces.At, app.First().App.Name));
            if (declared == Footprint.Empty || (declared.Kinds.IsEmpty && declared.ClusterKinds.IsEmpty)) continue;
            foreach (var unit in known)
                foreach (var extra in Extra(Footprints.Of(inflated[unit.Directory].Objects, unit, scopes, diagnostics), declared))
                    diagnostics.Add(Messages.ProducesMore(unit.App.Chart!.Produces.At, unit.Name, extra));
        }
    }

    private static IEnumerable<string> Extra(Footprint made, Footprint declared) =>
        made.Kinds.Except(declared.Kinds).Select(kind => $"the kind {kind}")
            .Concat(made.ClusterKinds.Select(kind => kind.GroupKind).Except(declared.ClusterKinds.Select(kind => kind.GroupKind), StringComparer.Ordinal).Select(kind => $"the cluster-scoped kind {kind}"))
            .Concat(made.Namespaces.Except(declared.Namespaces).Select(space => $"objects in the namespace {space}"));
}
