using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Validate.Writers;

/// <summary>SARIF 2.1.0 (OASIS), as code scanning and editors read it. What is waived is there, suppressed.</summary>
/// <param name="isFile">Whether such a file is in the repository: what stands nowhere is named by its app.</param>
public sealed class ValidationSarif(Func<string, bool> isFile)
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public string Write(ValidationReport report)
    {
        var rules = report.Rules.Select(tally => tally.Rule).DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var places = rules.Index().ToDictionary(rule => rule.Item.Id, rule => rule.Index, StringComparer.Ordinal);
        var document = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(
                new JsonObject
                {
                    ["tool"] = new JsonObject
                    {
                        ["driver"] = new JsonObject { ["name"] = "gitopsgen", ["rules"] = new JsonArray([.. rules.Select(Rule)]) },
                    },
                    ["columnKind"] = "utf16CodeUnits",
                    ["invocations"] = new JsonArray(
                        new JsonObject
                        {
                            ["executionSuccessful"] = !report.HasErrors,
                            ["toolExecutionNotifications"] = new JsonArray([.. report.Diagnostics.Select(Notification)]),
                        }
                    ),
                    ["results"] = new JsonArray([.. report.Findings.Select(finding => Result(finding, places))]),
                }
            ),
        };
        return $"{document.ToJsonString(Indented)}\n";
    }

    private static JsonObject Rule(Rule rule) =>
        new()
        {
            ["id"] = rule.Id,
            ["shortDescription"] = Text(rule.Summary),
            ["fullDescription"] = Text(rule.Why),
            ["help"] = Text(rule.Mend),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Words.Of(rule.Severities[0]) },
            ["properties"] = new JsonObject { ["page"] = Words.Page(rule.Id) },
        };

    private JsonObject Result(Finding finding, Dictionary<string, int> rules)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["level"] = Words.Of(finding.Severity),
            ["message"] = Text(finding.Diagnostic.Message),
            ["locations"] = new JsonArray([.. finding.Places.Take(1).Select(Location)]),
            ["relatedLocations"] = new JsonArray([.. finding.Places.Skip(1).Take(20).Select(Location)]),
            // The same cause stays the same alert, wherever it moves to.
            ["partialFingerprints"] = new JsonObject { ["cause/v1"] = Digest.OfText($"{finding.Rule}\n{finding.Diagnostic.Message}") },
            ["properties"] = new JsonObject { ["in"] = new JsonArray([.. finding.In.Select(place => JsonValue.Create(place))]) },
        };
        if (rules.TryGetValue(finding.Rule, out var index))
            result["ruleIndex"] = index;
        if (finding.Waiver is { } waiver)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["justification"] = waiver.Reason });
        return result;
    }

    private JsonObject Notification(Diagnostic diagnostic)
    {
        var notification = new JsonObject
        {
            ["descriptor"] = new JsonObject { ["id"] = diagnostic.Code },
            ["level"] = Words.Of(diagnostic.Severity),
            ["message"] = Text(diagnostic.Message),
        };
        if (diagnostic.At is { } at)
            notification["locations"] = new JsonArray(Location(at));
        return notification;
    }

    private JsonObject Location(Position at)
    {
        var isThere = isFile(at.File);
        var file = isThere ? at.File : FoundAt.DescriptionOf(at.File) ?? at.File;
        var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri(file) } };
        if (isThere)
            physical["region"] = new JsonObject { ["startLine"] = at.Line, ["startColumn"] = at.Column };
        return new JsonObject { ["physicalLocation"] = physical };
    }

    private static string Uri(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private static JsonObject Text(string text) => new() { ["text"] = Printing.PlainText.Line(text) };
}
