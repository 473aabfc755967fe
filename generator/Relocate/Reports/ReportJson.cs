using System.Text.Json.Nodes;

namespace GitOpsGen.Relocate.Reports;

/// <summary>What the report says beyond the verdicts, for machines.</summary>
internal static class ReportJson
{
    public static JsonObject Of(RelocationReport report, IEnumerable<Occurrence> occurrences) =>
        new()
        {
            ["categories"] = List(
                occurrences.GroupBy(one => one.Judgement.Category).OrderBy(same => RelocationRisks.Of(same.Key)).ThenBy(same => same.Key),
                same => new JsonObject
                {
                    ["category"] = KebabCase.Of(same.Key),
                    ["risk"] = KebabCase.Of(RelocationRisks.Of(same.Key)),
                    ["move"] = same.Count(one => one.Judgement.Verdict == Verdict.Move),
                    ["keep"] = same.Count(one => one.Judgement.Verdict == Verdict.Keep),
                    ["review"] = same.Count(one => one.Judgement.Verdict == Verdict.Review),
                }
            ),
            ["replacements"] = List(
                report.Replacements,
                score => new JsonObject
                {
                    ["name"] = score.Name,
                    ["right"] = score.Right,
                    ["broken"] = List(score.Breaks, ScalarMention),
                    ["unasked"] = List(score.Unasked, ScalarMention),
                    ["missed"] = List(score.Missed, ScalarMention),
                }
            ),
            ["beyondManifests"] = List(
                report.Remainders,
                one => new JsonObject
                {
                    ["path"] = one.Path,
                    ["line"] = one.Line,
                    ["what"] = one.What,
                    ["consequence"] = one.Consequence,
                    ["check"] = one.Check,
                }
            ),
            ["knownIssues"] = List(
                report.KnownIssues,
                issue => new JsonObject
                {
                    ["name"] = issue.Name,
                    ["symptom"] = issue.Symptom,
                    ["here"] = issue.Here,
                    ["check"] = List(issue.Check, check => JsonValue.Create(check)),
                }
            ),
        };

    private static JsonObject ScalarMention(Occurrence one) =>
        new()
        {
            ["path"] = one.Path,
            ["line"] = one.Line,
            ["column"] = one.Column,
        };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);
}
