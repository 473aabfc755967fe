using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>Runs the unit tests of alerts, and looks at what they leave out.</summary>
internal sealed partial class AlertTestRuns(Promtool? promtool)
{
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(IReadOnlyList<AlertTestSuite> suites, CancellationToken cancellation)
    {
        var found = new DiagnosticBag();
        foreach (var suite in suites)
            AlertTestRules.Rules.Check(suite, found);
        var files = suites.SelectMany(suite => suite.Files).ToList();
        if (promtool is null && files.Count > 0)
            found.Add(Messages.ToolMissing("promtool", files.Count, "file with tests of alerts"));
        foreach (var file in promtool is null ? [] : files)
            if (await RunAsync(file, cancellation) is { } failed)
                found.Add(failed);
        return found.Sorted();
    }

    private async Task<Diagnostic?> RunAsync(AlertTestFile file, CancellationToken cancellation)
    {
        var (failed, failure) = await promtool!.TestAsync(Test(file), cancellation);
        return failure is not null ? Messages.ToolFailed("promtool", failure, Position.Start(file.Path))
            : failed is { Length: > 0 } ? Messages.AlertTestFailed(At(file, failed), failed)
            : null;
    }

    private static RuleTest Test(AlertTestFile file)
    {
        var rules = file.Rules.Select((rule, index) => (Name: $"rules-{index}.yaml", new RuleFile(rule).Text)).ToList();
        var others = file
            .Content.Entries.Where(entry => entry.Key.Text != "rule_files")
            .Select(entry => (entry.Key.Text, (YamlNode?)entry.Value));
        var named = Y.Map([("rule_files", Y.Texts(rules.Select(rule => rule.Name))), .. others]);
        return new RuleTest(
            YamlWriter.Write(named),
            rules.ToImmutableSortedDictionary(rule => rule.Name, rule => rule.Text, StringComparer.Ordinal)
        );
    }

    // The case that the tool names first.
    private static Position At(AlertTestFile file, string failed) =>
        Named().Match(failed) is { Success: true } named
        && file.Cases.FirstOrDefault(one =>
            one.Alert == named.Groups["alert"].Value
            && PromqlDuration.Of(one.Node.Text("eval_time")) == PromqlDuration.Of(named.Groups["time"].Value)
        )
            is { } one
            ? one.At
            : Position.Start(file.Path);

    [GeneratedRegex(@"alertname: (?<alert>\S+), time: (?<time>\w+),", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
