using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;
using static GitOpsGen.Tests.Check.Alerts.AlertCluster;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>PRR-011: what promtool passes although nothing was tested.</summary>
public sealed class AlertTestRuleTests
{
    private const string Fires = "{alertname: A, eval_time: 1m, exp_alerts: [{exp_labels: {severity: page}}]}";

    private const string Quiet = "{alertname: A, eval_time: 0m}";

    private const string Alert = "{alert: A, expr: up == 0, labels: {severity: page}}";

    [Theory]
    [InlineData(Alert, $"{Fires}, {Quiet}", "")]
    [InlineData(Alert, Fires, "no test in which it is quiet with severity page")]
    [InlineData(Alert, Quiet, "no test in which it fires")]
    [InlineData(Alert, "", "no test in which it fires")]
    [InlineData(Alert, $"{Fires}, {Quiet}, {{alertname: B}}", "this tests the alert B, which no rule of the app makes")]
    [InlineData("{alert: A, expr: up == 0, labels: {severity: info}}", $"{Fires}, {Quiet}", "fires with severity info")]
    [InlineData("{alert: A, expr: vector(1), labels: {severity: page}}", Fires, "")]
    public void An_alert_fires_in_a_test_and_is_quiet_in_one(string rule, string cases, string part)
    {
        var said = Judge($"tests: [{{alert_rule_test: [{cases}]}}]", rule);
        if (part.Length == 0)
            Assert.Equal("", said);
        Assert.Contains(part, said, StringComparison.Ordinal);
        Assert.All(
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("warning PRR-011", line, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("tests: []")]
    [InlineData("tests: {a: b}")]
    [InlineData("tests: [1, {alert_rule_test: x}]")]
    public void A_file_without_tests_tests_nothing(string content) =>
        Assert.Contains("fires", Judge(content, Alert), StringComparison.Ordinal);

    [Fact]
    public void An_app_without_tests_has_no_finding() =>
        Assert.Empty(AlertTestRules.Rules.Rules.Single().Judge(new AlertTestSuite("web", [], Of(Rules(Alert)).Objects.Objects)).All);

    private static string Judge(string content, string rule)
    {
        var rules = Of(Rules(rule)).Objects.Objects;
        Assert.Equal("PRR-011", AlertTestRules.Rules.Rules.Single().Id);
        var file = new AlertTestFile("t.yaml", YamlReader.ReadMap("t.yaml", content, new DiagnosticBag())!, rules);
        return string.Join('\n', AlertTestRules.Rules.Rules.Single().Judge(new AlertTestSuite("web", [file], rules)).All);
    }
}
