using GitOpsGen.Diagnostics;

namespace GitOpsGen.Cli.Promote;

/// <summary>Holds names of the command line against what the base has.</summary>
internal sealed class SightNames(PromotionSight sight, DiagnosticBag diagnostics)
{
    public void Check(string? app, IEnumerable<string> environments, IEnumerable<string> waves)
    {
        Known("app", app is null ? [] : [app], sight.State.Apps.Keys);
        Known("environment", environments, sight.Fleet.Fleet.Environments.Select(environment => environment.Name));
        Known("wave", waves, sight.State.Waves.Select(wave => wave.Name));
        if (diagnostics.HasErrors || app is null)
            return;
        foreach (var name in environments.Where(name => sight.State.Units.All(unit => unit.App != app || unit.Environment != name)))
            diagnostics.Add(Messages.NotRunThere(app, $"environment '{name}'", sight.Branch));
        foreach (var name in waves.Where(name => sight.State.Units.All(unit => unit.App != app || unit.Wave != name)))
            diagnostics.Add(Messages.NotRunThere(app, $"wave '{name}'", sight.Branch));
    }

    // Waves and the environments in them are easily taken for each other.
    private string Instead(string name) =>
        sight.Fleet.Fleet.Environments.FirstOrDefault(environment => environment.Name == name) is { } environment
            ? $"an environment{(environment.Settings.Wave is { } wave ? $" of the wave '{wave.Text}'" : " in no wave")}"
        : sight.State.Waves.Any(wave => wave.Name == name) ? "a wave"
        : "";

    private void Known(string what, IEnumerable<string> said, IEnumerable<string> known)
    {
        var all = known.ToList();
        foreach (var name in said.Where(name => !all.Contains(name, StringComparer.Ordinal)))
            diagnostics.Add(Messages.NotOnBase(what, name, sight.Branch, all, Instead(name)));
    }
}
