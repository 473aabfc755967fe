using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// The GraphQL interface, where errors come with 200.
public sealed partial class FakeGitHub
{
    private (int, JsonNode?) Query(JsonNode request)
    {
        var (query, variables) = ((string)request["query"]!, request["variables"]!);
        if (query.Contains("enablePullRequestAutoMerge(", StringComparison.Ordinal)) return EnableAutoMerge(variables);
        if (query.Contains("updateRefs(", StringComparison.Ordinal)) return UpdateRefs(variables);
        if (query.Contains("repository(", StringComparison.Ordinal)) return Which(variables);
        return Miss("GraphQL", query);
    }

    private (int, JsonNode?) EnableAutoMerge(JsonNode variables)
    {
        var pull = Pulls.Single(one => (string?)one["node_id"] == (string?)variables["id"]);
        // Asked too early, it takes the state that it does not know for a check that does not pass.
        if (MergeLag > 0 && MergeLag-- > 0) return Failed("enablePullRequestAutoMerge", "Pull request Pull request is in unstable status");
        if (IsClean) return Failed("enablePullRequestAutoMerge", "Pull request Pull request is in clean status");
        pull["auto_merge"] = $"{variables["method"]} {variables["head"]}";
        return Done("enablePullRequestAutoMerge", new JsonObject { ["clientMutationId"] = null });
    }

    private static (int, JsonNode?) Done(string field, JsonNode answer) => (200, new JsonObject { ["data"] = new JsonObject { [field] = answer } });

    private static (int, JsonNode?) Failed(string field, string message) =>
        (200, new JsonObject { ["data"] = new JsonObject { [field] = null }, ["errors"] = new JsonArray(new JsonObject { ["type"] = "UNPROCESSABLE", ["path"] = new JsonArray(field), ["message"] = message }) });
}
