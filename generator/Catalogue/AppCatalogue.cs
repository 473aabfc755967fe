using System.Collections.Immutable;
using System.Reflection;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

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
        Monitoring = fleet.Map("monitoring");
        var unsaid = fleet.Map("catalogue");
        Defaults = [.. unsaid?.Texts("apps").Select(app => app.Text) ?? []];
        LocalFeatures = Texts(unsaid?.Map("features"), "local");
        CloudFeatures = Texts(unsaid?.Map("features"), "cloud");
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

    /// <summary>What the fleet's file says of every app's monitoring; null: nothing.</summary>
    public YamlMap? Monitoring { get; }

    /// <summary>The apps of a fleet that asks for none.</summary>
    public ImmutableArray<string> Defaults { get; }

    /// <summary>Features that an environment on a developer's own machine has.</summary>
    public ImmutableArray<string> LocalFeatures { get; }

    /// <summary>Features that any other has.</summary>
    public ImmutableArray<string> CloudFeatures { get; }

    /// <summary>A script that runbooks name.</summary>
    public byte[] Bootstrap => Bytes(AppPages.Bootstrap);

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
            // What a prerequisite is as well comes only to who names it: somebody else may run it.
            foreach (var required in app.Requires.Where(required => !Prerequisites.ContainsKey(required)))
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

    private static ImmutableArray<string> Texts(YamlMap? map, string key) => [.. (map?.Texts(key) ?? []).Select(text => text.Text)];

    private CatalogueApp Read(string name)
    {
        var sources = resources
            .Keys.Where(path => path.StartsWith($"{Prefix}{name}/", StringComparison.Ordinal))
            .ToDictionary(InFleet, path => path, StringComparer.Ordinal);
        var pages = AppPages.Of(name).Where(resources.ContainsKey).ToList();
        HashSet<string> brought = [.. sources.Keys, .. pages, AppPages.Bootstrap];
        var files = sources
            .Select(file => KeyValuePair.Create(file.Key, Bytes(file.Value)))
            .Concat(pages.Select(page => KeyValuePair.Create(page, PageLinks.Kept(page, Bytes(page), brought))))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
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
