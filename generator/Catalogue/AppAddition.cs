using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>What comes into a fleet with an app.</summary>
/// <param name="Apps">The new ones.</param>
/// <param name="Prerequisites">Names of those that are declared anew.</param>
/// <param name="Entries">Which apps an environment runs from now on, as <c>environment/app</c>.</param>
/// <param name="Releases">That were cut, because an environment does not follow head.</param>
/// <param name="Present">What was asked for and is there already, likewise.</param>
public sealed record AddedApps(
    ImmutableArray<CatalogueApp> Apps,
    ImmutableArray<string> Prerequisites,
    ImmutableArray<string> Entries,
    ImmutableArray<FirstRelease> Releases,
    ImmutableArray<string> Present
);

/// <summary>Brings an app, with what it requires, into a fleet that is there.</summary>
public sealed class AppAddition(Workspace workspace, Fleet fleet, AppCatalogue catalogue, FleetEdit edit, DiagnosticBag diagnostics)
{
    private readonly SortedDictionary<string, CatalogueApp> added = new(StringComparer.Ordinal);
    private readonly SortedSet<string> prerequisites = new(StringComparer.Ordinal);
    private readonly List<string> entries = [];
    private readonly List<string> present = [];
    private readonly SortedDictionary<string, FirstRelease> releases = new(StringComparer.Ordinal);

    /// <param name="environments">That are to run it.</param>
    /// <returns>With errors in the bag it is not to be written.</returns>
    public AddedApps Add(FoundApp found, IReadOnlyList<string> environments)
    {
        if (!fleet.HasApp(found.App.Name))
            Take(found.App, found);
        else if (!found.IsOfFleet || environments.Count == 0)
            diagnostics.Add(Messages.AppThere(found.App.Name, found.CanBeCalled));
        foreach (var (path, content) in added.Values.SelectMany(app => app.Files))
            edit.Add(path, content);
        AddScript();
        foreach (var environment in environments.Distinct(StringComparer.Ordinal))
            Run(found.App.Name, fleet.Environments[environment]);
        foreach (var (path, content) in releases.Values.SelectMany(release => release.Files))
            if (!workspace.Files.IsRegular(path))
                edit.Add(path, content);
        return new AddedApps([.. added.Values], [.. prerequisites], [.. entries], [.. releases.Values], [.. present]);
    }

    /// <summary>An app as it stands in the fleet; null where it cannot be read.</summary>
    public static CatalogueApp? OfFleet(Workspace workspace, string name, DiagnosticBag diagnostics)
    {
        var folder = FleetLayout.App(name);
        var text = workspace.Files.ReadText(folder.Head.Description, FileTree.DescriptionLimit, diagnostics);
        if (text is null || YamlReader.ReadMap(folder.Head.Description, text, diagnostics)?.Map("spec") is not { } spec)
            return null;
        var files = workspace.Files.Files(folder.Directory, diagnostics, folder.Releases);
        return CatalogueApp.Read(
            name,
            spec,
            files.ToImmutableSortedDictionary(path => path, workspace.Files.ReadBytes, StringComparer.Ordinal)
        );
    }

    private void Take(CatalogueApp app, FoundApp found)
    {
        if (!added.TryAdd(app.Name, app))
            return;
        foreach (var required in app.Requires.Where(required => !fleet.HasApp(required) && !added.ContainsKey(required)))
            if (fleet.Settings.Prerequisites.All(known => known.Name != required) && !prerequisites.Contains(required))
                Require(app, required, found);
    }

    private void Require(CatalogueApp app, string required, FoundApp found)
    {
        // What is both comes only to who names it: somebody else may run it.
        if (found.Prerequisite(required) is { } prerequisite)
            Declare(required, prerequisite);
        else if (found.Beside(required) is { } other)
            Take(other, found);
        else
            diagnostics.Add(Messages.RequiredNowhere(app.Name, required));
    }

    private void Declare(string name, YamlMap prerequisite)
    {
        prerequisites.Add(name);
        if (!edit.Change(FleetLayout.FleetFile, text => YamlSplice.Append(text, ["spec", "prerequisites"], prerequisite)))
            diagnostics.Add(
                Messages.CannotSplice(
                    Position.Start(FleetLayout.FleetFile),
                    $"- {YamlSplice.Flow(prerequisite)}",
                    "spec.prerequisites of gitopsgen.yaml"
                )
            );
    }

    // Runbooks name it.
    private void AddScript()
    {
        var names = added.Values.SelectMany(app => app.Files.Keys);
        if (
            names.Any(path => path.StartsWith(AppPages.Runbooks, StringComparison.Ordinal))
            && !workspace.Files.FileExists(AppPages.Bootstrap)
        )
            edit.Add(AppPages.Bootstrap, catalogue.Bootstrap);
    }

    private void Run(string name, EnvironmentSettings environment)
    {
        var needed = Needed(name);
        foreach (var app in needed)
            CheckStays(app.Name, environment);
        if (environment.Apps.ContainsKey(name))
            present.Add($"{environment.Name}/{name}");
        foreach (var app in needed.Where(app => !environment.Apps.ContainsKey(app.Name)))
        {
            Enter(app, environment);
            entries.Add($"{environment.Name}/{app.Name}");
            if (!FollowsHead(environment) && !fleet.Pins.ContainsKey((environment.Name, app.Name)))
                Pin(app, environment.Name);
        }
    }

    private void CheckStays(string app, EnvironmentSettings environment)
    {
        if (environment.Apps.GetValueOrDefault(app)?.Removal is Removal.Delete or Removal.Keep)
            diagnostics.Add(
                Messages.AppLeaving(
                    app,
                    environment.Name,
                    environment.Apps[app].Removal.ToString().ToLowerInvariant(),
                    FleetLayout.Environment(environment.Name).Description
                )
            );
    }

    // What an app requires comes before it.
    private List<CatalogueApp> Needed(string name)
    {
        var needed = new List<CatalogueApp>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Visit(name);
        return needed;

        void Visit(string one)
        {
            if (!seen.Add(one) || (added.GetValueOrDefault(one) ?? There(one)) is not { } app)
                return;
            foreach (var required in app.Requires.Where(required => fleet.Settings.Prerequisites.All(known => known.Name != required)))
                Visit(required);
            needed.Add(app);
        }
    }

    private CatalogueApp? There(string name) => fleet.HasApp(name) ? OfFleet(workspace, name, diagnostics) : null;

    private void Enter(CatalogueApp app, EnvironmentSettings environment)
    {
        var entry = AppEntry.Of(app);
        var path = FleetLayout.Environment(environment.Name).Description;
        if (!edit.Change(path, text => YamlSplice.AddLines(text, ["spec", "apps"], app.Name, entry.Lines, entry.Value)))
            diagnostics.Add(Messages.CannotSplice(environment.At, YamlSplice.Flow(Y.Map((app.Name, entry.Value))), $"spec.apps of {path}"));
    }

    private bool FollowsHead(EnvironmentSettings environment) =>
        environment.FollowsHead || fleet.Settings.Waves.Any(wave => wave.Name == environment.Wave?.Text && wave.FollowsHead);

    private void Pin(CatalogueApp app, string environment)
    {
        if (!releases.TryGetValue(app.Name, out var release))
            releases[app.Name] = release = FirstRelease.Of(app);
        var schema = workspace.Files.FileExists("docs/schemas/pin.json") ? "../../../docs/schemas/pin.json" : null;
        edit.Add(FleetLayout.Environment(environment).Pin(app.Name), Encoding.UTF8.GetBytes(release.Pin(schema)));
    }
}
