using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-003: no relabeling takes away what a rule or panel asks for.</summary>
internal static class NeededLabels
{
    public static Rule<ClusterContents> Stay { get; } =
        new(
            "PRR-003",
            "No relabeling of a monitor, a ScrapeConfig or a job of the agent drops a metric, or a label of it, that a rule or panel "
                + "needs.",
            Check
        )
        {
            Why =
                "A matcher, a grouping or a text on a label that was dropped takes nothing or everything, without a word: the alert is "
                + "silent or wrong.",
            Mend = "Drop less (a longer pattern, other source labels), or take the label out of the expression.",
            Severities = [Severity.Warning, Severity.Note],
        };

    // What the operator adds to each target (its documentation, "Scrape configuration"): a metric need not have these itself.
    private static readonly ImmutableHashSet<string> OfTargets =
    [
        "container",
        "endpoint",
        "instance",
        "job",
        "namespace",
        "node",
        "pod",
        "service",
    ];

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var contents = MonitoringContents.Of(cluster);
        var read = contents.Endpoints.Where(endpoint => contents.Servers.IsEmpty || !endpoint.IsOfAgent).ToImmutableArray();
        var steps = read.SelectMany(endpoint => endpoint.Relabelings.Where(Drops).Select(step => (endpoint, step))).ToList();
        if (steps.Count == 0)
            return;
        var index = new NeedIndex(contents.Queries, new Origins(read));
        foreach (var (endpoint, step) in steps)
            Judge(endpoint, step, index, findings);
    }

    private static bool Drops(Relabeling step) =>
        step.Action is "labeldrop" or "labelkeep"
        || (step.Action == "replace" && step.Replacement.Length == 0)
        || (step.IsOfMetrics && step.Action is "drop" or "keep");

    private static void Judge(ScrapeEndpoint endpoint, Relabeling step, NeedIndex index, Findings findings)
    {
        var title = $"{Naming.Of(endpoint.Owner)} {step.Path}";
        foreach (var (what, needs) in Losses(endpoint, step, index))
        {
            var certain = Titles(needs.Where(need => need.IsFrom(endpoint)));
            if (certain.Count > 0)
                findings.Fail(Messages.NeededIsDropped(step.At, title, what, certain));
            else if (Titles(needs.Where(need => IsDoubtful(step, need, endpoint))) is { Count: > 0 } perhaps)
                findings.CannotTell(Messages.NeededPerhapsDropped(step.At, title, what, perhaps));
        }
    }

    private static IEnumerable<(string What, List<Need> Needs)> Losses(ScrapeEndpoint endpoint, Relabeling step, NeedIndex index)
    {
        foreach (var (metric, needs) in index.ByMetric)
            if (step.DropsMetric(metric) == true)
                yield return ($"the metric {metric}", needs);
        // The metric's own label stays where it counts more than the target's.
        if (!step.IsOfMetrics && endpoint.HonorsLabels)
            yield break;
        foreach (var (label, needs) in index.ByLabel)
            if ((step.IsOfMetrics || OfTargets.Contains(label)) && step.DropsLabel(label) == true && !IsSetAgain(endpoint, step, label))
                yield return ($"the label {label}", needs);
    }

    private static bool IsSetAgain(ScrapeEndpoint endpoint, Relabeling step, string label) =>
        endpoint
            .Relabelings.SkipWhile(one => one != step)
            .Skip(1)
            .Any(one => one.Action == "replace" && one.Target == label && one.Replacement.Length > 0);

    // What keeps some drops nearly everything, so it says nothing of metrics that come from who knows where.
    private static bool IsDoubtful(Relabeling step, Need need, ScrapeEndpoint endpoint) =>
        need.Origins.IsEmpty ? step.Action is not ("keep" or "labelkeep") && need.MayBeFrom(endpoint) : need.Origins.Contains(endpoint);

    private static List<string> Titles(IEnumerable<Need> needs) =>
        [.. needs.Select(need => need.Query.Title).Distinct(StringComparer.Ordinal)];
}

/// <summary>A selector of a query, with where its series come from.</summary>
internal sealed record Need(MetricQuery Query, SelectorNeeds Of, ImmutableArray<ScrapeEndpoint> Origins)
{
    /// <summary>From there and nowhere else: of several that are called alike it may be the other that has what is asked for.</summary>
    public bool IsFrom(ScrapeEndpoint endpoint) => Origins is [var only] && only == endpoint;

    /// <summary>Nothing says where it comes from, and nothing speaks against this.</summary>
    public bool MayBeFrom(ScrapeEndpoint endpoint) =>
        Of.Selector.Metric is { } metric
        && !metric.Contains(':', StringComparison.Ordinal)
        && !Alerts.Origins.IsElsewhere(Of.Selector, endpoint);
}

/// <summary>What all queries of an environment need, by metric and by label.</summary>
internal sealed class NeedIndex
{
    public NeedIndex(ImmutableArray<MetricQuery> queries, Origins origins)
    {
        foreach (var query in queries)
        foreach (var needs in query.Needs)
        {
            var need = new Need(query, needs, origins.Of(needs.Selector));
            if (needs.Selector.Metric is { } metric && metric != GrafanaVariables.Unknown)
                Add(ByMetric, metric, need);
            foreach (var label in needs.Labels.Where(label => label != GrafanaVariables.Unknown))
                Add(ByLabel, label, need);
        }
    }

    public SortedDictionary<string, List<Need>> ByMetric { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<Need>> ByLabel { get; } = new(StringComparer.Ordinal);

    private static void Add(SortedDictionary<string, List<Need>> index, string key, Need need)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(need);
    }
}
