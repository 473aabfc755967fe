using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Checks what only all files together can tell: names, references, waves and clusters.</summary>
public static class FleetChecks
{
    // Folders of an environment that are not overlays.
    private static readonly string[] Reserved = ["releases", "patches"];

    public static void Check(Fleet fleet, DiagnosticBag diagnostics)
    {
        Names(fleet, diagnostics);
        Requirements(fleet, diagnostics);
        foreach (var environment in fleet.Environments.Values)
        {
            Extends(fleet, environment, diagnostics);
            Members(fleet, environment, diagnostics);
        }

        Clusters(fleet, diagnostics);
        Waves(fleet, diagnostics);
        Features(fleet, diagnostics);
        Pins(fleet, diagnostics);
    }

    private static void Names(Fleet fleet, DiagnosticBag diagnostics)
    {
        foreach (var app in fleet.Apps.Where(app => Reserved.Contains(app.Key, StringComparer.Ordinal)))
            diagnostics.Add(Messages.ReservedName(app.Value.App.At, app.Key));
        foreach (var app in fleet.Settings.Apps.Where(app => !fleet.Apps.ContainsKey(app.Key)))
            diagnostics.Add(Messages.UnknownApp(app.Value.At, app.Key, fleet.Apps.Keys));
        Unique(fleet.Settings.Waves.Select(wave => (wave.Name, wave.At)), "wave", diagnostics);
        Unique(fleet.Settings.Prerequisites.Select(item => (item.Name, item.At)), "prerequisite", diagnostics);
    }

    private static void Unique(IEnumerable<(string Name, Position At)> names, string what, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<string, Position>(StringComparer.Ordinal);
        foreach (var (name, at) in names)
            if (!seen.TryAdd(name, at)) diagnostics.Add(Messages.DuplicateName(at, what, name, seen[name]));
    }

