using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Own;
using GitOpsGen.Plan;

namespace GitOpsGen.Publish;

/// <summary>To which app in which environment a path belongs, and whose input it is.</summary>
public sealed class PathOwners
{
    /// <summary>Where a fleet's own files are; nothing else is ever published.</summary>
    public static IReadOnlyList<string> Roots { get; } =
    ["apps", "argocd", "environments", DocumentTemplates.Folder, FleetLoader.FleetFile];

    private readonly Dictionary<(string Environment, string App), AppInEnvironment> parts = [];
    private readonly ILookup<string, AppInEnvironment> bySource;
    private readonly ILookup<string, AppInEnvironment> byEnvironment;

    /// <param name="changed">Paths of the change; of these, records that go tell of units that are gone.</param>
    public PathOwners(RenderPlan plan, IEnumerable<string> changed)
    {
        foreach (var unit in plan.Units)
            parts.TryAdd(
                (unit.Environment.Name, unit.App.Name),
                new AppInEnvironment(unit.Environment.Name, unit.App.Name, unit.Environment.Settings.Wave?.Text)
            );
        var fleet = plan.Fleet.Fleet;
        var uses = plan.Units.Select(unit => (unit.Source.Directory, AppInEnvironment: parts[(unit.Environment.Name, unit.App.Name)]));
        var previous = fleet
            .Pins.Where(pin => pin.Value.Previous is { Text: not "head" } && parts.ContainsKey(pin.Key))
            .Select(pin => (Directory: $"apps/{pin.Key.App}/releases/{pin.Value.Previous!.Text}", AppInEnvironment: parts[pin.Key]));
        bySource = uses.Concat(previous).Distinct().ToLookup(use => use.Directory, use => use.AppInEnvironment, StringComparer.Ordinal);
        byEnvironment = plan
            .Units.SelectMany(unit =>
                unit.Environment.Lineage.Select(settings =>
                    (settings.Name, AppInEnvironment: parts[(unit.Environment.Name, unit.App.Name)])
                )
            )
            .Distinct()
            .ToLookup(pair => pair.Name, pair => pair.AppInEnvironment, StringComparer.Ordinal);
        foreach (var path in changed.Where(path => RepositoryPath.Name(path) == OwnedFiles.FileName))
            if (path.Split('/') is ["environments", var environment, var app, ..])
                parts.TryAdd(
                    (environment, app),
                    new AppInEnvironment(environment, app, fleet.Environments.GetValueOrDefault(environment)?.Wave?.Text)
                );
    }

    public IEnumerable<AppInEnvironment> All =>
        parts.Values.OrderBy(part => part.Environment, StringComparer.Ordinal).ThenBy(part => part.App, StringComparer.Ordinal);

    /// <summary>Whose path it is alone: its overlay, Application or pin.</summary>
    public AppInEnvironment? Owner(string path) =>
        path.Split('/') switch
        {
            ["environments", var environment, "releases", var pin] when pin.EndsWith(".yaml", StringComparison.Ordinal) =>
                parts.GetValueOrDefault((environment, pin[..^5])),
            ["environments", var environment, var app, _, ..] => parts.GetValueOrDefault((environment, app)),
            ["argocd", "apps", var environment, var app] when app.EndsWith(".yaml", StringComparison.Ordinal) => parts.GetValueOrDefault(
                (environment, app[..^5])
            ),
            _ => null,
        };

    /// <summary>Who reads it, or shares it.</summary>
    public IEnumerable<AppInEnvironment> Readers(string path) =>
        path.Split('/') switch
        {
            ["environments", var environment, ..] => byEnvironment[environment],
            ["apps", var app, "releases", var release, ..] => bySource[$"apps/{app}/releases/{release}"],
            ["apps", var app, ..] => bySource[$"apps/{app}"],
            _ => IsInside(path) ? All : [],
        };

    /// <summary>Whose input it was, where nobody reads it any more: an environment or an app that is gone goes whole.</summary>
    public IEnumerable<AppInEnvironment> FormerReaders(string path) =>
        path.Split('/') switch
        {
            ["environments", var environment, ..] => All.Where(part => part.Environment == environment),
            ["apps", var app, ..] => All.Where(part => part.App == app),
            _ => [],
        };

    public static bool IsInside(string path) => Roots.Any(root => RepositoryPath.IsInside(root, path));

    /// <summary>Generated for all together: a change of it by others matters only where both changed it.</summary>
    public static bool IsShared(string path) => RepositoryPath.IsInside("argocd", path);
}
