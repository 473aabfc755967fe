using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

// Check runs, which only Apps may make, and statuses of commits.
public sealed partial class FakeGitHub
{
    private const int AnnotationsAtOnce = 50;

    private readonly List<JsonObject> checks = [];
    private readonly List<JsonObject> statuses = [];

    private long lastId = 4000;

    private long NextId() => ++lastId;

    /// <summary>As they are remembered, with all their annotations.</summary>
    public IReadOnlyList<JsonObject> Checks => checks;

    public IReadOnlyList<JsonObject> Statuses => statuses;

    /// <summary>Like the token of a workflow that a fork's pull request started.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>What GitHub calls the one whose token it is.</summary>
    public string Login { get; set; } = "publisher[bot]";

    /// <summary>Opens a pull request as a person does.</summary>
    /// <param name="repository">Where the branch is: a fork, or unless said the repository itself.</param>
    public int OpenByPerson(string branch, string login = "jane", string repository = "contoso/small")
    {
        var number = next++;
        Pulls.Add(
            new JsonObject
            {
                ["number"] = number,
                ["node_id"] = $"PR_{number}",
                ["html_url"] = $"https://github.example/contoso/small/pull/{number}",
                ["state"] = "open",
                ["merged_at"] = null,
                ["title"] = "By a person",
                ["body"] = "",
                ["draft"] = false,
                ["user"] = new JsonObject { ["login"] = login },
                ["head"] = new JsonObject
                {
                    ["owner"] = repository.Split('/')[0],
                    ["repo"] = repository,
                    ["ref"] = branch,
                    ["sha"] = Tip(branch, repository),
                },
                ["base"] = new JsonObject { ["ref"] = "main" },
            }
        );
        LookAtHead(Pulls[^1]);
        return number;
    }

    /// <summary>Comments, checks and statuses go, as if nothing had been said.</summary>
    public void Forget()
    {
        comments.Clear();
        checks.Clear();
        statuses.Clear();
    }

    /// <summary>Somebody comments.</summary>
    public void CommentAs(string login, int number, string body)
    {
        var (before, _) = (Login, Login = login);
        Comment($"{number}", new JsonObject { ["body"] = body });
        Login = before;
    }

    // Where the branches of both sides are now; the head's commits are there, too.
    private JsonObject LookAtHead(JsonObject pull)
    {
        var (head, number) = (pull["head"]!, (int)pull["number"]!);
        if ((string?)pull["state"] == "open" && Tip((string)head["ref"]!, (string)head["repo"]!) is { } tip)
        {
            head["sha"] = tip;
            Sh.Git(Bare, "fetch", "--quiet", folder.File($"{head["repo"]}.git"), $"+refs/heads/{head["ref"]}:refs/pull/{number}/head");
        }

        if (Tip((string)pull["base"]!["ref"]!) is { } into)
            pull["base"]!["sha"] = into;
        return pull;
    }

    private (int, JsonNode?) NotPermitted() => Say(403, "Resource not accessible by integration");

    private (int, JsonNode?) MakeCheck(JsonNode body)
    {
        if (!Accepted.StartsWith("ghs_", StringComparison.Ordinal))
            return Say(403, "You must authenticate via a GitHub App.");
        if (IsReadOnly)
            return NotPermitted();
        var check = new JsonObject
        {
            ["id"] = NextId(),
            ["name"] = body["name"]!.DeepClone(),
            ["head_sha"] = body["head_sha"]!.DeepClone(),
            ["external_id"] = body["external_id"]?.DeepClone(),
            ["details_url"] = body["details_url"]?.DeepClone(),
            ["annotations"] = new JsonArray(),
        };
        return Put(check, body) is { } wrong ? wrong : Add();

        (int, JsonNode?) Add()
        {
            checks.Add(check);
            return (201, Answers.Check(check));
        }
    }

    private (int, JsonNode?) EditCheck(string id, JsonNode body)
    {
        var check = checks.Single(one => one["id"]!.ToString() == id);
        return IsReadOnly ? NotPermitted() : Put(check, body) ?? (200, Answers.Check(check));
    }

    // Annotations are added to those that are there.
    private (int, JsonNode?)? Put(JsonObject check, JsonNode body)
    {
        var annotations = body["output"]?["annotations"]?.AsArray() ?? [];
        if (annotations.Count > AnnotationsAtOnce)
            return Invalid("annotations", "too many");
        if (((string?)body["output"]?["summary"])?.Length > 65_535)
            return Invalid("summary", "too long");
        check["status"] = body["status"]?.DeepClone() ?? check["status"]?.DeepClone() ?? "queued";
        check["conclusion"] = body["conclusion"]?.DeepClone() ?? check["conclusion"]?.DeepClone();
        (check["title"], check["summary"]) = (body["output"]!["title"]!.DeepClone(), body["output"]!["summary"]!.DeepClone());
        foreach (var annotation in annotations)
            check["annotations"]!.AsArray().Add(annotation!.DeepClone());
        return null;
    }

    private (int, JsonNode?) ListChecks(string commit, IQueryCollection query)
    {
        var found = checks
            .Where(check => (string?)check["head_sha"] == commit)
            .Where(check => query["check_name"].ToString() is var name && (name.Length == 0 || (string?)check["name"] == name))
            .Reverse()
            .ToList();
        return (200, new JsonObject { ["total_count"] = found.Count, ["check_runs"] = Page(found.Select(Answers.Check), query) });
    }

    private (int, JsonNode?) SetStatus(string commit, JsonNode body)
    {
        if (IsReadOnly)
            return NotPermitted();
        if (((string?)body["description"])?.Length > 140)
            return Invalid("description", "too long");
        var status = (JsonObject)body.DeepClone();
        (status["id"], status["sha"]) = (NextId(), commit);
        statuses.Add(status);
        return (201, Answers.Status(status));
    }

    private IEnumerable<JsonObject> StatusesOf(string commit) =>
        statuses.Where(status => (string?)status["sha"] == commit).Reverse().Select(Answers.Status);
}
