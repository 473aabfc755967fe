using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// Lays what fleet, app and environments say of the scraping over each other, fills in the defaults, and holds the whole against itself.
/// Pure.
/// </summary>
public sealed partial class MonitoringResolver(FleetSettings fleet, DiagnosticBag diagnostics)
{
    // In the order of MonitoringShape.MeshFeatures.
    private static readonly ImmutableArray<MeshScraping> Meshes = [MeshScraping.Certificates, MeshScraping.Merge, MeshScraping.Permissive];

    /// <returns>Null where nobody speaks of it, it is switched off, or what is said cannot be read.</returns>
    public Monitoring? Of(ResolvedEnvironment environment, App app)
    {
        IReadOnlyList<YamlMap> said =
        [
            .. environment
                .Lineage.Select(member => member.Apps.GetValueOrDefault(app.Name)?.Monitoring)
                .Prepend(app.Monitoring)
                .OfType<YamlMap>(),
        ];
        if (said.Count == 0)
            return null;
        var settings = Merge.All(fleet.Monitoring is { } common ? [common, .. said] : said, said[0].At);
        if (settings.Text("enabled") == "false" || !IsReadable(settings))
            return null;
        var monitoring = Filled(settings, environment, app, said[0].At);
        var mistakes = new MonitoringMistakes(monitoring, said, diagnostics);
        new MonitoringContradictions(app, monitoring, mistakes).Find();
        return mistakes.AreErrors ? null : monitoring;
    }

    // What cannot be read was reported, and what follows from it is no further mistake.
    private static bool IsReadable(YamlNode node) =>
        node switch
        {
            YamlUnreadable => false,
            YamlMap map => map.Entries.All(entry => IsReadable(entry.Value)),
            YamlList list => list.Items.All(IsReadable),
            _ => true,
        };

    private static Monitoring Filled(YamlMap settings, ResolvedEnvironment environment, App app, Position at) =>
        new(at, settings)
        {
            Type = Word(settings, "monitorType", MonitorType.Pod),
            Mesh = Word(settings, "mesh", MeshOf(environment)),
            Workload = Workload(settings, app.ArgoName, at),
            Service = Named(settings, "service", "Service", app.ArgoName, at),
            Ingress = Named(settings, "ingress", "Ingress", app.ArgoName, at),
            Port = Port(settings.Scalar("port"), at),
            Labels = Texts(settings.Map("labels")) ?? ImmutableSortedDictionary<string, string>.Empty,
            Selector = Texts(settings.Map("selector")),
        };

    private static MeshScraping MeshOf(ResolvedEnvironment environment) =>
        MonitoringShape
            .MeshFeatures.Zip(Meshes)
            .Where(each => environment.Features.Contains(each.First))
            .Select(each => each.Second)
            .FirstOrDefault();

    private static MonitoredObject Workload(YamlMap settings, string app, Position at) =>
        settings.Scalar("workload") is { } named && named.Text.Split('/') is [var kind, var name]
            ? new MonitoredObject(named.At, kind, name)
            : new MonitoredObject(at, "Deployment", app);

    private static MonitoredObject Named(YamlMap settings, string key, string kind, string app, Position at) =>
        new(settings.Scalar(key)?.At ?? at, kind, settings.Text(key) ?? app);

    private static ScrapePort Port(YamlScalar? port, Position at) =>
        port is null ? new ScrapePort(at, 8080, "")
        : Digits().IsMatch(port.Text) ? new ScrapePort(port.At, int.TryParse(port.Text, out var number) ? number : 0, port.Text)
        : new ScrapePort(port.At, null, port.Text);

    private static ImmutableSortedDictionary<string, string>? Texts(YamlMap? map) =>
        map is null
            ? null
            : map.Entries.ToImmutableSortedDictionary(
                entry => entry.Key.Text,
                entry => (entry.Value as YamlScalar)?.Text ?? "",
                StringComparer.Ordinal
            );

    private static TWord Word<TWord>(YamlMap settings, string key, TWord unsaid)
        where TWord : struct, Enum => Enum.TryParse<TWord>(settings.Text(key), ignoreCase: true, out var word) ? word : unsaid;

    [GeneratedRegex("^-?[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
