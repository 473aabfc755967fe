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
            ["app"] = check["app"] is { } app ? App((long)app) : null,
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

    public JsonObject Review(JsonObject review)
    {
        var (id, pull) = ((long)review["id"]!, (int)review["pull"]!);
        var (page, at) = ($"{Page}/pull/{pull}", $"{Repo}/pulls/{pull}");
        return new JsonObject
        {
            ["id"] = id,
            ["node_id"] = $"PRR_{id}",
            ["user"] = review["login"] is { } login ? User((string)login!) : null,
            ["body"] = "",
            ["state"] = review["state"]!.DeepClone(),
            ["html_url"] = $"{page}#pullrequestreview-{id}",
            ["pull_request_url"] = at,
            ["_links"] = new JsonObject
            {
                ["html"] = new JsonObject { ["href"] = $"{page}#pullrequestreview-{id}" },
                ["pull_request"] = new JsonObject { ["href"] = at },
            },
            ["submitted_at"] = Time,
            ["commit_id"] = review["commit"]?.DeepClone(),
            ["author_association"] = review["association"]!.DeepClone(),
        };
    }

    private JsonObject App(long id) =>
        new()
        {
            ["id"] = id,
            ["node_id"] = $"A_{id}",
            ["owner"] = User("contoso"),
            ["name"] = $"app {id}",
            ["description"] = null,
            ["external_url"] = Web,
            ["html_url"] = $"{Web}/apps/{id}",
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["permissions"] = new JsonObject(),
            ["events"] = new JsonArray(),
        };
}
