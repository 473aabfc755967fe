using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// The GraphQL interface, where errors come with 200.
public sealed partial class FakeGitHub
{
    private (int, JsonNode?) Query(JsonNode request)
    {
        var (query, variables) = ((string)request["query"]!, request["variables"]!);
        if (query.Contains("enablePullRequestAutoMerge(", StringComparison.Ordinal))
            return EnableAutoMerge(variables);
        if (query.Contains("viewer ", StringComparison.Ordinal))
            return Done("viewer", new JsonObject { ["login"] = Login });
        if (query.Contains("updateRefs(", StringComparison.Ordinal))
            return UpdateRefs(variables);
        if (query.Contains("repository(", StringComparison.Ordinal))
            return Which(variables);
        if (query.Contains("timelineItems(", StringComparison.Ordinal))
            return Timeline(variables);
        if (query.Contains("enqueuePullRequest(", StringComparison.Ordinal))
            return PutInQueue(variables);
        return Miss("GraphQL", query);
    }

    private (int, JsonNode?) EnableAutoMerge(JsonNode variables)
    {
        var pull = Pulls.Single(one => (string?)one["node_id"] == (string?)variables["id"]);
        if (MergeLag > 0)
            return Failed("enablePullRequestAutoMerge", TooEarly((string)variables["id"]!));
        if (IsClean)
            return Failed("enablePullRequestAutoMerge", "Pull request Pull request is in clean status");
        pull["auto_merge"] = $"{variables["method"]} {variables["head"]}";
        return Done("enablePullRequestAutoMerge", new JsonObject { ["clientMutationId"] = null });
    }

    private (int, JsonNode?) Timeline(JsonNode variables)
    {
        var pull = Pulls.Single(one => (string?)one["node_id"] == (string?)variables["id"]);
        var events = pull["closedByBase"] is null ? new[] { "ClosedEvent" } : ["ClosedEvent", "BaseRefDeletedEvent"];
        return Done(
            "node",
            new JsonObject
            {
                ["__typename"] = "PullRequest",
                ["timelineItems"] = new JsonObject
                {
                    ["nodes"] = new JsonArray([
                        .. events.Select(kind => new JsonObject { ["__typename"] = kind, ["createdAt"] = "2026-01-01T00:00:00Z" }),
                    ]),
                },
            }
        );
    }

    private (int, JsonNode?) PutInQueue(JsonNode variables)
    {
        var pull = Pulls.Single(one => (string?)one["node_id"] == (string?)variables["id"]);
        if (pull["queued"] is not null)
            return Failed("enqueuePullRequest", "Pull request is already in the merge queue");
        pull["queued"] = variables["head"]!.DeepClone();
        return Done("enqueuePullRequest", new JsonObject { ["clientMutationId"] = null });
    }

    // What GitHub does not know yet it does not find, or takes for a check that does not pass.
    private string TooEarly(string id) =>
        MergeLag-- % 2 == 0
            ? $"Could not resolve to a node with the global id of '{id}'."
            : "Pull request Pull request is in unstable status";

    private static (int, JsonNode?) Done(string field, JsonNode answer) =>
        (200, new JsonObject { ["data"] = new JsonObject { [field] = answer } });

    private static (int, JsonNode?) Failed(string field, string message) =>
        (
            200,
            new JsonObject
            {
                ["data"] = new JsonObject { [field] = null },
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "UNPROCESSABLE",
                        ["path"] = new JsonArray(field),
                        ["message"] = message,
                    }
                ),
            }
        );
}
