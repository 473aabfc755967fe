using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Checks what only all files together can tell. One mistake gives one diagnostic: what follows from something that is reported already is
/// left unsaid.
/// </summary>
public sealed class FleetChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    private FleetSettings Settings => fleet.Settings;

    public void Check()
    {
        Tools();
        Names();
        Requirements();
        new EnvironmentChecks(fleet, diagnostics).Check();
        new WaveChecks(fleet, diagnostics).Check();
        new GateChecks(fleet, diagnostics).Check();
        new FeatureChecks(fleet, diagnostics).Check();
        Sides();
        Pins();
    }

    // Where nothing moves there is one copy, and what is for the other would never apply.
    private void Sides()
    {
        foreach (var source in InUse().Where(source => source.App.Migration is null && !source.App.Unreadable.Contains("migration")))
        foreach (var at in SidesOf(source.App))
            diagnostics.Add(Messages.SideWithoutMigration(at, source.App.Name));
        foreach (var (app, settings) in fleet.Environments.Values.SelectMany(environment => environment.Apps))
            if (fleet.Apps.GetValueOrDefault(app)?.App is { Migration: null } still && !still.Unreadable.Contains("migration"))
                foreach (var patch in settings.Patches.Where(patch => patch.When.Side is not null))
                    diagnostics.Add(Messages.SideWithoutMigration(patch.File.At, app));
    }

    private static IEnumerable<Position> SidesOf(App app) =>
        app
            .Components.Select(component => (component.Path.At, component.When))
            .Concat(app.Patches.Select(patch => (patch.File.At, patch.When)))
            .Concat(app.Templates.Select(template => (template.File.At, template.When)))
            .Where(part => part.When.Side is not null)
            .Select(part => part.At);

    private void Tools()
    {
        foreach (var tool in new[] { Settings.Kustomize, Settings.Helm })
            if (tool.Version is { } range && VersionRange.Parse(range) is null)
                diagnostics.Add(Messages.BadVersionRange(tool.At, range));
    }

    private void Names()
    {
        foreach (var app in fleet.Apps.Values.Where(app => EnvironmentFolder.Reserved.Contains(app.App.Name)))
            diagnostics.Add(Messages.ReservedName(app.App.At, app.App.Name));
        foreach (var app in Settings.Apps.Where(app => !fleet.HasApp(app.Key)))
            diagnostics.Add(Messages.UnknownApp(app.Value.At, app.Key, fleet.AppNames));
        foreach (
            var name in fleet
                .Environments.Values.Select(environment => environment.Class)
                .OfType<YamlScalar>()
                .Where(name => name.Text == "default" || name.Text == $"{Settings.Name}-root")
        )
            diagnostics.Add(Messages.ReservedClass(name.At, name.Text));
        new FormerNameChecks(fleet, diagnostics).Check();
        Unique("wave", Settings.Waves.Select(wave => (wave.Name, wave.At)));
        // An app may have the name of one: where it does not run, somebody else runs what it is.
        Unique("prerequisite", Settings.Prerequisites.Select(item => (item.Name, item.At)));
    }

    private void Unique(string what, IEnumerable<(string Name, Position At)> names)
    {
        var seen = new Dictionary<string, Position>(StringComparer.Ordinal);
        foreach (var (name, at) in names)
            if (!seen.TryAdd(name, at))
                diagnostics.Add(Messages.DuplicateName(at, what, name, seen[name]));
    }

    private void Requirements()
    {
        var known = fleet.AppNames.Concat(Settings.Prerequisites.Select(item => item.Name)).ToHashSet(StringComparer.Ordinal);
        var unknown = InUse()
            .SelectMany(source => source.App.Requires.Select(required => (source.App.Name, Required: required)))
            .Where(entry => !known.Contains(entry.Required.Text))
            .DistinctBy(entry => (entry.Name, entry.Required.Text))
            .Select(entry => entry.Required);
        // A prerequisite that cannot be read may be the one.
        if (!Settings.Unreadable.Contains("prerequisites"))
            foreach (var required in unknown)
                diagnostics.Add(Messages.UnknownRequirement(required.At, required.Text, known));

        foreach (
            var cycle in Cycles.Find(
                fleet.Apps.Keys,
                name => fleet.Apps[name].App.Requires.Select(required => required.Text).Where(fleet.Apps.ContainsKey)
            )
        )
            diagnostics.Add(
                Messages.RequirementCycle(fleet.Apps[cycle[0]].App.Requires.First(required => required.Text == cycle[1]).At, cycle)
            );
    }

    // Heads first: what they say can be mended. A release that nobody runs may name what is gone.
    private IEnumerable<AppSource> InUse() =>
        fleet.Apps.Values.Concat(
            fleet.Pins.Select(pin => fleet.Releases.GetValueOrDefault((pin.Key.App, pin.Value.Release.Text))).OfType<AppSource>().Distinct()
        );

    private void Pins()
    {
        foreach (var ((environment, app), pin) in fleet.Pins)
        {
            if (!fleet.HasApp(app))
                UnknownApp(environment, app);
            else
                Pin(environment, app, pin);
        }
    }

    // Where the environment names the same unknown app, that is said already.
    private void UnknownApp(string environment, string app)
    {
        if (fleet.Environments.GetValueOrDefault(environment)?.Apps.ContainsKey(app) != true)
            diagnostics.Add(Messages.UnknownApp(Position.Start(FleetLayout.Environment(environment).Pin(app)), app, fleet.AppNames));
    }

    private void Pin(string name, string app, Pin pin)
    {
        var known = fleet
            .Releases.Keys.Concat(fleet.UnreadableNames.Releases)
            .Where(key => key.App == app)
            .Select(key => key.Release)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var release in new[] { pin.Release, pin.Previous }.OfType<YamlScalar>())
            if (release.Text != "head" && !known.Contains(release.Text))
                diagnostics.Add(Messages.UnknownRelease(release.At, app, release.Text, known));

        if (
            !fleet.Environments.TryGetValue(name, out var environment)
            || environment.Unreadable.Contains("apps")
            || fleet.MayMean(environment.Apps, app)
        )
            return;
        if (environment.IsAbstract || !environment.Apps.ContainsKey(app))
            diagnostics.Add(Messages.PinUnused(pin.At, name, app));
    }
}
