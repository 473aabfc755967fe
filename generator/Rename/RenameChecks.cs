using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Rename;

/// <summary>What stands against a rename, all of it at once.</summary>
public sealed class RenameChecks(FileTree files, Fleet fleet, Renaming renaming, DiagnosticBag diagnostics)
{
    public void Check()
    {
        if (UnfinishedWork.Of(files.Root) is { } work)
            diagnostics.Add(Messages.UnfinishedWork(work.Name));
        Old();
        New();
        foreach (var ((environment, app), pin) in fleet.Pins)
            if (pin.Phase is { } phase && phase.Phase != Phase.Adopted && Concerns(environment, app))
                diagnostics.Add(Messages.RenameWhileMoving(phase.At, app));
    }

    private void Old()
    {
        var (isThere, unknown) =
            renaming.Kind == RenamedKind.App
                ? (fleet.HasApp(renaming.Old), Messages.UnknownApp(null, renaming.Old, fleet.AppNames))
                : (fleet.HasEnvironment(renaming.Old), Messages.UnknownEnvironment(null, renaming.Old, fleet.Environments.Keys));
        if (!isThere)
            diagnostics.Add(unknown.OfArgument($"<old> {renaming.Old}"));
    }

    private void New()
    {
        var argument = $"<new> {renaming.New}";
        if (!DnsLabel.IsValid(renaming.New))
            diagnostics.Add(Messages.NotALabel(Position.Start(""), "the name", renaming.New).OfArgument(argument));
        else if (renaming.Kind == RenamedKind.App && EnvironmentFolder.Reserved.Contains(renaming.New))
            diagnostics.Add(Messages.ReservedName(Position.Start(""), renaming.New).OfArgument(argument));
        else if (Taken() is { } why)
            diagnostics.Add(Messages.NameInUse(renaming.New, why).OfArgument(argument));
    }

    private string? Taken()
    {
        var folder =
            renaming.Kind == RenamedKind.App ? FleetLayout.App(renaming.New).Directory : FleetLayout.Environment(renaming.New).Directory;
        if (renaming.New == renaming.Old)
            return "it is called so";
        if (files.KindOf(folder) != EntryKind.Missing)
            return $"there is {folder}";
        if (renaming.Kind == RenamedKind.App && fleet.Settings.Prerequisites.Any(item => item.Name == renaming.New))
            return $"a prerequisite of {FleetLayout.FleetFile} is called so";
        return
            Former().FirstOrDefault(one => one.Name != renaming.Old && one.Former.Any(name => name.Text == renaming.New))
                is { Name: { } other }
            ? $"{renaming.Word} \"{other}\" was called so"
            : null;
    }

    private IEnumerable<(string Name, IEnumerable<YamlScalar> Former)> Former() =>
        renaming.Kind == RenamedKind.App
            ? fleet.Apps.Values.Select(source => (source.App.Name, source.App.FormerNames.AsEnumerable()))
            : fleet.Environments.Values.Select(environment => (environment.Name, environment.FormerNames.AsEnumerable()));

    // The app that holds what is shared goes along with the one that moves.
    private bool Concerns(string environment, string app) =>
        renaming.Kind == RenamedKind.Environment
            ? environment == renaming.Old
            : app == renaming.Old || fleet.Apps.GetValueOrDefault(app)?.App.Migration?.Shared == renaming.Old;
}
