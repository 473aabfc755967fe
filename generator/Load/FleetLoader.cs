using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Stage 1: reads every description of the repository. All that is wrong goes into the bag; what is right is returned all the same.</summary>
public sealed class FleetLoader(FileIndex index, DiagnosticBag diagnostics)
{
    public const string FleetFile = "gitopsgen.yaml";

    private readonly FileTree files = index.Files;
    private readonly ImmutableDictionary<string, string>.Builder environmentTexts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <summary>Null when there is no readable gitopsgen.yaml.</summary>
    public Fleet? Load()
    {
        var settings = ReadDocument(FleetFile, Shapes.Fleet, null) is { } document ? FleetReader.Read(document) : null;
        var apps = LoadApps();
        var releases = LoadReleases(apps.Keys);
        var environments = LoadEnvironments();
        var pins = LoadPins(environments.Keys, apps.Keys);
        if (settings is null) return null;
        var fleet = new Fleet(settings, apps, releases, environments, pins, environmentTexts.ToImmutable());
        FleetChecks.Check(fleet, diagnostics);
        return fleet;
    }

    private ImmutableSortedDictionary<string, AppSource> LoadApps()
    {
        var apps = ImmutableSortedDictionary.CreateBuilder<string, AppSource>(StringComparer.Ordinal);
        foreach (var name in files.Directories("apps", diagnostics))
            if (LoadApp(name, $"apps/{name}", null) is { } source) apps.Add(name, source);
        return apps.ToImmutable();
    }

    private ImmutableSortedDictionary<(string App, string Release), AppSource> LoadReleases(IEnumerable<string> apps)
    {
        var releases = ImmutableSortedDictionary.CreateBuilder<(string App, string Release), AppSource>();
        foreach (var app in apps)
        {
            foreach (var release in files.Directories($"apps/{app}/releases", diagnostics))
            {
                var directory = $"apps/{app}/releases/{release}";
                if (LoadApp(app, directory, release) is not { } source) continue;
                var name = ReleaseName.Of(source.App.Version, index.TreeDigest(directory, diagnostics));
                if (name != release) diagnostics.Add(Messages.ReleaseContent(Position.Start(directory), release, name));
                releases.Add((app, release), source);
            }
        }

        return releases.ToImmutable();
    }

    private AppSource? LoadApp(string name, string directory, string? release)
    {
        if (ReadDocument($"{directory}/app.yaml", Shapes.App, name) is not { } document) return null;
        var app = new AppReader(directory, diagnostics).Read(document);
        if (release is not null && ReadRecord(directory) is { } digest) app = app with { Chart = app.Chart! with { Digest = digest } };

        var values = ImmutableDictionary.CreateBuilder<string, YamlMap>(StringComparer.Ordinal);
        foreach (var file in app.Values.Select(entry => entry.File))
            if (Text(directory, file) is { } text && YamlReader.ReadMap($"{directory}/{file.Text}", text, diagnostics) is { } map) values[file.Text] = map;

        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var file in app.Patches.Select(patch => patch.File).Concat(app.Templates.Select(template => template.File)))
            if (Text(directory, file) is { } text) texts[file.Text] = text;

        var reach = KustomizationChecks.Check(app, directory, files, diagnostics);
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
        RepositoryPath.ResolveInside(directory, file.Text) is { } path ? files.ReadText(path, FileTree.TextLimit, diagnostics, file.At) : null;

    private ImmutableSortedDictionary<string, EnvironmentSettings> LoadEnvironments()
    {
        var environments = ImmutableSortedDictionary.CreateBuilder<string, EnvironmentSettings>(StringComparer.Ordinal);
        foreach (var name in files.Directories("environments", diagnostics))
        {
            var directory = $"environments/{name}";
            if (ReadDocument($"{directory}/environment.yaml", Shapes.Environment, name) is not { } document) continue;
            var environment = new EnvironmentReader(directory, diagnostics).Read(name, document);
            foreach (var patch in environment.Apps.Values.SelectMany(app => app.Patches)) ReadPatch(directory, patch.File);
            environments.Add(name, environment);
        }

        return environments.ToImmutable();
    }

    private void ReadPatch(string directory, YamlScalar file)
    {
        if (Text(directory, file) is { } text) environmentTexts[$"{directory}/{file.Text}"] = text;
    }

    private ImmutableSortedDictionary<(string Environment, string App), Pin> LoadPins(IEnumerable<string> environments, IEnumerable<string> apps)
    {
        var known = apps.ToHashSet(StringComparer.Ordinal);
        var pins = ImmutableSortedDictionary.CreateBuilder<(string Environment, string App), Pin>();
        foreach (var environment in environments)
        {
            foreach (var path in files.Files($"environments/{environment}/releases", diagnostics).Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)))
            {
                var app = Path.GetFileNameWithoutExtension(path);
                if (ReadDocument(path, Shapes.Pin, null) is not { } document) continue;
                if (!known.Contains(app)) diagnostics.Add(Messages.UnknownApp(Position.Start(path), app, known));
                var spec = document.Map("spec")!;
                if (spec.Scalar("release") is { } release) pins[(environment, app)] = new Pin(document.At, release, spec.Scalar("previous"));
            }
        }

        return pins.ToImmutable();
    }

    /// <summary>Reads and checks one description; <paramref name="folder"/> is the name it must have.</summary>
    private YamlMap? ReadDocument(string path, Shape shape, string? folder)
    {
        if (files.ReadText(path, FileTree.DescriptionLimit, diagnostics) is not { } text) return null;
        if (YamlReader.ReadMap(path, text, diagnostics) is not { } document) return null;
        shape.Check(document, "", diagnostics);
        if (folder is not null && document.Map("metadata")?.Scalar("name") is { } name && name.Text != folder && DnsLabel.IsValid(name.Text))
            diagnostics.Add(Messages.NameIsNotFolder(name.At, name.Text, folder));
        if (folder is not null && !DnsLabel.IsValid(folder)) diagnostics.Add(Messages.NotALabel(Position.Start(path), "the folder", folder));
        return document.Map("spec") is null ? null : document;
    }
}
