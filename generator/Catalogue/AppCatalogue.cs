using System.Collections.Immutable;
using System.Reflection;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>An app of the catalogue: of its app.yaml, what somebody must know who takes it.</summary>
/// <param name="Files">Its files and runbook, by the path they have in a fleet's repository.</param>
public sealed record CatalogueApp(string Name, ImmutableSortedDictionary<string, byte[]> Files)
{
    public required ImmutableArray<string> Requires { get; init; }

    /// <summary>The features of an environment that change something in it.</summary>
    public required ImmutableSortedSet<string> Features { get; init; }

    public required MapShape Parameters { get; init; }

    public required YamlMap ParameterDefaults { get; init; }

    public static CatalogueApp Read(string name, YamlMap spec, ImmutableSortedDictionary<string, byte[]> files) =>
        new(name, files)
        {
            Requires = [.. spec.Texts("requires").Select(required => required.Text)],
            Features =
            [
                .. spec.List("values")
                    .Concat(spec.Map("kustomize")?.Entries.SelectMany(entry => (entry.Value as YamlList)?.Items ?? []) ?? [])
                    .OfType<YamlMap>()
                    .SelectMany(part => AppSettingsReader.When(part).Features)
                    .Select(feature => feature.Text),
            ],
            Parameters = (MapShape)ParameterShapes.Of(spec["parameters"]),
            ParameterDefaults = ParameterShapes.Defaults(spec.Map("parameters"), spec.At),
        };
}

/// <summary>The apps that travel inside the tool, as they stood in its own repository when it was built.</summary>
public sealed class AppCatalogue
{
    private const string Prefix = "catalogue/";

    private static readonly Lazy<AppCatalogue> own = new(() => new AppCatalogue());

    private readonly Dictionary<string, string> resources;

    private AppCatalogue()
    {
        // MSBuild writes the folders in these names with the separator of the system it runs on.
        resources = Assembly.GetManifestResourceNames().ToDictionary(name => name.Replace('\\', '/'), StringComparer.Ordinal);
        Apps = AppsAmong(resources.Keys).Select(Read).ToImmutableSortedDictionary(app => app.Name, app => app, StringComparer.Ordinal);
        var fleet = Parse(FleetLayout.FleetFile).Map("spec")!;
        Prerequisites = fleet
            .List("prerequisites")
            .OfType<YamlMap>()
            .ToImmutableDictionary(item => item.Text("name")!, StringComparer.Ordinal);
        Tools = fleet.Map("tools")!;
    }

    public static AppCatalogue Own => own.Value;

    /// <summary>The names of the apps, without reading any: every run of the tool says them in its help.</summary>
    public static ImmutableArray<string> Names { get; } =
    [.. AppsAmong(Assembly.GetManifestResourceNames().Select(name => name.Replace('\\', '/'))).Order(StringComparer.Ordinal)];

    public ImmutableSortedDictionary<string, CatalogueApp> Apps { get; }

    /// <summary>What the apps need and somebody else runs, by name, as gitopsgen.yaml declares it.</summary>
    public ImmutableDictionary<string, YamlMap> Prerequisites { get; }

    /// <summary>The versions of the engines that the apps were tried with.</summary>
    public YamlMap Tools { get; }

    /// <summary>A script that runbooks name.</summary>
    public byte[] Bootstrap => Bytes("scripts/bootstrap");

    private static Assembly Assembly => typeof(AppCatalogue).Assembly;

    /// <summary>The named apps with all that they require, in the order of their names.</summary>
    public ImmutableArray<CatalogueApp> WithRequired(IEnumerable<string> names)
    {
        var chosen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            Choose(name);
        return [.. chosen.Select(name => Apps[name])];

        void Choose(string name)
        {
            if (!Apps.TryGetValue(name, out var app) || !chosen.Add(name))
                return;
            foreach (var required in app.Requires)
                Choose(required);
        }
    }

    private static IEnumerable<string> AppsAmong(IEnumerable<string> resources) =>
        resources
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => FleetLayout.Read(InFleet(name)))
            .OfType<AppFile>()
            .Where(file => file.IsDescription)
            .Select(file => file.App);

    private static string InFleet(string resource) => $"{FleetLayout.Apps}/{resource[Prefix.Length..]}";

    private CatalogueApp Read(string name)
    {
        var files = resources
            .Keys.Where(path => path.StartsWith($"{Prefix}{name}/", StringComparison.Ordinal))
            .Select(path => (Path: InFleet(path), Name: path))
            .Concat(resources.Keys.Where(path => path == $"docs/runbooks/{name}.md").Select(path => (Path: path, Name: path)))
            .ToImmutableSortedDictionary(file => file.Path, file => Bytes(file.Name), StringComparer.Ordinal);
        return CatalogueApp.Read(
            name,
            Parse(Prefix + FleetLayout.App(name).Head.Description[(FleetLayout.Apps.Length + 1)..]).Map("spec")!,
            files
        );
    }

    private YamlMap Parse(string name)
    {
        var diagnostics = new DiagnosticBag();
        return YamlReader.ReadMap(name, System.Text.Encoding.UTF8.GetString(Bytes(name)), diagnostics)
            ?? throw new InvalidOperationException($"the catalogue's {name} cannot be read: {diagnostics.Sorted()[0]}");
    }

    private byte[] Bytes(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(resources[name])!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
