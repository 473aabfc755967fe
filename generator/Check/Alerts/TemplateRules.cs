using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-005: what the texts of an alert read is there (as pint's alerts/template).</summary>
internal static class TemplateRules
{
    public static Rule<ClusterContents> ReadWhatIsThere { get; } =
        new(
            "PRR-005",
            "No label of an alert has the value of its expression, and its texts read no label that the expression cannot carry.",
            Check
        )
        {
            Why =
                "The labels are what an alert is: with a value in them it is another alert at each evaluation, so `for` never ends and "
                + "every "
                + "change is notified. A label that an aggregation gave up is an empty place in the text.",
            Mend = "Put the value into an annotation; keep the label (`by`, `group_left`), or read one that is kept.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        foreach (var alert in MonitoringContents.Of(cluster).Alerts)
        {
            CheckValues(alert, findings);
            if (alert.Parsed is { } expression)
                CheckLabels(alert, OutputLabels.Of(expression), findings);
        }
    }

    private static void CheckValues(RuleEntry alert, Findings findings)
    {
        foreach (var label in alert.Labels?.Entries ?? [])
            if (AlertTemplate.Of(label.Value).ReadsValue && !IsConstant(alert.Parsed))
                findings.Fail(
                    PromqlDuration.Of(alert.Node.Text("for")) > TimeSpan.Zero
                        ? Messages.ValueInLabelWaits(label.Value.At, alert.Title, label.Key.Text)
                        : Messages.ValueInLabel(label.Value.At, alert.Title, label.Key.Text)
                );
    }

    // What is equal to a number is that number each time.
    private static bool IsConstant(PromqlNode? expression) => expression is BinaryOperation { Operator: "==", Right: NumberLiteral };

    private static void CheckLabels(RuleEntry alert, LabelSet labels, Findings findings)
    {
        foreach (var (label, text) in alert.ReadLabels.Where(read => !labels.MayHave(read.Label)))
            findings.Fail(Messages.LabelNotCarried(text.Value.At, alert.Title, text.Key.Text, label, labels.IsOpen ? [] : labels.Names));
    }
}