    private static void Requirements(Fleet fleet, DiagnosticBag diagnostics)
    {
        var known = fleet.Apps.Keys.Concat(fleet.Settings.Prerequisites.Select(item => item.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var app in fleet.Apps.Values.Concat(fleet.Releases.Values).Select(source => source.App))
            foreach (var required in app.Requires.Where(required => !known.Contains(required.Text)))
                diagnostics.Add(Messages.UnknownRequirement(required.At, required.Text, known));

        foreach (var cycle in Cycles.Find(fleet.Apps.Keys, name => fleet.Apps[name].App.Requires.Select(required => required.Text).Where(fleet.Apps.ContainsKey)))
            diagnostics.Add(Messages.RequirementCycle(fleet.Apps[cycle[0]].App.Requires.First(required => required.Text == cycle[1]).At, cycle));
    }

    private static void Extends(Fleet fleet, EnvironmentSettings environment, DiagnosticBag diagnostics)
    {
        foreach (var parent in environment.Extends)
        {
            if (!fleet.Environments.TryGetValue(parent.Text, out var extended)) diagnostics.Add(Messages.UnknownEnvironment(parent.At, parent.Text, fleet.Environments.Values.Where(e => e.IsAbstract).Select(e => e.Name)));
            else if (!extended.IsAbstract) diagnostics.Add(Messages.ExtendsConcrete(parent.At, parent.Text));
        }

        var cycle = Cycles.Find(fleet.Environments.Keys, name => fleet.Environments[name].Extends.Select(parent => parent.Text).Where(fleet.Environments.ContainsKey))
            .FirstOrDefault(cycle => cycle[0] == environment.Name);
        if (cycle is not null) diagnostics.Add(Messages.ExtendsCycle(environment.Extends.First(parent => parent.Text == cycle[1]).At, cycle));
    }

    private static void Members(Fleet fleet, EnvironmentSettings environment, DiagnosticBag diagnostics)
    {
        foreach (var app in environment.Apps.Concat(environment.Clusters.SelectMany(cluster => cluster.Apps)).Where(app => !fleet.Apps.ContainsKey(app.Key)))
            diagnostics.Add(Messages.UnknownApp(app.Value.At, app.Key, fleet.Apps.Keys));
        if (environment.Wave is { } wave && fleet.Settings.Waves.All(known => known.Name != wave.Text))
            diagnostics.Add(Messages.UnknownWave(wave.At, wave.Text, fleet.Settings.Waves.Select(known => known.Name)));
        if (environment.IsAbstract && (!environment.Clusters.IsEmpty || environment.Wave is not null))
            diagnostics.Add(Messages.AbstractHasClusters(environment.Wave?.At ?? environment.Clusters[0].At, environment.Name));
        if (!environment.IsAbstract && environment.Clusters.IsEmpty)
            diagnostics.Add(Messages.NoClusters(environment.At, environment.Name));
    }

    private static void Clusters(Fleet fleet, DiagnosticBag diagnostics)
    {
        var names = new Dictionary<string, Cluster>(StringComparer.Ordinal);
        var servers = new Dictionary<string, Cluster>(StringComparer.Ordinal);
        foreach (var cluster in fleet.Environments.Values.SelectMany(environment => environment.Clusters))
        {
            if (!names.TryAdd(cluster.Name, cluster)) diagnostics.Add(Messages.ClusterClaimedTwice(cluster.At, "name", cluster.Name, names[cluster.Name].At));
            else if (cluster.Server.Length > 0 && !servers.TryAdd(cluster.Server, cluster)) diagnostics.Add(Messages.ClusterClaimedTwice(cluster.At, "server", cluster.Server, servers[cluster.Server].At));
        }
    }

    private static void Waves(Fleet fleet, DiagnosticBag diagnostics)
    {
        var counts = fleet.Settings.Waves.ToDictionary(
            wave => wave,
            wave => fleet.Environments.Values.Where(environment => environment.Wave?.Text == wave.Name).Sum(environment => environment.Clusters.Length));
        var total = counts.Where(count => count.Key.Percent is not null).Sum(count => count.Value);
        var (cumulative, before) = (0, 0);
        foreach (var wave in fleet.Settings.Waves)
        {
            if (counts[wave] == 0) diagnostics.Add(Messages.WaveWithoutClusters(wave.At, wave.Name));
            if (wave.Percent is not { } percent) continue;
            if (percent <= before) diagnostics.Add(Messages.PercentagesFall(wave.At, wave.Name, percent, before));
            before = percent;
            cumulative += counts[wave];
            var expected = ((total * percent) + 99) / 100;
            if (counts[wave] > 0 && cumulative != expected) diagnostics.Add(Messages.PercentageNotMet(wave.At, wave.Name, percent, expected, cumulative, total));
        }
    }

    private static void Features(Fleet fleet, DiagnosticBag diagnostics)
    {
        var known = fleet.Environments.Values.SelectMany(environment => environment.Features).Select(feature => feature.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var app in fleet.Apps.Values.Select(source => source.App))
        {
            var conditions = app.Values.Select(file => file.When)
                .Concat(app.Components.Select(component => component.When))
                .Concat(app.Patches.Select(patch => patch.When))
                .Concat(app.Templates.Select(template => template.When));
            // A feature that nobody has switched on is a choice; one that looks like another is a slip.
            foreach (var feature in conditions.SelectMany(when => when.Features).Where(feature => !known.Contains(feature.Text)))
                if (Nearest.To(feature.Text, known) is { } nearest) diagnostics.Add(Messages.UnknownFeature(feature.At, feature.Text, nearest));
        }
    }

    private static void Pins(Fleet fleet, DiagnosticBag diagnostics)
    {
        foreach (var ((environment, app), pin) in fleet.Pins)
        {
            if (!fleet.Apps.ContainsKey(app)) continue;
            var known = fleet.Releases.Keys.Where(key => key.App == app).Select(key => key.Release).ToList();
            foreach (var release in new[] { pin.Release, pin.Previous }.OfType<YamlScalar>())
                if (release.Text != "head" && !known.Contains(release.Text, StringComparer.Ordinal))
                    diagnostics.Add(Messages.UnknownRelease(release.At, app, release.Text, known));
            if (!fleet.Environments[environment].Apps.ContainsKey(app)) diagnostics.Add(Messages.PinUnused(pin.At, environment, app));
        }
    }
}
