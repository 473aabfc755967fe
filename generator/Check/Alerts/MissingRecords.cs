using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// PRR-001: what reads a recording rule's series has one that makes it. A colon in a name is kept for these (Prometheus, "Naming").
/// </summary>
internal static class MissingRecords
{
    public static Rule<ClusterContents> AreMade { get; } =
        new(
            "PRR-001",
            "A series with the name of a recording rule (one with a colon) that a rule or panel reads is made by one in the same cluster.",
            Check
        )
        {
            Why = "A series that nobody makes is no error to Prometheus: the alert never fires, and the panel stays empty.",
            Mend = "Write the recording rule, correct the name, or bring the object with the rule into the environment.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var contents = MonitoringContents.Of(cluster);
        var makers = new RecordMakers(contents);
        foreach (var query in contents.Queries)
        foreach (
            var metric in query.Expression.Selectors.Select(selector => selector.Metric).OfType<string>().Distinct(StringComparer.Ordinal)
        )
            if (
                metric.Contains(':', StringComparison.Ordinal)
                && !metric.Contains(GrafanaVariables.Unknown, StringComparison.Ordinal)
                && !makers.Make(metric)
            )
                Say(query, metric, makers, findings);
    }

    private static void Say(MetricQuery query, string metric, RecordMakers makers, Findings findings)
    {
        if (makers.Doubt is { } doubt)
            findings.CannotTell(Messages.RecordNotSeen(query.At, query.Title, metric, doubt));
        else if (query.Rule is not null)
            findings.Fail(Messages.RecordMissing(query.At, query.Title, metric, makers.Names));
        else
            findings.Fail(Messages.PanelRecordMissing(query.At, query.Title, metric, makers.Names));
    }
}

/// <summary>Who makes the recorded series of an environment.</summary>
internal sealed class RecordMakers
{
    private readonly ImmutableHashSet<string> names;

    public RecordMakers(MonitoringContents contents)
    {
        var charts = contents.Contents.Parts.Select(part => part.Chart).OfType<ChartUse>().Where(chart => !chart.IsSeen).ToList();
        var known = charts.FindAll(ChartRecords.Knows);
        names = [.. contents.Rules.Select(rule => rule.Record).OfType<string>(), .. known.Exists(MakesDefaults) ? ChartRecords.Names : []];
        Doubt = DoubtOf(contents, known.Count);
    }

    public IEnumerable<string> Names => names;

    /// <summary>Why another may be made all the same; null where that is certain.</summary>
    public string? Doubt { get; }

    public bool Make(string metric) => names.Contains(metric);

    private static bool MakesDefaults(ChartUse chart) => chart.Values.Map("defaultRules")?.Text("create") != "false";

    private static string? DoubtOf(MonitoringContents contents, int known)
    {
        var unseen = contents.Unseen(RuleReader.GroupKind).ToList();
        // Of a chart whose rules are known it is no matter that they are not seen; each stands for one part.
        if (unseen.Count > known)
            return $"{unseen[0].What} may make it ({unseen[0].Why})";
        if (contents.Servers.IsEmpty)
            return "no Prometheus is seen here, so these may not be all rules of its cluster";
        return contents.Servers.Select(server => server.ForeignSeries).FirstOrDefault(why => why is not null)
            ?? Federation(contents)
            ?? Thanos(contents);
    }

    private static string? Federation(MonitoringContents contents) =>
        contents.Endpoints.FirstOrDefault(endpoint => endpoint.MetricsPath == "/federate") is { } endpoint
            ? $"{endpoint.Title} takes series from another Prometheus"
            : null;

    // It evaluates rules over the series of many servers.
    private static string? Thanos(MonitoringContents contents) =>
        contents.Contents.Objects.Objects.FirstOrDefault(one => one.GroupKind == "monitoring.coreos.com/ThanosRuler") is { } ruler
            ? $"{Naming.Of(ruler)} reads series of other servers"
            : null;
}
