using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Scraping;

namespace GitOpsGen.Wiring;

/// <summary>Works out what is scraped, from manifests alone.</summary>
public static class Wirings
{
    // Each rule asks for the same map of the same objects; it says nothing that they do not.
    private static readonly ConditionalWeakTable<Manifests, WiringMap> Known = [];

    public static WiringMap Of(ClusterContents contents)
    {
        var known = Known.GetValue(contents.Objects, _ => Make(contents));
        return known.Contents.Parts == contents.Parts && known.Contents.Unseen == contents.Unseen ? known : Make(contents);
    }

    private static WiringMap Make(ClusterContents contents)
    {
        // An object that is written twice is one in a cluster.
        var objects = new Manifests([.. contents.Objects.Objects.DistinctBy(manifest => manifest.Id)]);
        var index = new WiringIndex(contents, objects);
        var scrapers = Scrapers.Of(contents, objects);
        var patterns = new Dictionary<string, GoPattern>(StringComparer.Ordinal);
        // Of a thousand monitors it is the same.
        var unseen = new Dictionary<(string Group, MonitorKind Kind), string?>();
        var judge = new MonitorJudge(index, Pattern);
        ImmutableArray<MonitorReport> monitors = [.. objects.Objects.Select(Report).OfType<MonitorReport>()];
        var map = new WiringMap(contents, scrapers, monitors)
        {
            Doubles = [.. DoubleTargets.Of(monitors)],
            NodeServices = [.. index.Services.Where(service => service.IsOfNodes)],
            TargetNames = [.. index.Services.Select(service => service.FullName), .. index.Pods.Select(pod => pod.FullName)],
        };
        var doubtful = map with { Doubt = UnscrapedPorts.Doubt(index, map) };
        return doubtful with { Unscraped = [.. UnscrapedPorts.Of(index, doubtful)] };

        GoPattern Pattern(string text) => patterns.TryGetValue(text, out var known) ? known : patterns[text] = GoPattern.Of(text);

        string? Unseen((string Group, MonitorKind Kind) of) =>
            unseen.TryGetValue(of, out var known) ? known : unseen[of] = Scrapers.Unseen(index, of.Group, of.Kind, scrapers);

        MonitorReport? Report(Manifest manifest) =>
            MonitorKind.Of(manifest.Id.Group, manifest.Kind) is not { } kind
                ? null
                : new MonitorReport(
                    manifest,
                    kind,
                    [.. scrapers.Where(scraper => IsFor(scraper, manifest, kind)).Select(scraper => judge.Judge(scraper, kind, manifest))],
                    Unseen((manifest.Id.Group, kind))
                );
    }

    // A ThanosRuler is nobody whom a monitor concerns.
    private static bool IsFor(Scraper scraper, Manifest monitor, MonitorKind kind) =>
        scraper.IsAzure == (monitor.Id.Group == MonitorKind.AzureGroup)
        && (scraper.Kind != Scraper.Ruler || kind == MonitorKind.PrometheusRule);
}
