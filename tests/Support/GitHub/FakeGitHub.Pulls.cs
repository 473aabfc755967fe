using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

// Pull requests, and what hangs on them.
public sealed partial class FakeGitHub
{
    private JsonArray List(IQueryCollection query)
    {
        var state = query["state"].ToString();
        var head = query["head"].ToString();
        LookAtPulls();
        var found = Pulls
            .Where(pull => state is "all" || (string?)pull["state"] == (state.Length == 0 ? "open" : state))
            // Without an owner the head is silently ignored.
            .Where(pull => !head.Contains(':', StringComparison.Ordinal) || head == $"{pull["head"]!["owner"]}:{pull["head"]!["ref"]}")
            .Where(pull => query["base"].ToString() is var into && (into.Length == 0 || into == (string?)pull["base"]!["ref"]))
            // For a while a list by head may not show what is there.
            .Where(_ => head.Length == 0 || ListLag-- <= 0)
            .Reverse()
            .ToList();
        return Page(found.Select(Answers.Listed), query);
    }

    private (int, JsonNode?) Open(JsonNode body)
    {
        var (owner, branch) = ((string)body["head"]!).Split(':') is [var said, var name]
            ? (said, name)
            : ("contoso", (string)body["head"]!);
        // Within one owner only head_repo tells a fork from what it was forked from.
        var repository = $"{owner}/{(string?)body["head_repo"] ?? "small"}";
        if (Tip(branch, repository) is not { } tip)
            return Invalid("head", "invalid");
        if (
            Pulls.Exists(pull =>
                (string?)pull["state"] == "open" && (string?)pull["head"]!["repo"] == repository && (string?)pull["head"]!["ref"] == branch
            )
        )
            return Refused($"A pull request already exists for {owner}:{branch}.");
        // A fork's commits are there, too, as soon as it asks for them to be pulled.
        if (repository != "contoso/small")
            Sh.Git(Bare, "fetch", "--quiet", folder.File($"{repository}.git"), $"+refs/heads/{branch}:refs/pull/{next}/head");
        var into = (string)body["base"]!;
        if (Sh.Git(Bare, "rev-list", "--count", $"{into}..{tip}") == "0")
            return Refused($"No commits between {into} and {branch}");
        if (((string)body["body"]!).Length > 65_536)
            return Refused("body is too long (maximum is 65536 characters)");
        var pull = new JsonObject
        {
            ["number"] = next,
            ["node_id"] = $"PR_{next}",
            ["html_url"] = $"https://github.example/contoso/small/pull/{next}",
            ["state"] = "open",
            ["merged_at"] = null,
            ["title"] = (string)body["title"]!,
            ["body"] = (string)body["body"]!,
            ["draft"] = (bool?)body["draft"] ?? false,
            ["user"] = new JsonObject { ["login"] = "publisher[bot]" },
            ["head"] = new JsonObject
            {
                ["owner"] = owner,
                ["repo"] = repository,
                ["ref"] = branch,
                ["sha"] = tip,
            },
            ["base"] = new JsonObject { ["ref"] = into },
        };
        next++;
        Pulls.Add(pull);
        return (201, Answers.Pull(pull));
    }

    private (int, JsonNode?) Edit(string number, JsonNode body)
    {
        var pull = Find(number);
        foreach (var key in new[] { "title", "body", "state" })
            if (body[key] is { } value)
                pull[key] = (string)value!;
        return (200, Answers.Pull(pull));
    }

    private (int, JsonNode?) Reviewers(string number, JsonNode body) =>
        body["reviewers"]!.AsArray().Any(name => (string?)name == (string?)Find(number)["user"]!["login"])
            ? Refused("Review cannot be requested from pull request author.")
            : (201, Answers.Listed(Put(number, "requested_reviewers", body)));

    private JsonObject Put(string number, string key, JsonNode value)
    {
        var pull = Find(number);
        pull[key] = value.DeepClone();
        return pull;
    }

    // What was opened a moment ago is not always found, and each of the services behind it says so in its own way.
    private (int, JsonNode?) AddLabels(string number, JsonNode body) =>
        LabelsLag == 0
            ? (200, Answers.Labels(Put(number, "labels", body["labels"]!)))
            : Say(
                422,
                LabelsLag-- % 2 == 0 ? "Issue not found" : $"Could not resolve to a node with the global id of '{Find(number)["node_id"]}'."
            );

    private (int, JsonNode?) Merge(string number, JsonNode body)
    {
        var pull = Find(number);
        if ((string?)pull["state"] == "closed")
            return Say(405, "Pull Request is not mergeable");
        if (HasQueue)
            return Say(405, "Repository rule violations found\n\nChanges must be made through the merge queue\n\n");
        if ((string?)body["sha"] != Tip((string)pull["head"]!["ref"]!))
            return Say(409, "Head branch was modified. Review and try the merge again.");
        (pull["state"], pull["merged_at"]) = ("closed", "2026-01-01T00:00:00Z");
        return (
            200,
            new JsonObject
            {
                ["merged"] = true,
                ["sha"] = Tip("main"),
                ["message"] = "Pull Request successfully merged",
            }
        );
    }

    private JsonObject Find(string number) => Pulls.Single(pull => pull["number"]!.ToString() == number);

    /// <summary>GitHub closes by itself what it can: here when it is told to, or asked.</summary>
    public void LookAtPulls()
    {
        foreach (var pull in Pulls)
            Refresh(pull);
    }

    // GitHub closes a pull request whose branch goes, and keeps what its head was.
    private void Refresh(JsonObject pull)
    {
        if ((string?)pull["state"] != "open")
            return;
        if (Tip((string)pull["head"]!["ref"]!, (string)pull["head"]!["repo"]!) is { } tip)
            pull["head"]!["sha"] = tip;
        else
            pull["state"] = "closed";
        // One whose base goes is closed as well, and its timeline says why.
        if (Tip((string)pull["base"]!["ref"]!) is null)
            (pull["state"], pull["closedByBase"]) = ("closed", true);
    }

    private string? Tip(string branch, string repository = "contoso/small") =>
        TestTools.Run("git", ["-C", folder.File($"{repository}.git"), "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}"])
            is (0, var output, _)
            ? Encoding.ASCII.GetString(output).Trim()
            : null;
}
