using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Stage 1: reads every description of the repository. All that is wrong goes into the bag; what is right is returned all the same.
/// </summary>
public sealed class FleetLoader(FileIndex index, DiagnosticBag diagnostics)
{
    public const string FleetFile = "gitopsgen.yaml";

    private readonly FileTree files = index.Files;
    private readonly DocumentReader documents = new(index.Files, diagnostics);
    private readonly ImmutableDictionary<string, string>.Builder environmentTexts = ImmutableDictionary.CreateBuilder<string, string>(
        StringComparer.Ordinal
    );
    private UnreadableNames unread = UnreadableNames.Nothing;

    public Fleet Load()
    {
        var settings = documents.Read(FleetFile, Shapes.Fleet, null) is { } document
            ? FleetReader.Read(document)
            : FleetReader.Nothing(FleetFile);
        var apps = LoadApps();
        var releases = LoadReleases();
        var environments = LoadEnvironments();
        var pins = LoadPins(apps);
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
        foreach (var name in Folders("apps"))
        {
            var directory = $"apps/{name}";
            // A link anywhere in an app would reach what no release can freeze.
            if (files.LinkOnTheWay(directory) is null)
                files.Files(directory, diagnostics, skip: $"{directory}/releases");
            if (LoadApp(name, directory, null) is { } source)
                apps.Add(name, source);
            else
                unread = unread with { Apps = unread.Apps.Add(name) };
        }

        return apps.ToImmutable();
    }

    private ImmutableSortedDictionary<(string App, string Release), AppSource> LoadReleases()
    {
        var releases = ImmutableSortedDictionary.CreateBuilder<(string App, string Release), AppSource>();
        foreach (var app in Folders("apps").Where(app => files.LinkOnTheWay($"apps/{app}/releases") is null))
        {
            foreach (var release in Folders($"apps/{app}/releases"))
            {
                if (LoadRelease(app, release) is { } source)
                    releases.Add((app, release), source);
                else
                    unread = unread with { Releases = unread.Releases.Add((app, release)) };
            }
        }

        return releases.ToImmutable();
    }

    // What is in a release that does not match its name is not worth reading: it must be restored, not mended.
    private AppSource? LoadRelease(string app, string release)
    {
        var directory = $"apps/{app}/releases/{release}";
        if (files.LinkOnTheWay(directory) is { } link)
        {
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
            return null;
        }

        var links = new DiagnosticBag();
        var digest = index.TreeDigest(directory, links);
        diagnostics.AddAll(links);
        if (links.HasErrors)
            return null;
        var dash = release.LastIndexOf('-');
        var name = ReleaseName.Of(dash < 0 ? release : release[..dash], digest);
        var source = name == release ? LoadApp(app, directory, release) : null;
        if (source is not null)
            name = ReleaseName.Of(source.App.Version, digest);
        if (name == release)
            return source;
        diagnostics.Add(Messages.ReleaseContent(Position.Start(directory), release, name));
        return null;
    }

    private AppSource? LoadApp(string name, string directory, string? release)
    {
        if (documents.Read($"{directory}/app.yaml", Shapes.App, name) is not { } document)
            return null;
        var app = new AppReader(directory, files, diagnostics).Read(name, document);
        if (app.Chart is { } chart && release is not null && ReadRecord(directory) is { } digest)
            app = app with { Chart = chart with { Digest = digest } };

        var values = ImmutableDictionary.CreateBuilder<string, YamlMap>(StringComparer.Ordinal);
        foreach (var file in app.Values.Select(entry => entry.File))
            if (Text(directory, file) is { } text && YamlReader.ReadMap($"{directory}/{file.Text}", text, diagnostics) is { } map)
                values[file.Text] = map;

        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (
            var file in app
                .Patches.Select(patch => patch.File)
                .Concat(app.Templates.Select(template => template.File))
                .Concat(app.Migration?.Files ?? [])
        )
            if (Text(directory, file) is { } text)
                texts[file.Text] = text;

        var reach = new KustomizationChecks(directory, files, diagnostics).Check(app);
        return new AppSource(app, directory, release, values.ToImmutable(), texts.ToImmutable(), reach);
    }

    // `release cut` records the chart's digest beside the app.yaml that it froze.
    private string? ReadRecord(string directory)
    {
        var file = $"{directory}/{ReleaseRecord.FileName}";
        return files.FileExists(file) && files.ReadText(file, FileTree.DescriptionLimit, diagnostics) is { } text
            ? ReleaseRecord.ReadChartDigest(file, text, diagnostics)
            : null;
    }

    private string? Text(string directory, YamlScalar file) =>
        RepositoryPath.ResolveInside(directory, file.Text) is { } path
            ? files.ReadText(path, FileTree.TextLimit, diagnostics, file.At)
            : null;

    private ImmutableSortedDictionary<string, EnvironmentSettings> LoadEnvironments()
    {
        var environments = ImmutableSortedDictionary.CreateBuilder<string, EnvironmentSettings>(StringComparer.Ordinal);
        foreach (var name in Folders("environments"))
        {
            var directory = $"environments/{name}";
            if (documents.Read($"{directory}/environment.yaml", Shapes.Environment, name) is not { } document)
            {
                unread = unread with { Environments = unread.Environments.Add(name) };
                continue;
            }

            var environment = new EnvironmentReader(directory, diagnostics).Read(name, document);
            foreach (var patch in environment.Apps.Values.SelectMany(app => app.Patches))
                ReadPatch(directory, patch.File);
            environments.Add(name, environment);
        }

        return environments.ToImmutable();
    }

    private void ReadPatch(string directory, YamlScalar file)
    {
        if (Text(directory, file) is { } text)
            environmentTexts[$"{directory}/{file.Text}"] = text;
    }

    private ImmutableSortedDictionary<(string Environment, string App), Pin> LoadPins(ImmutableSortedDictionary<string, AppSource> apps)
    {
        var pins = ImmutableSortedDictionary.CreateBuilder<(string Environment, string App), Pin>();
        foreach (var environment in Folders("environments").Where(name => files.LinkOnTheWay($"environments/{name}") is null))
        {
            // Behind a link there seem to be no pins, and what they name would be pruned.
            if (files.LinkOnTheWay($"environments/{environment}/releases") is { } link)
                diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
            else
                foreach (var (app, path) in PinFiles($"environments/{environment}/releases"))
                {
                    if (LoadPin(path) is { } pin)
                        pins[(environment, app)] = pin;
                    else
                        unread = unread with { Pins = unread.Pins.Add((environment, app)) };
                }
        }

        return pins.ToImmutable();
    }

    private Pin? LoadPin(string path) =>
        documents.Read(path, Shapes.Pin, null) is { } document && document.Map("spec") is { } spec && spec.Scalar("release") is { } release
            ? new Pin(release.At, release, spec.Scalar("previous")) { Phase = MigrationReader.Phase(spec) }
            : null;

    // Under another ending it would be passed over in silence: its place is asked for, and named.
    private IEnumerable<(string App, string Path)> PinFiles(string directory) =>
        files
            .Names(directory)
            .Where(name => Path.GetExtension(name) is ".yaml" or ".yml")
            .Select(Path.GetFileNameWithoutExtension)
            .Distinct(StringComparer.Ordinal)
            .Select(app => (app!, $"{directory}/{app}.yaml"));

    // Links are among them: they are reported when something is read through them.
    private IReadOnlyList<string> Folders(string directory) =>
        [
            .. files
                .Names(directory)
                .Where(name => files.DirectoryExists($"{directory}/{name}") || files.LinkOnTheWay($"{directory}/{name}") is not null),
        ];
}
