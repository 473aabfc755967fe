using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring;

/// <summary>
/// The Prometheus that kube-prometheus-stack makes of its values, as far as the wiring asks: for where the chart is not at hand. As version
/// 88.5.3 does it, which a test holds to what that renders.
/// </summary>
public static class StackValues
{
    public const string Chart = "kube-prometheus-stack";

    // It makes definitions alone.
    private const string ChartOfDefinitions = "prometheus-operator-crds";

    // The chart cuts its names here, for what hangs on them has 63 letters.
    private const int LongestName = 26;

    private static readonly string[] Copied =
    [
        "scrapeInterval",
        "scrapeTimeout",
        "scrapeClasses",
        "replicas",
        "shards",
        "paused",
        "targetLimit",
        "enforcedTargetLimit",
        "serviceDiscoveryRole",
        "ignoreNamespaceSelectors",
        "additionalScrapeConfigs",
        "additionalScrapeConfigsSecret",
        "podMetadata",
    ];

    /// <summary>Null for another chart, and where it makes none.</summary>
    public static Scraper? Of(ChartUse chart)
    {
        var prometheus = chart.Values.Map("prometheus");
        if (chart.Name != Chart || prometheus?.Text("enabled") == "false")
            return null;
        var given = prometheus?.Map("prometheusSpec") ?? YamlMap.Empty(chart.At);
        var agent = prometheus?.Flag("agentMode") == true;
        return new Scraper(agent ? Scraper.Agent : Scraper.Server, Space(chart), Name(chart), Spec(chart, given), Place(chart, prometheus))
        {
            Origin = $"from the values of {Chart}",
            Account = Account(chart, prometheus?.Map("serviceAccount")),
        };
    }

    /// <summary>Whether there is nobody of that kind in the chart, though it is not at hand, but whom <see cref="Of"/> tells of.</summary>
    public static bool Tells(ChartUse chart, string kind) =>
        chart.Name == ChartOfDefinitions
        || (
            chart.Name == Chart
            && !HasMore(chart.Values)
            && (kind != Scraper.Ruler || chart.Values.Map("thanosRuler")?.Text("enabled") is null or "false")
        );

    // Objects as somebody writes them, or templates of objects.
    private static bool HasMore(YamlMap values) =>
        values["extraManifests"]
            is YamlMap { Entries.Count: > 0 }
                or YamlList { Items.Count: > 0 }
                or YamlScalar { Text: not "", IsNull: false };

    private static string Space(ChartUse chart) => chart.Values.Text("namespaceOverride") is { Length: > 0 } said ? said : chart.Namespace;

    private static string Name(ChartUse chart) =>
        chart.Values.Flag("cleanPrometheusOperatorObjectNames") ? FullName(chart) : $"{FullName(chart)}-prometheus";

    private static string Account(ChartUse chart, YamlMap? said) =>
        said?.Text("name") is { Length: > 0 } name ? name
        : said?.Text("create") == "false" ? "default"
        : $"{FullName(chart)}-prometheus";

    private static string FullName(ChartUse chart)
    {
        if (chart.Values.Text("fullnameOverride") is { Length: > 0 } full)
            return Cut(full);
        var name = chart.Values.Text("nameOverride") is { Length: > 0 } said ? said : Chart;
        return Cut(chart.ReleaseName.Contains(name, StringComparison.Ordinal) ? chart.ReleaseName : $"{chart.ReleaseName}-{name}");
    }

    private static string Cut(string name) => (name.Length > LongestName ? name[..LongestName] : name).TrimEnd('-');

    private static YamlMap Spec(ChartUse chart, YamlMap given)
    {
        var selectors = MonitorKind.All.SelectMany(kind => new[] { Selector(chart, given, kind), Spaces(given, kind) });
        var copied = Copied
            .Where(given.Says)
            .Where(field => given.Scalar(field) is not { Text: "" })
            .Select(field => (field, given[field]));
        var deny = given.Flag("arbitraryFSAccessThroughSMs") ? Y.Map(("deny", Y.Flag(true))) : null;
        return Y.Map([.. selectors, .. copied, ("arbitraryFSAccessThroughSMs", deny)]);
    }

    // What the values leave empty becomes the release's own label, unless they say that it does not.
    private static (string, YamlNode?) Selector(ChartUse chart, YamlMap given, MonitorKind kind)
    {
        if (given.Map(kind.Selector) is { Entries.Count: > 0 } said)
            return (kind.Selector, said);
        var isNarrowed = given.Text($"{kind.Selector}NilUsesHelmValues") != "false";
        return (kind.Selector, isNarrowed ? Y.Map(("matchLabels", Y.Map(("release", Y.Text(chart.ReleaseName))))) : Y.Map());
    }

    private static (string, YamlNode?) Spaces(YamlMap given, MonitorKind kind)
    {
        var said = given.Map(kind.NamespaceSelector);
        var isLeftOut = said is null && kind == MonitorKind.ScrapeConfig && given[kind.NamespaceSelector] is YamlScalar { IsNull: true };
        return (kind.NamespaceSelector, isLeftOut ? null : said ?? Y.Map());
    }

    private static Position Place(ChartUse chart, YamlMap? prometheus) =>
        prometheus?.Map("prometheusSpec")?.At ?? prometheus?.At ?? chart.At;
}
