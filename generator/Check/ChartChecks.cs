using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Check;

/// <summary>Compares what charts are declared to produce with what they made, wherever that is known, and says where it is not.</summary>
public sealed class ChartChecks(FleetSettings settings, Selection selection, DiagnosticBag diagnostics)
{
    /// <param name="inflated">By the unit's directory.</param>
    /// <param name="lacking">What a unit lacks that is not among them, in a word.</param>
    public void Check(IReadOnlyList<Unit> units, IReadOnlyDictionary<string, InflatedChart> inflated, Func<Unit, string> lacking)
    {
        // A chart that could not be had was called an error already.
        var isTold = diagnostics.HasErrors;
        foreach (var app in units.GroupBy(unit => unit.App.Name, StringComparer.Ordinal))
        {
            var made = app.Where(unit => inflated.ContainsKey(unit.Directory))
                .ToDictionary(unit => unit, unit => Made(unit, inflated[unit.Directory]));
            foreach (var (unit, footprint) in made)
                More(unit, footprint);
            // The head first: it is where the mend is made.
            var unknown = app.Where(unit => !made.ContainsKey(unit))
                .OrderBy(unit => unit.Source.Directory, StringComparer.Ordinal)
                .ToList();
            if (!isTold && unknown.Find(unit => !unit.InflatesChart) is { } first)
                diagnostics.Add(Messages.ChartUnchecked(first.App.Chart!.Produces.At, app.Key, lacking(first)));
            if (unknown.Count == 0 && selection.IsAll && app.FirstOrDefault(unit => unit.Source.Release is null) is { } head)
                Less(head, made);
        }
    }

    // Of what nobody says whether it is cluster-scoped it is enough to be declared either way.
    private Footprint Made(Unit unit, InflatedChart chart)
    {
        var scopes = new KindScopes(
            settings.ClusterKinds,
            Footprints.Scopes(unit.App.Chart!.Produces, ImmutableDictionary<string, bool>.Empty)
        );
        return Footprints.Of(chart.Objects.Select(header => header.Id), unit, scopes, _ => { });
    }

    private void More(Unit unit, Footprint made)
    {
        var declared = Footprints.Declared(unit);
        if (declared.Kinds.IsEmpty && declared.ClusterKinds.IsEmpty)
            return;
        foreach (var extra in Beyond(made, declared, unit))
            diagnostics.Add(Messages.ProducesMore(unit.App.Chart!.Produces.At, unit.Name, extra));
    }

    // A release cannot be edited any more, and what only it makes is still needed.
    private void Less(Unit head, IReadOnlyDictionary<Unit, Footprint> made)
    {
        var all = made.Values.Aggregate(Footprint.Empty, (sum, more) => sum.With(more));
        var declared = made
            .Keys.Where(unit => unit.Source == head.Source)
            .Select(Footprints.Declared)
            .Aggregate(Footprint.Empty, (sum, more) => sum.With(more));
        foreach (var unused in Beyond(declared, all, head))
            diagnostics.Add(Messages.ProducesLess(head.App.Chart!.Produces.At, head.App.Name, unused));
    }

    // The app's own namespace is allowed without being declared.
    private static IEnumerable<string> Beyond(Footprint one, Footprint other, Unit unit) =>
        one
            .Kinds.Except(other.Kinds)
            .Select(kind => $"the kind {kind}")
            .Concat(
                one.ClusterKinds.Select(kind => kind.GroupKind)
                    .Except(other.ClusterKinds.Select(kind => kind.GroupKind), StringComparer.Ordinal)
                    .Except(one.Kinds, StringComparer.Ordinal)
                    .Select(kind => $"the cluster-scoped kind {kind}")
            )
            .Concat(
                one.Namespaces.Except(other.Namespaces)
                    .Where(space => space != unit.App.Namespace)
                    .Select(space => $"objects in the namespace {space}")
            );
}
