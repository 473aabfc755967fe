using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Stage 1: reads every description of the repository. All that is wrong goes into the bag; what is right is returned all the same.
/// </summary>
public sealed class FleetLoader
{
    private readonly IFleetFiles files;
    private readonly DiagnosticBag diagnostics;
    private readonly Descriptions descriptions;
    private readonly SourceLoader sources;
    private readonly ImmutableDictionary<string, string>.Builder environmentTexts = ImmutableDictionary.CreateBuilder<string, string>(
        StringComparer.Ordinal
    );
    private UnreadableNames unread = UnreadableNames.Nothing;

    /// <param name="files">Of whatever state: on disk, of a commit.</param>
    public FleetLoader(IFleetFiles files, DiagnosticBag diagnostics)
    {
        (this.files, this.diagnostics) = (files, diagnostics);
        descriptions = new Descriptions(files, diagnostics);
        sources = new SourceLoader(files, descriptions, diagnostics);
    }

    public Fleet Load()
    {
        var settings = descriptions.Settings() ?? FleetReader.Nothing(FleetLayout.FleetFile);
        var apps = LoadApps();
        var releases = FormerNames.Replaced(LoadReleases(), apps);
        var environments = LoadEnvironments();
        var pins = LoadPins();
        var fleet = new Fleet(settings, apps, releases, environments, pins, environmentTexts.ToImmutable())
        {
            UnreadableNames = unread,
            Documents = DocumentTemplates.Read(files, diagnostics),
        };
        new FleetChecks(fleet, diagnostics).Check();
        return fleet;
    }

    private ImmutableSortedDictionary<string, AppSource> LoadApps()
    {
        var apps = ImmutableSortedDictionary.CreateBuilder<string, AppSource>(StringComparer.Ordinal);
        foreach (var name in Folders(FleetLayout.Apps))
        {
            if (sources.Head(name) is { } source)
                apps.Add(name, source);
            else
                unread = unread with { Apps = unread.Apps.Add(name) };
        }

        return apps.ToImmutable();
    }

    private ImmutableSortedDictionary<(string App, string Release), AppSource> LoadReleases()
    {
        var releases = ImmutableSortedDictionary.CreateBuilder<(string App, string Release), AppSource>();
        foreach (var app in Folders(FleetLayout.Apps).Where(app => files.LinkOnTheWay(FleetLayout.App(app).Releases) is null))
        {
            foreach (var release in Folders(FleetLayout.App(app).Releases))
            {
                if (sources.Release(app, release) is { } source)
                    releases.Add((app, release), source);
                else
                    unread = unread with { Releases = unread.Releases.Add((app, release)) };
            }
        }

        return releases.ToImmutable();
    }

    private ImmutableSortedDictionary<string, EnvironmentSettings> LoadEnvironments()
    {
        var environments = ImmutableSortedDictionary.CreateBuilder<string, EnvironmentSettings>(StringComparer.Ordinal);
        foreach (var name in Folders(FleetLayout.Environments))
        {
            if (descriptions.Environment(name) is not { } environment)
            {
                unread = unread with { Environments = unread.Environments.Add(name) };
                continue;
            }

            var directory = FleetLayout.Environment(name).Directory;
            foreach (var patch in environment.Apps.Values.SelectMany(app => app.Patches))
                ReadPatch(directory, patch.File);
            environments.Add(name, environment);
        }

        return environments.ToImmutable();
    }

    private void ReadPatch(string directory, YamlScalar file)
    {
        if (files.ReadNamed(directory, file, diagnostics) is { } text)
            environmentTexts[$"{directory}/{file.Text}"] = text;
    }

    private ImmutableSortedDictionary<(string Environment, string App), Pin> LoadPins()
    {
        var pins = ImmutableSortedDictionary.CreateBuilder<(string Environment, string App), Pin>();
        foreach (
            var environment in Folders(FleetLayout.Environments)
                .Where(name => files.LinkOnTheWay(FleetLayout.Environment(name).Directory) is null)
        )
        {
            // Behind a link there seem to be no pins, and what they name would be pruned.
            if (files.LinkOnTheWay(FleetLayout.Environment(environment).Pins) is { } link)
                diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
            else
                foreach (var app in Pinned(FleetLayout.Environment(environment)))
                {
                    if (descriptions.Pin(environment, app) is { } pin)
                        pins[(environment, app)] = pin;
                    else
                        unread = unread with { Pins = unread.Pins.Add((environment, app)) };
                }
        }

        return pins.ToImmutable();
    }

    // Under another ending it would be passed over in silence: its place is asked for, and named.
    private IEnumerable<string> Pinned(EnvironmentFolder environment) =>
        files
            .Names(environment.Pins)
            .Where(name => Path.GetExtension(name) is ".yaml" or ".yml")
            .Select(name => Path.GetFileNameWithoutExtension(name)!)
            .Distinct(StringComparer.Ordinal);

    // Links are among them: they are reported when something is read through them. Behind one around all, only a disk knows any.
    private IReadOnlyList<string> Folders(string directory)
    {
        if (files.LinkOnTheWay(directory) is { } link)
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
        return
        [
            .. files
                .Names(directory)
                .Where(name => files.DirectoryExists($"{directory}/{name}") || files.LinkOnTheWay($"{directory}/{name}") is not null),
        ];
    }
}
