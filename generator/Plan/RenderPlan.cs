using System.Collections.Immutable;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Plan;

/// <summary>What is to be rendered, in ordinal order of the units' directories.</summary>
public sealed record RenderPlan(ResolvedFleet Fleet, ImmutableArray<Unit> Units);

/// <summary>An app in an environment, or in one cluster of it where clusters differ: one overlay, one owned.json.</summary>
/// <param name="Directory">Of the overlay, relative to the repository.</param>
/// <param name="Clusters">The clusters that this overlay is for; never empty.</param>
/// <param name="IsPerCluster">Each cluster of the environment has an overlay of its own.</param>
public sealed record Unit(
    Deployment Deployment,
    string Directory,
    ImmutableArray<Cluster> Clusters,
    bool IsPerCluster,
    YamlMap Values,
    YamlMap Parameters
)
{
    public required int SyncWave { get; init; }

    /// <summary>
    /// What of the chart's values names the cluster, where one unit is for several and Argo CD inflates the chart: the ApplicationSet
    /// lays it over <see cref="Values"/>. Null elsewhere.
    /// </summary>
    public YamlMap? ClusterValues { get; init; }

    /// <summary>All values of the chart, as the first of the clusters gets them.</summary>
    public YamlMap ChartValues => ClusterValues is null ? Values : Deployment.Clusters[0].Values;

    public App App => Deployment.App;

    public AppSource Source => Deployment.Source;

    public ResolvedEnvironment Environment => Deployment.Environment;

    public OverlayFolder Folder => new(Directory);

    /// <summary>How people and messages call it: the directory below that of all environments.</summary>
    public string Name => FleetLayout.UnitName(Directory);

    /// <summary>The chart is part of the overlay (deliveries rendered and kustomize).</summary>
    public bool InflatesChart => App.Chart is not null && App.Delivery != Delivery.Helm;

    /// <summary>There is something of our own beside the chart.</summary>
    public bool HasKustomizePart =>
        App.Base is not null
        || Deployment.Monitoring?.OperatorMode == true
        || App.Dashboards.Any(dashboard => Deployment.Holds(dashboard.When))
        || App.TrustBundles.Any(bundle => Deployment.Holds(bundle.When))
        || App.Components.Any(component => Deployment.Holds(component.When))
        || App.Templates.Any(template => !template.IsPatch && Deployment.Holds(template.When));

    /// <summary>The folders outside its overlay that Kustomize reads: base and components that apply, and what they lead to.</summary>
    public IEnumerable<string> KustomizeFolders =>
        App
            .Components.Where(component => Deployment.Holds(component.When))
            .Select(component => component.Path)
            .Prepend(App.Base)
            .OfType<YamlScalar>()
            .SelectMany(folder => Source.Reach.GetValueOrDefault(folder.Text, []))
            .Distinct(StringComparer.Ordinal);

    /// <summary>It is on its way to another namespace, or has arrived there.</summary>
    public bool IsMoving => App.Migration is not null && Deployment.Progress.Phase != Phase.Adopted;

    /// <summary>Its objects are to go from the clusters, or stay there unmanaged: nothing is built any more.</summary>
    public bool IsLeaving => Deployment.Removal != Removal.None;
}
