using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>One way that something is scraped: an endpoint of a monitor, a Probe, a ScrapeConfig, or a job of the agent's own.</summary>
/// <param name="Path">In its object.</param>
/// <param name="Jobs">What the label <c>job</c> may be; empty where that cannot be told.</param>
/// <param name="Interval">Null where the server's counts.</param>
public sealed record ScrapeEndpoint(Manifest Owner, string Path, ImmutableArray<string> Jobs, TimeSpan? Interval)
{
    /// <summary>Before the scrape, and after it, each in their order.</summary>
    public ImmutableArray<Relabeling> Relabelings { get; init; } = [];

    /// <summary>It is read by the agent and not by Prometheus.</summary>
    public bool IsOfAgent { get; init; }

    public string MetricsPath { get; init; } = "/metrics";

    /// <summary>Labels of the metric win over those of the target.</summary>
    public bool HonorsLabels { get; init; }

    public string Title => $"{Naming.Of(Owner)} {Path}";

    /// <summary>By what it is called: the monitor's name and the jobs. A ConfigMap holds many jobs, and is called like none.</summary>
    public IEnumerable<string> Names => Owner.Kind == "ConfigMap" ? Jobs : Jobs.Append(Owner.Name);

    /// <summary>Null where that cannot be told.</summary>
    public bool? HasJob(LabelMatcher matcher) => Jobs.IsEmpty ? null : Jobs.Any(job => Matching.Matches(matcher, job) == true);
}

/// <summary>A step of <c>relabelings</c> or <c>metricRelabelings</c>.</summary>
/// <param name="IsOfMetrics">After the scrape, where the metric's own labels are there.</param>
/// <param name="Sources">Labels that are joined with ';'.</param>
/// <param name="Regex">Anchored; <c>(.*)</c> where none is written.</param>
public sealed record Relabeling(
    Position At,
    string Path,
    bool IsOfMetrics,
    string Action,
    ImmutableArray<string> Sources,
    string Regex,
    string Target,
    string Replacement
)
{
    /// <summary>Both spellings: of the operator's objects, and of Prometheus' own configuration.</summary>
    public static ImmutableArray<Relabeling> Of(YamlMap endpoint, string key, string path, bool isOfMetrics) =>
        [
            .. endpoint
                .List(key)
                .Select((item, index) => (Map: item as YamlMap, Path: $"{path}{key}[{index}]"))
                .Where(one => one.Map is not null)
                .Select(one => new Relabeling(
                    one.Map!.At,
                    one.Path,
                    isOfMetrics,
                    (one.Map.Text("action") ?? "replace").ToLowerInvariant(),
                    [
                        .. (one.Map["sourceLabels"] is null ? one.Map.Texts("source_labels") : one.Map.Texts("sourceLabels")).Select(
                            label => label.Text
                        ),
                    ],
                    one.Map.Text("regex") ?? "(.*)",
                    one.Map.Text("targetLabel") ?? one.Map.Text("target_label") ?? "",
                    one.Map["replacement"] is YamlScalar written ? written.Text : "$1"
                )),
        ];

    /// <summary>Each series loses the label by it. Null where that cannot be told.</summary>
    public bool? DropsLabel(string label) =>
        Action switch
        {
            "labeldrop" => Matching.Anchored(Regex, label),
            "labelkeep" => !Matching.Anchored(Regex, label),
            // Nothing is written into it, whatever was there, where every value matches.
            "replace" => Target == label && Replacement.Length == 0 && Regex is "(.*)" or ".*" or "",
            _ => false,
        };

    /// <summary>Each series of the metric is lost by it. Null where that cannot be told.</summary>
    public bool? DropsMetric(string metric) =>
        IsOfMetrics && Sources is ["__name__"]
            ? Action switch
            {
                "drop" => Matching.Anchored(Regex, metric),
                "keep" => !Matching.Anchored(Regex, metric),
                _ => false,
            }
            : false;
}
