using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What environments say of each other, of apps, waves and clusters.</summary>
public sealed class EnvironmentChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    public void Check()
    {
        var cycles = Cycles
            .Find(
                fleet.Environments.Keys,
                name => fleet.Environments[name].Extends.Select(parent => parent.Text).Where(fleet.Environments.ContainsKey)
            )
            .ToList();
        foreach (var cycle in cycles)
            diagnostics.Add(Messages.ExtendsCycle(fleet.Environments[cycle[0]].Extends.First(parent => parent.Text == cycle[1]).At, cycle));
        foreach (var environment in fleet.Environments.Values)
        {
            foreach (var parent in environment.Extends.Where(parent => !IsPart(cycles, environment.Name, parent.Text)))
                Extends(parent);
            Apps(environment);
            Membership(environment);
        }

        Clusters();
    }

    private static bool IsPart(IEnumerable<IReadOnlyList<string>> cycles, string from, string to) =>
        cycles.Any(cycle => cycle.Zip(cycle.Skip(1)).Contains((from, to)));

    private void Extends(YamlScalar parent)
    {
        if (!fleet.Environments.TryGetValue(parent.Text, out var extended))
        {
            if (!fleet.HasEnvironment(parent.Text))
                diagnostics.Add(
                    Messages.UnknownEnvironment(
                        parent.At,
                        parent.Text,
                        fleet.Environments.Values.Where(e => e.IsAbstract).Select(e => e.Name).Concat(fleet.UnreadableNames.Environments)
                    )
                );
        }
        else if (!extended.IsAbstract && extended.ClusterCount > 0 && !extended.Unreadable.Contains("abstract"))
        {
            diagnostics.Add(Messages.ExtendsConcrete(parent.At, parent.Text));
        }
    }

    private void Apps(EnvironmentSettings environment)
    {
        foreach (
            var app in environment
                .Apps.Concat(environment.Clusters.SelectMany(cluster => cluster.Apps))
                .Where(app => !fleet.HasApp(app.Key))
        )
            diagnostics.Add(Messages.UnknownApp(app.Value.At, app.Key, fleet.AppNames));
        if (environment.Unreadable.Contains("apps"))
            return;
        foreach (var cluster in environment.Clusters)
        foreach (
            var app in cluster.Apps.Where(app =>
                fleet.HasApp(app.Key) && !environment.Apps.ContainsKey(app.Key) && !fleet.MayMean(environment.Apps, app.Key)
            )
        )
            diagnostics.Add(Messages.ClusterSettingUnused(app.Value.At, cluster.Name, app.Key));
    }

    private void Membership(EnvironmentSettings environment)
    {
        if (environment.Unreadable.Contains("abstract"))
            return;
        if (environment.IsAbstract)
        {
            if (environment.ClusterCount > 0 || environment.Wave is not null)
                diagnostics.Add(
                    Messages.AbstractHasClusters(
                        environment.Wave?.At ?? environment.Clusters.FirstOrDefault()?.At ?? environment.At,
                        environment.Name
                    )
                );
            return;
        }

        if (environment.ClusterCount == 0 && !environment.Unreadable.Contains("clusters"))
            diagnostics.Add(Messages.NoClusters(environment.At, environment.Name));
        if (environment.Wave is not { } wave || fleet.Settings.Unreadable.Contains("waves"))
            return;
        if (fleet.Settings.Waves.FirstOrDefault(known => known.Name == wave.Text) is not { } own)
            diagnostics.Add(Messages.UnknownWave(wave.At, wave.Text, fleet.Settings.Waves.Select(known => known.Name)));
        else if (environment.Follows is { Text: "head" } follows && !own.FollowsHead && !own.Unreadable.Contains("follows"))
            diagnostics.Add(Messages.FollowsAgainstWave(follows.At, environment.Name, own.Name));
    }

    private void Clusters()
    {
        var names = new Dictionary<string, Cluster>(StringComparer.Ordinal);
        foreach (var cluster in fleet.Environments.Values.SelectMany(environment => environment.Clusters))
        {
            if (OverlayFolder.Reserved.Contains(cluster.Name))
                diagnostics.Add(Messages.ReservedCluster(cluster.At, cluster.Name));
            if (!names.TryAdd(cluster.Name, cluster))
                diagnostics.Add(Messages.ClusterClaimedTwice(cluster.At, "name", cluster.Name, names[cluster.Name].At));
        }

        new ServerChecks(fleet, diagnostics).Check();
    }
}
