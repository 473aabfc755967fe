using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GitOpsGen.Tests.Support;

// The REST interface: which path does what.
public sealed partial class FakeGitHub
{
    private (int Status, JsonNode? Answer) Do(string method, string path, IQueryCollection query, JsonNode? body)
    {
        const string repository = $"{RestPath}/repos/contoso/small/";
        if (!path.StartsWith(repository, StringComparison.Ordinal))
            return DoElsewhere(method, path);
        return (method, path[repository.Length..].Split('/')) switch
        {
            ("GET", ["installation"]) => (200, Answers.Installation()),
            ("POST", ["git", "commits"]) => MakeCommit(body!),
            ("GET", ["git", "matching-refs", .. var name]) => (200, MatchingRefs(string.Join('/', name))),
            ("GET", ["pulls"]) => (200, List(query)),
            ("POST", ["pulls"]) => Open(body!),
            ("GET", ["pulls", var number]) => (200, Answers.Pull(LookAtHead(Find(number)))),
            ("PATCH", ["pulls", var number]) => Edit(number, body!),
            ("GET", ["pulls", var number, "reviews"]) => (200, Page(ReviewsOf(number), query)),
            ("POST", ["pulls", var number, "requested_reviewers"]) => Reviewers(number, body!),
            ("POST", ["issues", var number, "labels"]) => AddLabels(number, body!),
            ("POST", ["issues", var number, "assignees"]) => (201, Answers.Issue(Put(number, "assignees", body!["assignees"]!))),
            ("PUT", ["pulls", var number, "merge"]) => Merge(number, body!),
            ("PATCH", ["issues", var number]) => (200, Answers.Issue(Put(number, "milestone", body!["milestone"]!))),
            ("GET", ["issues", var number, "comments"]) => (
                200,
                Page(comments.Where(comment => (string?)comment["issue"] == number).Select(Answers.Comment), query)
            ),
            ("POST", ["issues", _, "comments"]) or ("PATCH" or "DELETE", ["issues", "comments", _]) when IsReadOnly => NotPermitted(),
            ("POST", ["issues", var number, "comments"]) => Comment(number, body!),
            ("PATCH", ["issues", "comments", var id]) => EditComment(id, body!),
            ("DELETE", ["issues", "comments", var id]) => DeleteComment(id),
            ("POST", ["check-runs"]) => MakeCheck(body!),
            ("PATCH", ["check-runs", var id]) => EditCheck(id, body!),
            ("GET", ["commits", var commit, "check-runs"]) => ListChecks(commit, query),
            ("POST", ["statuses", var commit]) => SetStatus(commit, body!),
            ("GET", ["commits", var commit, "statuses"]) => (200, Page(StatusesOf(commit), query)),
            _ => Miss(method, path),
        };
    }

    private (int, JsonNode?) DoElsewhere(string method, string path) =>
        (method, path) switch
        {
            ("POST", $"{RestPath}/app/installations/7/access_tokens") => GiveToken(),
            _ => Miss(method, path),
        };

    private (int, JsonNode?) Miss(string method, string path)
    {
        problems.Enqueue($"{method} {path}: the fake does not know this");
        return Say(404, "Not Found");
    }

    private static JsonArray Page(IEnumerable<JsonObject> items, IQueryCollection query)
    {
        var size = int.TryParse(query["per_page"], out var said) ? said : 30;
        var page = int.TryParse(query["page"], out var number) ? number : 1;
        return new JsonArray([.. items.Skip((page - 1) * size).Take(size).Select(item => (JsonNode)item)]);
    }

    private static (int, JsonNode?) Say(int status, string text) => (status, GitHubAnswers.Message(text));

    private static (int, JsonNode?) Refused(string message) =>
        Invalid(
            new JsonObject
            {
                ["resource"] = "PullRequest",
                ["code"] = "custom",
                ["message"] = message,
            }
        );

    private static (int, JsonNode?) Invalid(string field, string code) =>
        Invalid(
            new JsonObject
            {
                ["resource"] = "PullRequest",
                ["field"] = field,
                ["code"] = code,
            }
        );

    private static (int, JsonNode?) Invalid(JsonObject error) =>
        (
            422,
            new JsonObject
            {
                ["message"] = "Validation Failed",
                ["errors"] = new JsonArray(error),
                ["documentation_url"] = "https://github.example/docs",
            }
        );
}
