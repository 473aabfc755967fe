using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Plan;

/// <summary>Stage 3: cuts the fleet into units and orders them. Pure.</summary>
public sealed partial class Planner(ResolvedFleet fleet, DiagnosticBag diagnostics)
{
    public RenderPlan Plan()
    {
        var units = fleet
            .Deployments.GroupBy(deployment => deployment.Environment.Name, StringComparer.Ordinal)
            .SelectMany(InEnvironment)
            .OrderBy(unit => unit.Directory, StringComparer.Ordinal)
            .ToImmutableArray();
        CheckNames(units);
        return new RenderPlan(fleet, units);
    }

    // Argo CD knows Applications by name alone: web-eu on 1 and web on eu-1 would be one. (One app twice on a cluster is the clusters'
    // mistake.)
    private void CheckNames(IEnumerable<Unit> units)
    {
        var taken = new Dictionary<string, Deployment>(StringComparer.Ordinal);
        foreach (var deployment in units.Select(unit => unit.Deployment).DistinctBy(deployment => deployment.Name, StringComparer.Ordinal))
        {
            var app = deployment.App.ArgoName;
            var names = deployment.Clusters.Select(inputs => $"Application {app}-{inputs.Cluster.Name}");
            if (deployment.Clusters.Length > 1)
                names = names.Append($"ApplicationSet {app}-{deployment.Environment.Settings.ArgoName}");
            foreach (var name in names)
                if (!taken.TryAdd(name, deployment) && !IsTold(name, deployment, taken[name]))
                    diagnostics.Add(Messages.ApplicationNameTaken(deployment.At, name, taken[name].At));
        }
    }

    private static bool IsTold(string name, Deployment one, Deployment other) =>
        name.StartsWith("Application ", StringComparison.Ordinal) && one.App.Name == other.App.Name;

    private IEnumerable<Unit> InEnvironment(IEnumerable<Deployment> deployments)
    {
        var waves = new SyncWaves(deployments, diagnostics);
        return deployments.SelectMany(deployment => Units(deployment, waves.Of(deployment.App.Name)));
    }

    private static IEnumerable<Unit> Units(Deployment deployment, int wave)
    {
        var environment = FleetLayout.Environment(deployment.Environment.Name);
        var clusters = deployment.Clusters;
        if (clusters.IsEmpty)
            return [];
        if (clusters.Length == 1 || !Differ(deployment))
            return [Common(deployment, environment.Overlay(deployment.App.Name).Directory, wave)];
        return clusters.Select(inputs => new Unit(
            deployment,
            environment.Overlay(deployment.App.Name, inputs.Cluster.Name).Directory,
            [inputs.Cluster],
            IsPerCluster: true,
            inputs.Values,
            inputs.Parameters
        )
        {
            SyncWave = wave,
        });
    }

    // One unit for all clusters. Values that name the cluster are then the ApplicationSet's to fill in.
    private static Unit Common(Deployment deployment, string directory, int wave)
    {
        var first = deployment.Clusters[0];
        var isFilledLater = deployment.Clusters.Length > 1 && ValueFacts.NameCluster(first.Common);
        var (shared, own) = isFilledLater ? ValueFacts.Split(first.Common) : (first.Values, null);
        return new Unit(
            deployment,
            directory,
            [.. deployment.Clusters.Select(inputs => inputs.Cluster)],
            IsPerCluster: false,
            shared,
            first.Parameters
        )
        {
            SyncWave = wave,
            ClusterValues = own,
        };
    }

    private static bool Differ(Deployment deployment)
    {
        if (
            deployment.App.Templates.Any(template =>
                deployment.Holds(template.When)
                && deployment.Source.Texts.TryGetValue(template.File.Text, out var text)
                && MentionsCluster().IsMatch(text)
            )
        )
            return true;
        var first = deployment.Clusters[0];
        return deployment.Clusters.Any(other => IsOther(Values(other), Values(first)) || IsOther(other.Parameters, first.Parameters));

        // An ApplicationSet fills into the values of a chart what they name of the cluster; who renders it here needs to know.
        YamlMap Values(ClusterInputs inputs) => deployment.App.Delivery == Delivery.Helm ? inputs.Common : inputs.Values;
    }

    private static bool IsOther(YamlMap one, YamlMap other) =>
        !ReferenceEquals(one, other) && YamlWriter.Write(one) != YamlWriter.Write(other);

    // A text in quotes may hold braces; what is not found here would give all clusters the texts of the first.
    [GeneratedRegex("""\{\{(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^}]|\}[^}])*?\bcluster\b""", RegexOptions.NonBacktracking)]
    private static partial Regex MentionsCluster();
}
