using System.Text.Json.Nodes;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Doctor;

/// <summary>What the fleet's apps need and somebody else runs: nothing here can tell whether it is there, so it is listed.</summary>
public static class FleetPrerequisites
{
    public static IEnumerable<Finding> Of(RenderPlan plan) =>
        plan
            .Fleet.Fleet.Settings.Prerequisites.Select(prerequisite => (prerequisite, Needed: Needing(plan, prerequisite)))
            .Where(one => one.Needed.Count > 0)
            .Select(one => Finding(one.prerequisite, one.Needed));

    private static List<Unit> Needing(RenderPlan plan, Prerequisite prerequisite) =>
        [.. plan.Units.Where(unit => !unit.IsLeaving && unit.App.Requires.Any(required => required.Text == prerequisite.Name))];

    private static Finding Finding(Prerequisite prerequisite, List<Unit> needed)
    {
        var apps = needed.Select(unit => unit.App.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var environments = needed
            .Select(unit => unit.Environment.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var described = prerequisite.Description.Length > 0 ? $": {prerequisite.Description.TrimEnd('.')}" : "";
        return new Finding(
            "prerequisites",
            prerequisite.Name,
            Health.Note,
            $"{string.Join(", ", apps)} in {string.Join(", ", environments)} {(apps.Count == 1 ? "needs" : "need")} it{described}",
            prerequisite.From.Length > 0 ? $"Somebody else brings it: {prerequisite.From.TrimEnd('.')}." : null
        )
        {
            Data = new JsonObject
            {
                ["apps"] = new JsonArray([.. apps.Select(app => JsonValue.Create(app))]),
                ["environments"] = new JsonArray([.. environments.Select(environment => JsonValue.Create(environment))]),
            },
        };
    }
}
