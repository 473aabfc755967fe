using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>How an app is to be taken out.</summary>
/// <param name="Environments">Empty: all that have it.</param>
/// <param name="KeepsObjects">They stay in the clusters, unmanaged.</param>
/// <param name="IsGone">Argo CD is done with the first step, as the caller says.</param>
/// <param name="WithFiles">The app's folder goes, too.</param>
public sealed record RemovalRequest(string App, ImmutableArray<string> Environments, bool KeepsObjects, bool IsGone, bool WithFiles);

/// <summary>How far an app has left an environment, with what this run does.</summary>
public enum RemovalState
{
    /// <summary>The environment says now that it leaves: to be rendered and merged.</summary>
    Said,

    /// <summary>It says so, but not yet on the branch that Argo CD follows.</summary>
    Unmerged,

    /// <summary>Argo CD has it; when it is done, the entry can go.</summary>
    Leaving,

    /// <summary>Entry and pin are taken out.</summary>
    Taken,
}

/// <param name="WasDeployed">False: no cluster ever had it, so that one step was enough.</param>
/// <param name="Word">What its entry says from now on, <c>delete</c> or <c>keep</c>; of one that is out the last that it said.</param>
public sealed record RemovedFrom(string Environment, RemovalState State, bool WasDeployed, Removal Word);

/// <param name="Files">How many files of the app go.</param>
/// <param name="IsUnused">No environment has it once this is done.</param>
public sealed record RemovedApp(ImmutableArray<RemovedFrom> Environments, int Files, bool IsUnused);

/// <summary>
/// Takes an app out in the order in which nothing is left behind: first Argo CD is told to delete or let go of its objects, then,
/// once that is merged and done, the entry goes, and at last the app itself.
/// </summary>
/// <param name="synced">What Argo CD has, as far as this clone knows.</param>
public sealed class AppRemoval(Workspace workspace, Fleet fleet, IFleetFiles synced, FleetEdit edit, DiagnosticBag diagnostics)
{
    public RemovedApp Remove(RemovalRequest request)
    {
        var having = fleet.Environments.Values.Where(environment => environment.Apps.ContainsKey(request.App)).ToList();
        foreach (var name in request.Environments.Where(name => having.All(environment => environment.Name != name)))
            diagnostics.Add(Messages.AppDoesNotRun(request.App, name));
        var meant = having
            .Where(environment => !environment.IsAbstract)
            .Where(environment => request.Environments.IsEmpty || request.Environments.Contains(environment.Name))
            .ToList();
        foreach (var environment in meant.Where(environment => !IsHandedOver(environment, request)))
            CheckRequired(request, environment);
        ImmutableArray<RemovedFrom> removed = diagnostics.HasErrors ? [] : [.. meant.Select(environment => From(environment, request))];
        var taken = removed.Where(one => one.State == RemovalState.Taken).Select(one => one.Environment).ToHashSet(StringComparer.Ordinal);
        var isUnused = having.TrueForAll(environment => environment.IsAbstract || taken.Contains(environment.Name));
        var files = isUnused && request.WithFiles && !diagnostics.HasErrors ? DeleteAll(request.App, having) : 0;
        return new RemovedApp(removed, files, isUnused);
    }

    // Deleted, it would take along what those that require it have made of its definitions.
    private bool IsHandedOver(EnvironmentSettings environment, RemovalRequest request) =>
        IsPrerequisite(request.App) && (request.KeepsObjects || environment.Apps[request.App].Removal == Removal.Keep);

    private bool IsPrerequisite(string app) => fleet.Settings.Prerequisites.Any(prerequisite => prerequisite.Name == app);

    // What leaves itself needs it until its entry is out.
    private void CheckRequired(RemovalRequest request, EnvironmentSettings environment)
    {
        var app = request.App;
        var by = environment
            .Apps.Where(other => other.Key != app && (request.IsGone || other.Value.Removal == Removal.None))
            .Where(other => Source(environment.Name, other.Key)?.App.Requires.Any(required => required.Text == app) == true)
            .Select(other => other.Key)
            .ToList();
        if (by.Count > 0)
            diagnostics.Add(Messages.StillRequired(app, environment.Name, by, IsPrerequisite(app)));
    }

    private AppSource? Source(string environment, string app) =>
        fleet.Pins.GetValueOrDefault((environment, app)) is { Release.Text: not "head" } pin
            ? fleet.Releases.GetValueOrDefault((app, pin.Release.Text))
            : fleet.Apps.GetValueOrDefault(app);

