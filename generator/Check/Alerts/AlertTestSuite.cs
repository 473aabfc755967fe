using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>One file of unit tests in the form of <c>promtool test rules</c>.</summary>
/// <param name="Rules">The PrometheusRules of the files that its <c>rule_files</c> name.</param>
public sealed record AlertTestFile(string Path, YamlMap Content, ImmutableArray<Manifest> Rules)
{
    /// <summary>What is said of an alert at a moment.</summary>
    public IEnumerable<AlertCase> Cases =>
        Content
            .List("tests")
            .OfType<YamlMap>()
            .SelectMany(test => test.List("alert_rule_test"))
            .OfType<YamlMap>()
            .Select(node => new AlertCase(node, node.Text("alertname") ?? "", node.List("exp_alerts")));
}

/// <summary>An alert, and what is expected of it at a moment: nothing where it is to be quiet.</summary>
public sealed record AlertCase(YamlMap Node, string Alert, IReadOnlyList<YamlNode> Expected)
{
    public Position At => Node.At;

    /// <summary>It expects this rule's alert: one of its name, and with its severity, by which rules of one name are told apart.</summary>
    public bool Fires(RuleEntry rule) =>
        Alert == rule.Alert
        && Expected
            .OfType<YamlMap>()
            .Any(alert => rule.Label("severity") is not { } severity || alert.Map("exp_labels")?.Text("severity") == severity);

    public bool IsQuiet(RuleEntry rule) => Alert == rule.Alert && !Fires(rule);
}

/// <summary>The unit tests of an app's alerts, and all PrometheusRules that the app has in its files.</summary>
public sealed record AlertTestSuite(string App, ImmutableArray<AlertTestFile> Files, ImmutableArray<Manifest> Rules);

/// <summary>
/// PRR-011: promtool passes a test of an alert that is misspelt, and a file without tests; so what is tested is looked at as well.
/// </summary>
public static class AlertTestRules
{
    public static RuleSet<AlertTestSuite> Rules { get; } =
        new(
            "Tests of alerts",
            [
                new(
                    "PRR-011",
                    "Of an app with unit tests of its alerts (`apps/<app>/alert-tests/`) each alert has a case in which it fires and "
                        + "one in which "
                        + "it is quiet, and each case is of an alert that there is.",
                    Check
                )
                {
                    Why = "An alert that nobody has seen fire may never do so, and promtool passes a case whose alert is misspelt.",
                    Mend = "Add an `alert_rule_test` with `exp_alerts`, and one without.",
                    Severities = [Severity.Warning],
                },
            ]
        );

    private static void Check(AlertTestSuite suite, Findings findings)
    {
        if (suite.Files.IsEmpty)
            return;
        var alerts = suite
            .Rules.SelectMany(RuleReader.Groups)
            .SelectMany(group => group.Rules)
            .Where(rule => rule.Alert is not null)
            .ToList();
        var cases = suite.Files.SelectMany(file => file.Cases).ToList();
        foreach (var one in cases.Where(one => !alerts.Exists(alert => alert.Alert == one.Alert)))
            findings.Fail(Messages.TestOfNoAlert(one.At, one.Alert, alerts.Select(alert => alert.Alert!)));
        foreach (var alert in alerts)
            if (!cases.Exists(one => one.Fires(alert)))
                findings.Fail(Messages.AlertNotTested(alert.At, alert.Title, alert.Label("severity"), "fires"));
            else if (!IsConstant(alert) && !cases.Exists(one => one.IsQuiet(alert)))
                findings.Fail(Messages.AlertNotTested(alert.At, alert.Title, alert.Label("severity"), "is quiet"));
    }

    // What reads no series fires always, and is meant to.
    private static bool IsConstant(RuleEntry alert) => alert.Parsed is { } expression && !expression.Selectors.Any();
}
