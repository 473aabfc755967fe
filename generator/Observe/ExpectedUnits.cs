using System.Collections.Immutable;
using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Promote;
using GitOpsGen.Promote.States;
using GitOpsGen.Resolve;

namespace GitOpsGen.Observe;

/// <summary>Works out of what git says which Applications there must be, what they are made from, and who is asked of them. Pure.</summary>
public sealed class ExpectedUnits(BaseFleet fleet)
{
    private readonly FleetSettings settings = fleet.Fleet.Fleet.Settings;

    // What is wrong with the plan was told by whoever rendered it.
    private readonly ILookup<string, Unit> plan = new Planner(fleet.Fleet, new DiagnosticBag())
        .Plan()
        .Units.ToLookup(unit => unit.Deployment.Name, StringComparer.Ordinal);

    public ImmutableArray<ExpectedUnit> All =>
        [.. fleet.State.Units.Where(unit => plan.Contains(unit.Name) && !unit.Clusters.IsEmpty).Select(Of)];

    private ExpectedUnit Of(PromotedUnit unit)
    {
        var deployment = plan[unit.Name].First().Deployment;
        var environment = deployment.Environment;
        return new ExpectedUnit(
            unit,
            (environment.ArgoCdUrl ?? settings.ArgoCdUrl)?.Text,
            (environment.Prometheus ?? settings.Promotion.Prometheus)?.Text
        )
        {
            At = (environment.ArgoCdUrl ?? settings.ArgoCdUrl)?.At ?? settings.At,
            PrometheusAt = (environment.Prometheus ?? settings.Promotion.Prometheus)?.At ?? settings.At,
            Applications = [.. plan[unit.Name].SelectMany(Applications)],
            Queries = Queries(unit),
            Namespace = deployment.App.Namespace,
        };
    }

    private IEnumerable<ExpectedApplication> Applications(Unit unit) =>
        unit.Clusters.Select(cluster => new ExpectedApplication(
            cluster.Name,
            new ApplicationName($"{unit.App.ArgoName}-{cluster.Name}", unit.Environment.Class, settings.ArgoCdNamespace),
            Paths(unit)
        )
        {
            Chart = unit.App is { Delivery: Delivery.Helm, Chart: { Path: null } chart }
                ? new ExpectedChart(chart.Name, chart.Version)
                : null,
        });

    // What Argo CD itself builds reaches the app's own folders, in which a change need not touch the overlay.
    private static ImmutableArray<string> Paths(Unit unit) =>
        unit.App.Delivery switch
        {
            Delivery.Kustomize => [unit.Directory, .. unit.KustomizeFolders],
            Delivery.Helm when unit.App.Chart?.Path is { } path => [unit.Directory, $"{unit.Source.Directory}/{path}"],
            _ => [unit.Directory],
        };

    // A gate's and a trigger's that are the same are asked once.
    private ImmutableArray<MetricQuery> Queries(PromotedUnit unit)
    {
        var wave = fleet.State.Waves.FirstOrDefault(wave => wave.Name == unit.Wave);
        return
        [
            .. (wave?.Leave.Queries ?? [])
                .Concat(fleet.State.Apps[unit.App].Triggers)
                .DistinctBy(query => (query.Name, query.Text, query.Minimum, query.Maximum)),
        ];
    }
}
