using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>An expression that somebody asks of the metrics.</summary>
/// <param name="Rule">Null for a panel.</param>
public sealed record MetricQuery(Position At, PromqlNode Expression, RuleEntry? Rule)
{
    /// <summary>The panel and its dashboard; null for a rule.</summary>
    public (Dashboard Board, PanelQuery Query)? Panel { get; init; }

    /// <summary>Who asks. Of a hundred thousand few are told, so it is made for them alone.</summary>
    public string Title => Panel is var (board, query) ? board.Title(query) : $"{Rule?.Title} expr";

    /// <summary>The data source as the panel says it.</summary>
    public string? Source => Panel?.Query.Source;

    /// <summary>Each selector with the labels that its series must have.</summary>
    public ImmutableArray<SelectorNeeds> Needs { get; } =
        LabelNeeds.Of(Expression, Rule is null ? [] : Rule.ReadLabels.Select(read => read.Label));

    internal static IEnumerable<MetricQuery> Of(MonitoringContents contents) =>
        contents
            .Rules.Where(rule => rule.Parsed is not null)
            .Select(rule => new MetricQuery(rule.Expression!.At, rule.Parsed!, rule))
            .Concat(contents.Dashboards.SelectMany(OfPanels));

    private static IEnumerable<MetricQuery> OfPanels(Dashboard dashboard) =>
        dashboard
            .Queries.Where(query => query.Parsed is not null)
            .Select(query => new MetricQuery(dashboard.At, query.Parsed!, Rule: null) { Panel = (dashboard, query) });
}
