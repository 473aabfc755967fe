using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Pull requests, which are issues as well, and their comments; made from what the fake remembers of them.
internal sealed partial class GitHubAnswers
{
    /// <summary>As a list has it.</summary>
    public JsonObject Listed(JsonObject pull)
    {
        var (number, page) = ((int)pull["number"]!, (string)pull["html_url"]!);
        var (at, issue) = ($"{Repo}/pulls/{number}", $"{Repo}/issues/{number}");
        var links = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["self"] = at,
            ["html"] = page,
            ["issue"] = issue,
            ["comments"] = $"{issue}/comments",
            ["commits"] = $"{at}/commits",
            ["statuses"] = $"{Repo}/statuses/{pull["head"]!["sha"]}",
            ["review_comments"] = $"{at}/comments",
            ["review_comment"] = $"{Repo}/pulls/comments{{/number}}",
        };
        var it = Shared(pull);
        foreach (var name in new[] { "node_id", "draft", "merged_at" })
            it[name] = pull[name]?.DeepClone();
        foreach (var name in new[] { "comments", "commits", "statuses", "review_comments", "review_comment" })
            it[$"{name}_url"] = links[name];
        (it["id"], it["url"], it["issue_url"], it["diff_url"], it["patch_url"]) = (
            9000 + number,
            at,
            issue,
            $"{page}.diff",
            $"{page}.patch"
        );
        (it["head"], it["base"]) = (Side(pull["head"]!), Side(pull["base"]!));
        it["merge_commit_sha"] = null;
        it["author_association"] = "CONTRIBUTOR";
        it["auto_merge"] = AutoMerge((string?)pull["auto_merge"]);
        it["requested_reviewers"] = List(pull["requested_reviewers"]?["reviewers"], User);
        it["requested_teams"] = List(pull["requested_reviewers"]?["team_reviewers"], Team);
        it["_links"] = new JsonObject(
            links.Select(link => KeyValuePair.Create(link.Key, (JsonNode?)new JsonObject { ["href"] = link.Value }))
        );
        return it;
    }

    /// <summary>As it is told of alone.</summary>
    public JsonObject Pull(JsonObject pull)
    {
        var it = Listed(pull);
        var isMerged = pull["merged_at"] is not null;
        foreach (var team in it["requested_teams"]!.AsArray())
            team!.AsObject().Remove("parent");
        // Told later, when GitHub has tried it.
        (it["mergeable"], it["mergeable_state"]) = (null, "unknown");
        (it["merged"], it["merged_by"], it["maintainer_can_modify"]) = (isMerged, isMerged ? User("jane") : null, false);
        foreach (var count in new[] { "comments", "review_comments", "commits", "additions", "deletions", "changed_files" })
            it[count] = 0;
        return it;
    }

    public JsonObject Issue(JsonObject pull)
    {
        var (number, page) = ((int)pull["number"]!, (string)pull["html_url"]!);
        var at = $"{Repo}/issues/{number}";
        var it = Shared(pull);
        (it["id"], it["node_id"], it["url"], it["repository_url"], it["comments"]) = (8000 + number, $"I_{number}", at, Repo, 0);
        foreach (var list in new[] { "labels", "comments", "events" })
            it[$"{list}_url"] = $"{at}/{list}";
        it["pull_request"] = new JsonObject
        {
            ["url"] = $"{Repo}/pulls/{number}",
            ["html_url"] = page,
            ["diff_url"] = $"{page}.diff",
            ["patch_url"] = $"{page}.patch",
        };
        return it;
    }

    public JsonObject Comment(JsonObject comment)
    {
        var (id, issue) = ((long)comment["id"]!, (string)comment["issue"]!);
        return new JsonObject
        {
            ["id"] = id,
            ["node_id"] = $"IC_{id}",
            ["user"] = User((string)comment["user"]!["login"]!),
            ["body"] = comment["body"]!.DeepClone(),
            ["author_association"] = "CONTRIBUTOR",
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["url"] = $"{Repo}/issues/comments/{id}",
            ["html_url"] = $"{Page}/pull/{issue}#issuecomment-{id}",
            ["issue_url"] = $"{Repo}/issues/{issue}",
        };
    }

    public JsonArray Labels(JsonObject pull) => List(pull["labels"], Label);

    private JsonObject Shared(JsonObject pull)
    {
        var it = new JsonObject
        {
            ["locked"] = false,
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["closed_at"] = (string?)pull["state"] == "closed" ? Time : null,
        };
        foreach (var name in new[] { "number", "html_url", "state", "title", "body" })
            it[name] = pull[name]!.DeepClone();
        var assignees = List(pull["assignees"], User);
        (it["user"], it["labels"], it["assignees"], it["assignee"]) = (
            User((string)pull["user"]!["login"]!),
            Labels(pull),
            assignees,
            assignees.FirstOrDefault()?.DeepClone()
        );
        it["milestone"] = (int?)pull["milestone"] is { } number ? Milestone(number) : null;
        return it;
    }

    private JsonObject Side(JsonNode side)
    {
        var owner = (string?)side["owner"] ?? "contoso";
        return new JsonObject
        {
            ["label"] = $"{owner}:{side["ref"]}",
            ["ref"] = side["ref"]!.DeepClone(),
            ["sha"] = (string?)side["sha"] ?? new string('0', 40),
            ["user"] = User(owner),
            ["repo"] = Repository((string?)side["repo"]),
        };
    }

    private JsonObject? AutoMerge(string? wanted) =>
        wanted is null
            ? null
            : new JsonObject
            {
                ["enabled_by"] = User("publisher[bot]"),
                ["merge_method"] = wanted.Split(' ')[0].ToLowerInvariant(),
                ["commit_title"] = "",
                ["commit_message"] = "",
            };

    private static JsonArray List(JsonNode? names, Func<string, JsonObject> make) =>
        new([.. (names?.AsArray() ?? []).Select(name => make((string)name!))]);
}
