using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// Lays the layers of an app in an environment over each other, for each cluster, and holds the parameters against what the app declares.
/// Pure.
/// </summary>
/// <param name="isWhole">Nothing that the environment extends is missing.</param>
public sealed class ParameterResolver(
    Fleet fleet,
    ResolvedEnvironment environment,
    AppSource source,
    bool isWhole,
    DiagnosticBag diagnostics
)
{
    private readonly string app = source.App.Name;

    /// <summary>
    /// One for each cluster, in the order written. Clusters that say nothing of their own share their maps, but for values that name the
    /// cluster.
    /// </summary>
    public ImmutableArray<ClusterInputs> Clusters()
    {
        var clusters = environment.Settings.Clusters;
        var shared = Said(null);
        if (clusters.Any(cluster => !SpeaksOf(cluster)))
            Check(shared.Parameters, null);
        return [.. clusters.Select(cluster => (SpeaksOf(cluster) ? Checked(cluster) : shared).Of(cluster))];
    }

    private bool SpeaksOf(Cluster cluster) => cluster.Apps.ContainsKey(app);

    private Inputs Checked(Cluster cluster)
    {
        var inputs = Said(cluster);
        Check(inputs.Parameters, cluster);
        return inputs;
    }

    private Inputs Said(Cluster? cluster)
    {
        var at = environment.Settings.At;
        var values = Merge.Values(Layers.Values(fleet.Settings, environment, source, cluster).Select(layer => layer.Map), at);
        var parameters = Merge.All(Layers.Parameters(fleet.Settings, environment, source, cluster).Select(layer => layer.Map), at);
        var common = new ValueFacts(environment, parameters, diagnostics).Common(values);
        return new Inputs(common, ValueFacts.NameCluster(common) ? null : ValueFacts.Last(common), parameters);
    }

    /// <param name="Values">Null where they differ by cluster.</param>
    private sealed record Inputs(YamlMap Common, YamlMap? Values, YamlMap Parameters)
    {
        public ClusterInputs Of(Cluster cluster) => new(cluster, Values ?? ValueFacts.Of(Common, cluster), Parameters) { Common = Common };
    }

    private void Check(YamlMap parameters, Cluster? cluster)
    {
        var found = new DiagnosticBag();
        var at = environment.Settings.Apps[app].At;
        source.App.Parameters.Check(new YamlMap(at, parameters.Entries), $"parameters of {app}", found);
        var isSaid = isWhole && !IsDoubtful(cluster);
        foreach (var diagnostic in found.Sorted())
        {
            // What is missing is to be said by the environment, also where an object stands only in the app.
            if (diagnostic.Code != Messages.MissingKeyCode)
                diagnostics.Add(diagnostic);
            else if (isSaid)
                diagnostics.Add(
                    diagnostic.At!.Value.File.StartsWith($"{source.Directory}/", StringComparison.Ordinal)
                        ? diagnostic with
                        {
                            At = at,
                        }
                        : diagnostic
                );
        }
    }

    // A layer with a mistake may be the one that says what seems to be missing.
    private bool IsDoubtful(Cluster? cluster) =>
        fleet.Settings.Unreadable.Contains("apps")
        || environment.Lineage.Any(member => member.Unreadable.Contains("apps"))
        || environment
            .Lineage.Select(member => member.Apps)
            .Append(fleet.Settings.Apps)
            .Concat(cluster is null ? [] : [cluster.Apps])
            .Any(apps => fleet.MayMean(apps, app) || apps.GetValueOrDefault(app)?.Unreadable.Contains("parameters") == true);
}
