using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring;

/// <summary>Finds who scrapes.</summary>
internal static class Scrapers
{
    // The target allocator of the agent reads the monitors (prometheus-collector, otelcollector/deploy).
    private const string TargetAllocator = "ama-metrics-operator-targets";

    public static ImmutableArray<Scraper> Of(ClusterContents contents, Manifests objects) =>
        [
            .. objects.Objects.Select(Of).OfType<Scraper>(),
            .. contents
                .Parts.Select(part => part.Chart)
                .OfType<ChartUse>()
                .Where(chart => !chart.IsSeen)
                .Select(StackValues.Of)
                .OfType<Scraper>(),
        ];

    /// <summary>Why one may be there that is not seen; null when none is.</summary>
    public static string? Unseen(WiringIndex index, string group, MonitorKind kind, IReadOnlyCollection<Scraper> seen) =>
        group == MonitorKind.AzureGroup && seen.Any(scraper => scraper.IsAzure) ? null
        : group == MonitorKind.AzureGroup
            ? index.Unseen("apps/Deployment", null)
                ?? "the agent of Azure Monitor is not among the manifests; where AKS runs it as an add-on nobody renders it"
        : Kinds(kind).Select(scraper => UnseenKind(index, scraper)).FirstOrDefault(why => why is not null);

    private static IEnumerable<string> Kinds(MonitorKind kind) =>
        kind == MonitorKind.PrometheusRule ? [Scraper.Server, Scraper.Ruler] : [Scraper.Server, Scraper.Agent];

    private static string? UnseenKind(WiringIndex index, string kind) =>
        index
            .UnseenParts($"{MonitorKind.Group}/{kind}", null)
            .Where(part => part.MayDefine($"{MonitorKind.Group}/{kind}") && !(part.Chart is { } chart && StackValues.Tells(chart, kind)))
            .Select(part => $"{part.What} may bring one: {part.Why}")
            .FirstOrDefault();

    private static Scraper? Of(Manifest manifest) =>
        manifest switch
        {
            { Id.Group: MonitorKind.Group, Kind: Scraper.Server or Scraper.Agent or Scraper.Ruler } => new Scraper(
                manifest.Kind,
                Spaces.Of(manifest),
                manifest.Name,
                manifest.Spec ?? YamlMap.Empty(manifest.Document.At),
                manifest.Document.At
            )
            {
                Account = manifest.Spec?.Text("serviceAccountName"),
            },
            { GroupKind: "apps/Deployment" } when IsAllocator(manifest) => new Scraper(
                Scraper.AzureAgent,
                Spaces.Of(manifest),
                manifest.Name,
                YamlMap.Empty(manifest.Document.At),
                manifest.Document.At
            ),
            _ => null,
        };

    // At rest it reads nothing: the other one of a move does.
    private static bool IsAllocator(Manifest manifest) => manifest.Name == TargetAllocator && manifest.Replicas != 0;
}
