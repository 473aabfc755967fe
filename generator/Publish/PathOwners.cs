using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Publish;

/// <summary>To which app in which environment a path belongs, and whose input it is.</summary>
public sealed class PathOwners
{
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
            .Select(pin =>
                (Directory: FleetLayout.App(pin.Key.App).Release(pin.Value.Previous!.Text).Directory, AppInEnvironment: parts[pin.Key])
            );
        bySource = uses.Concat(previous).Distinct().ToLookup(use => use.Directory, use => use.AppInEnvironment, StringComparer.Ordinal);
        byEnvironment = plan
            .Units.SelectMany(unit =>
                unit.Environment.Lineage.Select(settings =>
                    (settings.Name, AppInEnvironment: parts[(unit.Environment.Name, unit.App.Name)])
                )
            )
            .Distinct()
            .ToLookup(pair => pair.Name, pair => pair.AppInEnvironment, StringComparer.Ordinal);
        foreach (var (environment, app, _) in changed.Select(FleetLayout.Read).OfType<OwnedRecord>())
            parts.TryAdd(
                (environment, app),
                new AppInEnvironment(environment, app, fleet.Environments.GetValueOrDefault(environment)?.Wave?.Text)
            );
    }

    public IEnumerable<AppInEnvironment> All =>
        parts.Values.OrderBy(part => part.Environment, StringComparer.Ordinal).ThenBy(part => part.App, StringComparer.Ordinal);

    /// <summary>Whose path it is alone: its overlay, Application or pin.</summary>
    public AppInEnvironment? Owner(string path) =>
        FleetLayout.Read(path) switch
        {
            IOfDeployment file => parts.GetValueOrDefault((file.Environment, file.App)),
            ApplicationFile file => parts.GetValueOrDefault((file.Environment, file.App)),
            _ => null,
        };

    /// <summary>Who reads it, or shares it.</summary>
    public IEnumerable<AppInEnvironment> Readers(string path) =>
        FleetLayout.Read(path) switch
        {
            IInEnvironment file => byEnvironment[file.Environment],
            ReleaseFile file => bySource[FleetLayout.App(file.App).Release(file.Release).Directory],
            AppFile file => bySource[FleetLayout.App(file.App).Directory],
            _ => IsInside(path) ? All : [],
        };

    /// <summary>Whose input it was, where nobody reads it any more: an environment or an app that is gone goes whole.</summary>
    public IEnumerable<AppInEnvironment> FormerReaders(string path) =>
        FleetLayout.Read(path) switch
        {
            IInEnvironment file => All.Where(part => part.Environment == file.Environment),
            AppFile file => All.Where(part => part.App == file.App),
            ReleaseFile file => All.Where(part => part.App == file.App),
            _ => [],
        };

    public static bool IsInside(string path) => FleetLayout.Roots.Any(root => RepositoryPath.IsInside(root, path));

    /// <summary>Generated for all together: a change of it by others matters only where both changed it.</summary>
    public static bool IsShared(string path) => FleetLayout.Read(path) is ArgoCdPath or OutputFile or OutputRecord;
}
