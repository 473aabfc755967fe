using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate.Writers;

/// <summary>For programs; <c>docs/formats.md</c> describes it.</summary>
public static class ValidationJson
{
    public static JsonObject Write(ValidationReport report) =>
        new()
        {
            ["objects"] = report.Objects,
            ["judged"] = Texts(report.Judged),
            ["counts"] = new JsonObject
            {
                ["errors"] = report.Count(Severity.Error),
                ["warnings"] = report.Count(Severity.Warning),
                ["notes"] = report.Count(Severity.Note),
                ["waived"] = report.Waived,
            },
            ["waves"] = new JsonArray([
                .. report.Waves.Select(wave => new JsonObject
                {
                    ["wave"] = wave.Wave,
                    ["judged"] = Texts(wave.Judged),
                    ["errors"] = report.CountIn(wave.Judged, Severity.Error),
                    ["warnings"] = report.CountIn(wave.Judged, Severity.Warning),
                }),
            ]),
            ["rules"] = new JsonArray([
                .. report.Rules.Select(rule => new JsonObject
                {
                    ["id"] = rule.Rule.Id,
                    ["outcome"] = Words.Of(rule.Outcome),
                    ["passed"] = rule.Passed,
                    ["failed"] = rule.Failed,
                    ["cannotTell"] = rule.CannotTell,
                }),
            ]),
            ["findings"] = new JsonArray([.. report.Findings.Select(Finding)]),
        };

    /// <summary>The rules themselves, as <c>--list-rules</c> has them.</summary>
    public static JsonArray Rules(IEnumerable<RuleSet> sets) =>
        new([
            .. sets.SelectMany(set => set.Catalogue.Select(rule => (set, rule)))
                .DistinctBy(one => one.rule.Id, StringComparer.Ordinal)
                .Select(one => new JsonObject
                {
                    ["id"] = one.rule.Id,
                    ["set"] = one.set.Title,
                    ["severities"] = Texts(one.rule.Severities.Select(Words.Of)),
                    ["summary"] = one.rule.Summary,
                    ["why"] = one.rule.Why,
                    ["mend"] = one.rule.Mend,
                    ["page"] = Words.Page(one.rule.Id),
                }),
        ]);

    private static JsonObject Finding(Finding finding) =>
        new()
        {
            ["severity"] = Words.Of(finding.Severity),
            ["rule"] = finding.Rule,
            ["path"] = finding.Diagnostic.At?.File,
            ["line"] = finding.Diagnostic.At?.Line,
            ["column"] = finding.Diagnostic.At?.Column,
            ["app"] = finding.App,
            ["in"] = Texts(finding.In.Remove("")),
            ["times"] = finding.Times,
            ["message"] = finding.Diagnostic.Message,
            ["waiver"] = finding.Waiver is { } waiver
                ? new JsonObject { ["reason"] = waiver.Reason, ["expires"] = waiver.Expires?.Text }
                : null,
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
