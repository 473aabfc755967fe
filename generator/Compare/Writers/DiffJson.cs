using System.Text.Json.Nodes;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Writers;

namespace GitOpsGen.Compare.Writers;

/// <summary>The differences for machines; docs/formats.md describes the fields.</summary>
public static class DiffJson
{
    public static JsonObject Write(FleetDiff diff) =>
        new()
        {
            ["base"] = Side(diff.Base),
            ["head"] = Side(diff.Head),
            ["summary"] = new JsonObject
            {
                ["changes"] = diff.Groups.Length,
                ["high"] = diff.Count(RiskLevel.High),
                ["medium"] = diff.Count(RiskLevel.Medium),
                ["low"] = diff.Count(RiskLevel.Low),
                ["units"] = diff.Units.Length,
                ["changedUnits"] = Phrases.Changed(diff),
            },
            ["changes"] = List(diff.Groups.Select(Group)),
            ["units"] = List(
                diff.Units.Select(unit => new JsonObject
                {
                    ["environment"] = unit.Environment,
                    ["app"] = unit.App,
                    ["cluster"] = Or(unit.Cluster),
                    ["inBase"] = unit.InBase,
                    ["inHead"] = unit.InHead,
                })
            ),
            ["environments"] = List(
                diff.Units.Select(unit => unit.Environment)
                    .Distinct(StringComparer.Ordinal)
                    .Order(diff.Order)
                    .Select(environment => new JsonObject { ["name"] = environment, ["wave"] = Or(diff.Order.Wave(environment)) })
            ),
            ["scraped"] = List(
                diff.Costs.Select(cost => new JsonObject
                {
                    ["app"] = Or(cost.App),
                    ["environments"] = new JsonArray([.. cost.Environments.Select(name => JsonValue.Create(name))]),
                    ["before"] = CostJson.Of(cost.Before),
                    ["after"] = CostJson.Of(cost.After),
                    ["difference"] = CostJson.Of(cost.Difference),
                    ["measured"] = !cost.IsAssumed,
                })
            ),
            ["steps"] = new JsonArray([.. diff.Steps.Select(step => JsonValue.Create(step))]),
            ["notes"] = new JsonArray([.. diff.Notes.Select(note => JsonValue.Create(note))]),
        };

    private static JsonObject Group(ChangeGroup group) =>
        new()
        {
            ["risk"] = DiffWords.Of(group.Level),
            ["class"] = DiffWords.Of(group.Risks[0].Class),
            ["change"] = DiffWords.Of(group.Kind),
            ["object"] = Id(group.Object),
            ["from"] = group.From is { } from ? Id(from) : null,
            ["reasons"] = List(
                group.Risks.Select(risk => new JsonObject
                {
                    ["risk"] = DiffWords.Of(risk.Level),
                    ["class"] = DiffWords.Of(risk.Class),
                    ["reason"] = risk.Reason,
                })
            ),
            ["fields"] = List(group.Fields.Select(Field)),
            ["body"] = Or(group.Body),
            ["where"] = List(
                group.Where.Select(place => new JsonObject
                {
                    ["environment"] = Or(place.Environment),
                    ["app"] = Or(place.App),
                    ["cluster"] = Or(place.Cluster),
                    ["path"] = place.Path,
                    ["object"] = Id(place.Object),
                })
            ),
        };

    private static JsonObject Field(FieldChange field) =>
        new()
        {
            ["path"] = field.Path,
            ["change"] = field.Word,
            ["old"] = field.Old,
            ["new"] = field.New,
            ["lines"] = field.Lines.IsEmpty ? null : new JsonArray([.. field.Lines.Select(line => JsonValue.Create(line))]),
            ["hidden"] = field.IsHidden,
        };

    private static JsonObject Side(SideName side) => new() { ["name"] = side.Text, ["commit"] = side.Commit };

    private static JsonObject Id(ObjectId id) =>
        new()
        {
            ["group"] = id.Group,
            ["kind"] = id.Kind,
            ["namespace"] = Or(id.Namespace),
            ["name"] = id.Name,
        };

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);
}
