using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Doctor;

/// <summary>What <c>init</c> wrote in place of what only the owner knows, and nobody has replaced yet.</summary>
public static class FleetPlaceholders
{
    /// <returns>Null where none is left.</returns>
    public static Finding? Of(RenderPlan plan)
    {
        var places = Places(plan).Distinct().OrderBy(place => place.File, StringComparer.Ordinal).ThenBy(place => place.Line).ToList();
        if (places.Count == 0)
            return null;
        var more = places.Count > 1 ? $" and {places.Count - 1} more" : "";
        return new Finding(
            "fleet",
            "placeholders",
            Health.Note,
            $"a placeholder is left at {places[0].File}:{places[0].Line}{more}",
            "Replace them with your own values before Argo CD reads this repository."
        )
        {
            Data = new JsonObject
            {
                ["places"] = new JsonArray([.. places.Select(place => new JsonObject { ["path"] = place.File, ["line"] = place.Line })]),
            },
        };
    }

    private static IEnumerable<Position> Places(RenderPlan plan)
    {
        var settings = plan.Fleet.Fleet.Settings;
        var servers = plan.Fleet.Environments.SelectMany(environment => environment.Settings.Clusters);
        return PlaceholderChecks
            .In(plan.Units)
            .Concat(servers.Where(cluster => PlaceholderText.IsIn(cluster.Server)).Select(cluster => cluster.ServerAt))
            .Concat(PlaceholderText.IsIn(settings.RepositoryUrl) ? [settings.At] : []);
    }
}
