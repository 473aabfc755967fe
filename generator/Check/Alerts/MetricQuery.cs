using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>An expression that somebody asks of the metrics.</summary>
/// <param name="Title">Who asks.</param>
/// <param name="Rule">Null for a panel.</param>
/// <param name="Source">The data source as the panel says it.</param>
public sealed record MetricQuery(Position At, string Title, PromqlNode Expression, RuleEntry? Rule, string? Source)
{
    /// <summary>Each selector with the labels that its series must have.</summary>
    public ImmutableArray<SelectorNeeds> Needs { get; } =
        LabelNeeds.Of(Expression, Rule is null ? [] : Rule.ReadLabels.Select(read => read.Label));

    internal static IEnumerable<MetricQuery> Of(MonitoringContents contents) =>
        contents
            .Rules.Where(rule => rule.Parsed is not null)
            .Select(rule => new MetricQuery(rule.Expression!.At, $"{rule.Title} expr", rule.Parsed!, rule, Source: null))
            .Concat(contents.Dashboards.SelectMany(OfPanels));

    private static IEnumerable<MetricQuery> OfPanels(Dashboard dashboard) =>
        dashboard
            .Queries.Where(query => query.Parsed is not null)
            .Select(query => new MetricQuery(dashboard.At, dashboard.Title(query), query.Parsed!, Rule: null, query.Source));
}
