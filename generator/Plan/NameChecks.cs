using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Plan;

/// <summary>Holds names of the command line against the fleet. No file is to blame for them.</summary>
public sealed class NameChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    public void Check(Selection selection)
    {
        foreach (var app in selection.Apps)
            App("--app", app);
        foreach (var environment in selection.Environments)
            Environment("--env", environment);
        foreach (var wave in selection.Waves)
            Wave("--wave", wave);
    }

    /// <param name="argument">How the command calls it.</param>
    public void App(string argument, string name)
    {
        if (!fleet.Apps.ContainsKey(name))
            Unknown(argument, name, Messages.UnknownApp(null, name, fleet.Apps.Keys));
    }

    /// <param name="argument">How the command calls it.</param>
    public void Environment(string argument, string name)
    {
        if (!fleet.Environments.TryGetValue(name, out var found))
            Unknown(argument, name, Messages.UnknownEnvironment(null, name, Concrete().Select(environment => environment.Name)));
        else if (found.IsAbstract)
            Add(argument, name, Messages.AbstractEnvironment(name, [.. Heirs(name)]));
    }

    private void Wave(string argument, string name)
    {
        var known = fleet.Settings.Waves.Select(wave => wave.Name).ToList();
        if (!known.Contains(name, StringComparer.Ordinal))
            Unknown(argument, name, Messages.UnknownWave(null, name, known));
    }

    // Other tools take lists with commas, so that is what people try first.
    private void Unknown(string argument, string name, Diagnostic unknown)
    {
        var parts = name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isList = name.Contains(',', StringComparison.Ordinal) && argument.StartsWith('-');
        Add(argument, name, isList ? Messages.NamesWithCommas(argument, parts) : unknown);
    }

    private void Add(string argument, string name, Diagnostic diagnostic) => diagnostics.Add(diagnostic.OfArgument($"{argument} {name}"));

    private IEnumerable<EnvironmentSettings> Concrete() => fleet.Environments.Values.Where(environment => !environment.IsAbstract);

    private IEnumerable<string> Heirs(string name) =>
        Concrete().Where(environment => Extends(environment, name, [])).Select(environment => environment.Name);

    private bool Extends(EnvironmentSettings environment, string name, HashSet<string> seen) =>
        seen.Add(environment.Name)
        && environment.Extends.Any(parent =>
            parent.Text == name || (fleet.Environments.TryGetValue(parent.Text, out var found) && Extends(found, name, seen))
        );
}