    private RemovedFrom From(EnvironmentSettings environment, RemovalRequest request)
    {
        var records = Records(environment.Name, request.App);
        var said = environment.Apps[request.App].Removal;
        var isOther = request.KeepsObjects && said == Removal.Delete;
        var isMerged = records.TrueForAll(record => record.Leaving == Word(said));
        var isLate = isOther && isMerged;
        var state =
            records.Count == 0 ? RemovalState.Taken
            : said == Removal.None || (isOther && !request.IsGone) ? RemovalState.Said
            : !isMerged ? RemovalState.Unmerged
            : request.IsGone ? RemovalState.Taken
            : RemovalState.Leaving;
        if (request.IsGone && (state is RemovalState.Said or RemovalState.Unmerged))
            diagnostics.Add(Messages.RemovalNotMerged(environment.Name, request.App, fleet.Settings.Branch));
        else if (request.IsGone && isLate)
            diagnostics.Add(Messages.KeptLate(environment.Name, request.App, fleet.Settings.Branch, isGone: true));
        else if (state == RemovalState.Said)
            Say(environment, request, isLate);
        else if (state == RemovalState.Taken)
            TakeOut(environment, request.App);
        return new RemovedFrom(environment.Name, state, records.Count > 0, state == RemovalState.Said ? Asked(request) : said);
    }

    private static Removal Asked(RemovalRequest request) => request.KeepsObjects ? Removal.Keep : Removal.Delete;

    // As it stands in environment.yaml and in the record of what was generated.
    private static string? Word(Removal removal) => removal == Removal.None ? null : removal.ToString().ToLowerInvariant();

    // What was generated for it and has reached the branch: without any, no cluster has it.
    private List<OwnedFiles> Records(string environment, string app)
    {
        var folder = FleetLayout.Environment(environment).Overlay(app).Directory;
        return
        [
            .. synced
                .Walk(folder, null)
                .Where(path => FleetLayout.Read(path) is OwnedRecord)
                .Select(path =>
                    OwnedFiles.Read(RepositoryPath.Parent(path), synced.ReadText(path, FileTree.BaseLimit, diagnostics) ?? "", diagnostics)
                )
                .OfType<OwnedFiles>(),
        ];
    }

    private void Say(EnvironmentSettings environment, RemovalRequest request, bool isLate)
    {
        if (isLate)
            diagnostics.Add(Messages.KeptLate(environment.Name, request.App, fleet.Settings.Branch, isGone: false));
        var word = Word(Asked(request))!;
        var saysNothing =
            environment.Apps[request.App] is { Values: null, Parameters: null, Sync: null, Monitoring: null, Patches.IsEmpty: true };
        Change(
            environment,
            text =>
                saysNothing
                    ? YamlSplice.Set(text, ["spec", "apps", request.App], Y.Map(("remove", Y.Text(word))))
                    : YamlSplice.Set(text, ["spec", "apps", request.App, "remove"], Y.Text(word)),
            $"{request.App}: {{remove: {word}}}"
        );
    }

    private void TakeOut(EnvironmentSettings environment, string app)
    {
        var path = FleetLayout.Environment(environment.Name).Description;
        if (!edit.Change(path, text => YamlSplice.Set(text, ["spec", "apps", app], null)))
            diagnostics.Add(Messages.CannotSplice(environment.At, app, $"spec.apps of {path}", goes: true));
        var pin = FleetLayout.Environment(environment.Name).Pin(app);
        if (workspace.Files.IsRegular(pin))
            edit.Delete(pin);
    }

    private void Change(EnvironmentSettings environment, Func<string, string?> change, string said)
    {
        var path = FleetLayout.Environment(environment.Name).Description;
        if (!edit.Change(path, change))
            diagnostics.Add(Messages.CannotSplice(environment.At, said, $"spec.apps of {path}"));
    }

    private int DeleteAll(string app, IEnumerable<EnvironmentSettings> having)
    {
        var by = fleet.Apps.Values.Where(other => other.App.Requires.Any(required => required.Text == app)).Select(other => other.App.Name);
        if (!IsPrerequisite(app) && by.ToList() is { Count: > 0 } requiring)
        {
            diagnostics.Add(Messages.StillRequired(app, null, requiring, isPrerequisite: false));
            return 0;
        }

        foreach (var environment in having.Where(environment => environment.IsAbstract))
            TakeOut(environment, app);
        if (
            fleet.Settings.Apps.ContainsKey(app)
            && !edit.Change(FleetLayout.FleetFile, text => YamlSplice.Set(text, ["spec", "apps", app], null))
        )
            diagnostics.Add(Messages.CannotSplice(Position.Start(FleetLayout.FleetFile), app, "spec.apps of gitopsgen.yaml", goes: true));
        foreach (var pinned in fleet.Pins.Keys.Where(pin => pin.App == app))
            edit.Delete(FleetLayout.Environment(pinned.Environment).Pin(app));
        var files = workspace.Files.Files(FleetLayout.App(app).Directory, diagnostics);
        foreach (var path in files)
            edit.Delete(path);
        return files.Count;
    }
}
