using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Stage 2: follows every reference of the fleet. Pure.</summary>
public sealed class Resolver(Fleet fleet, DiagnosticBag diagnostics)
{
    public ResolvedFleet Resolve()
    {
        var environments = fleet.Environments.Values.Where(environment => !environment.IsAbstract).Select(Environment).ToImmutableArray();
        var deployments = environments
            .SelectMany(environment => environment.Settings.Apps.Keys.Where(fleet.Apps.ContainsKey).Select(app => Deployment(environment, app)))
            .OfType<Deployment>()
            .ToImmutableArray();
        foreach (var deployment in deployments) CheckRequirements(deployment);
        return new ResolvedFleet(fleet, environments, deployments);
    }

    private ResolvedEnvironment Environment(EnvironmentSettings settings)
    {
        var lineage = Lineage(settings);
        var wave = fleet.Settings.Waves.FirstOrDefault(wave => wave.Name == settings.Wave?.Text);
        return new ResolvedEnvironment(settings, lineage)
        {
            Class = Nearest(settings, lineage, "class", member => member.Class),
            KubernetesVersion = Nearest(settings, lineage, "kubernetesVersion", member => member.KubernetesVersion),
            FollowsHead = settings.FollowsHead || wave?.FollowsHead == true,
            Features = lineage.SelectMany(member => member.Features).Select(feature => feature.Text).ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }

    private ImmutableArray<EnvironmentSettings> Lineage(EnvironmentSettings settings)
    {
        var lineage = new List<EnvironmentSettings>();
        Add(settings, []);
        return [.. lineage];

        // A circle was reported when the files were read; here it only must not trap us.
        void Add(EnvironmentSettings member, ImmutableHashSet<string> above)
        {
            if (above.Contains(member.Name) || lineage.Contains(member)) return;
            foreach (var parent in member.Extends)
                if (fleet.Environments.TryGetValue(parent.Text, out var extended)) Add(extended, above.Add(member.Name));
            lineage.Add(member);
        }
    }

    private string Nearest(EnvironmentSettings settings, IEnumerable<EnvironmentSettings> lineage, string key, Func<EnvironmentSettings, YamlScalar?> value)
    {
        if (lineage.Reverse().Select(value).OfType<YamlScalar>().FirstOrDefault() is { } found) return found.Text;
        diagnostics.Add(Messages.MissingInEnvironment(settings.At, settings.Name, key));
        return "";
    }

    private Deployment? Deployment(ResolvedEnvironment environment, string app)
    {
        var at = environment.Settings.Apps[app].At;
        if (Source(environment, app, at) is not { } source) return null;
        var settings = environment.Lineage.Where(member => member.Apps.ContainsKey(app)).Select(member => (Environment: member.Name, Settings: member.Apps[app])).ToList();
        return new Deployment(environment, source, at)
        {
            Automated = settings.Select(entry => entry.Settings.Sync).LastOrDefault(sync => sync is not null) != "manual",
            Removal = settings[^1].Settings.Removal,
            Patches = [.. settings.SelectMany(entry => entry.Settings.Patches.Select(patch => new EnvironmentPatch($"environments/{entry.Environment}/{patch.File.Text}", patch))).Where(patch => patch.Patch.When.Holds(environment.Features))],
            Clusters = Clusters(environment, source),
        };
    }

    private AppSource? Source(ResolvedEnvironment environment, string app, Position at)
    {
        var head = fleet.Apps[app];
        if (!fleet.Pins.TryGetValue((environment.Name, app), out var pin))
        {
            if (environment.FollowsHead) return head;
            var releases = fleet.Releases.Keys.Where(key => key.App == app).Select(key => key.Release).ToList();
            diagnostics.Add(Messages.PinMissing(at, environment.Name, app, releases.LastOrDefault() ?? "<what `gitopsgen release cut` names>"));
            return null;
        }

        if (pin.Release.Text != "head") return fleet.Releases.GetValueOrDefault((app, pin.Release.Text));
        if (!environment.FollowsHead) diagnostics.Add(Messages.PinFollowsHead(pin.Release.At, environment.Name));
        return head;
    }

    private ImmutableArray<ClusterInputs> Clusters(ResolvedEnvironment environment, AppSource source)
    {
        var shared = Inputs(null);
        return [.. environment.Settings.Clusters.Select(cluster => cluster.Apps.ContainsKey(source.App.Name) ? Checked(Inputs(cluster)) with { Cluster = cluster } : shared with { Cluster = cluster })];

        ClusterInputs Inputs(Cluster? cluster)
        {
            var values = Merge.All(Layers.Values(fleet.Settings, environment, source, cluster).Select(layer => layer.Map), environment.Settings.At);
            var parameters = Merge.All(Layers.Parameters(fleet.Settings, environment, source, cluster).Select(layer => layer.Map), environment.Settings.At);
            var inputs = new ClusterInputs(cluster!, values, parameters);
            return cluster is null && environment.Settings.Clusters.Any(other => !other.Apps.ContainsKey(source.App.Name)) ? Checked(inputs) : inputs;
        }

        ClusterInputs Checked(ClusterInputs inputs)
        {
            source.App.Parameters.Check(new YamlMap(environment.Settings.Apps[source.App.Name].At, inputs.Parameters.Entries), $"parameters of {source.App.Name}", diagnostics);
            return inputs;
        }
    }

    private void CheckRequirements(Deployment deployment)
    {
        foreach (var required in deployment.App.Requires.Select(required => required.Text))
            if (fleet.Apps.ContainsKey(required) && !deployment.Environment.Settings.Apps.ContainsKey(required))
                diagnostics.Add(Messages.RequirementNotDeployed(deployment.At, deployment.App.Name, required, deployment.Environment.Name));
    }
}
