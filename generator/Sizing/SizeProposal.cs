using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Resolve;

namespace GitOpsGen.Sizing;

/// <summary>What an environment should say: bounds with room for each of its clusters that was measured.</summary>
/// <param name="Unmeasured">Clusters that nothing was measured of.</param>
public sealed record SizeProposal(ResolvedEnvironment Environment, ImmutableArray<ClusterSize> Clusters, ImmutableArray<string> Unmeasured)
{
    public Bounds Bounds { get; } = Clusters.Select(cluster => cluster.Proposed).Aggregate((all, one) => all.With(one));

    /// <summary>Whether each cluster that was measured has these bounds already.</summary>
    public bool IsSaid => Clusters.All(cluster => cluster.Now == Bounds);

    /// <summary>Of each environment that something was measured of.</summary>
    /// <param name="app">Its head: what it says of scaling holds for its releases, too.</param>
    /// <param name="unnamed">The cluster of a series that says none; null where the caller says none either.</param>
    public static ImmutableArray<SizeProposal> Of(
        App app,
        ResolvedFleet fleet,
        ImmutableArray<Usage> usage,
        string? unnamed,
        DiagnosticBag diagnostics
    )
    {
        var calculation = new SizeCalculation(app.Scaling!, app.Parameters, diagnostics);
        var places = fleet
            .Deployments.Where(deployment => deployment.App.Name == app.Name)
            .SelectMany(deployment => deployment.Clusters.Select(inputs => (Deployment: deployment, Inputs: inputs)))
            .ToList();
        var matched = new UsageClusters([.. places.Select(place => place.Inputs.Cluster.Name)], unnamed, diagnostics).Match(usage);
        return
        [
            .. places
                .GroupBy(place => place.Deployment)
                .Select(environment => (environment.Key.Environment, Clusters: environment.ToList()))
                .Select(one =>
                    (
                        one.Environment,
                        Sizes: one.Clusters.Where(place => matched.ContainsKey(place.Inputs.Cluster.Name))
                            .Select(place => calculation.Of(place.Deployment, place.Inputs, matched[place.Inputs.Cluster.Name]))
                            .OfType<ClusterSize>()
                            .ToImmutableArray(),
                        All: one.Clusters.Select(place => place.Inputs.Cluster.Name)
                    )
                )
                .Where(one => !one.Sizes.IsEmpty)
                .Select(one => new SizeProposal(
                    one.Environment,
                    one.Sizes,
                    [.. one.All.Except(one.Sizes.Select(size => size.Cluster), StringComparer.Ordinal)]
                )),
        ];
    }
}
