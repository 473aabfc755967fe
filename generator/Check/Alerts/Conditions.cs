using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// PRR-004: an alert has a condition (as pint's alerts/comparison: an expression without one fires for every series there is).
/// </summary>
internal static class Conditions
{
    public static Rule<ClusterContents> AreThere { get; } =
        new(
            "PRR-004",
            "Each branch of an alert's expression has a condition, and none that is `bool`. One that reads no series at all is meant "
                + "to fire always.",
            Check
        )
        {
            Why =
                "An alert fires for each series that its expression gives, whatever the value: without a condition, for all that there "
                + "are.",
            Mend = "Compare (`> 0`), without `bool`.",
            Severities = [Severity.Warning],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        foreach (var alert in MonitoringContents.Of(cluster).Alerts)
            if (alert.Parsed is { } expression && expression.Selectors.Any() && !Has(expression))
                findings.Fail(Messages.AlertWithoutCondition(alert.Expression!.At, alert.Title));
    }

    private static bool Has(PromqlNode node) =>
        node switch
        {
            // Series that are there only while something is wrong.
            VectorSelector selector => selector.Metric is "ALERTS" or "ALERTS_FOR_STATE",
            FunctionCall { Function: "absent" or "absent_over_time" } => true,
            BinaryOperation { Operator: "unless" } => true,
            BinaryOperation { Operator: "or" } either => Has(either.Left) && Has(either.Right),
            BinaryOperation { IsComparison: true, IsBool: false } => true,
            Aggregation aggregation => Has(aggregation.Operand),
            _ => node.Parts.Any(Has),
        };
}
