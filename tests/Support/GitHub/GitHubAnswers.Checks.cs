using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Check runs and statuses, made from what the fake remembers of them.
internal sealed partial class GitHubAnswers
{
    public JsonObject Check(JsonObject check)
    {
        var id = (long)check["id"]!;
        var (at, isCompleted) = ($"{Repo}/check-runs/{id}", (string?)check["status"] == "completed");
        return new JsonObject
        {
            ["id"] = id,
            ["node_id"] = $"CR_{id}",
            ["head_sha"] = check["head_sha"]!.DeepClone(),
            ["name"] = check["name"]!.DeepClone(),
            ["external_id"] = check["external_id"]?.DeepClone() ?? "",
            ["url"] = at,
            ["html_url"] = $"{Page}/runs/{id}",
            ["details_url"] = check["details_url"]?.DeepClone() ?? $"{Page}/runs/{id}",
            ["status"] = check["status"]!.DeepClone(),
            ["conclusion"] = check["conclusion"]?.DeepClone(),
            ["started_at"] = Time,
            ["completed_at"] = isCompleted ? Time : null,
            ["check_suite"] = new JsonObject { ["id"] = 1 },
            ["output"] = new JsonObject
            {
                ["title"] = check["title"]!.DeepClone(),
                ["summary"] = check["summary"]!.DeepClone(),
                ["text"] = null,
                ["annotations_count"] = check["annotations"]!.AsArray().Count,
                ["annotations_url"] = $"{at}/annotations",
            },
            ["app"] = null,
            ["pull_requests"] = new JsonArray(),
        };
    }

    public JsonObject Status(JsonObject status)
    {
        var id = (long)status["id"]!;
        return new JsonObject
        {
            ["id"] = id,
            ["node_id"] = $"SC_{id}",
            ["url"] = $"{Repo}/statuses/{status["sha"]}",
            ["avatar_url"] = null,
            ["state"] = status["state"]!.DeepClone(),
            ["context"] = status["context"]!.DeepClone(),
            ["description"] = status["description"]?.DeepClone(),
            ["target_url"] = status["target_url"]?.DeepClone(),
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["creator"] = User("publisher[bot]"),
        };
    }
}
