using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Reviews of pull requests, and checks and statuses that others report.
public sealed partial class FakeGitHub
{
    private readonly List<JsonObject> reviews = [];

    /// <summary>Somebody reviews a pull request.</summary>
    /// <param name="login">Null: a user who is no more.</param>
    /// <param name="commit">Unless said, what its head is now.</param>
    public void Review(int number, string? login, string state, string? association = "MEMBER", string? commit = null) =>
        reviews.Add(
            new JsonObject
            {
                ["id"] = NextId(),
                ["pull"] = number,
                ["login"] = login,
                ["state"] = state,
                ["association"] = association,
                ["commit"] = commit ?? Head(number),
            }
        );

    /// <summary>Somebody dismisses the latest review of a user.</summary>
    public void Dismiss(int number, string login) =>
        reviews.Last(review => (int)review["pull"]! == number && (string?)review["login"] == login)["state"] = "DISMISSED";

    /// <summary>An App reports a check of a pull request's head.</summary>
    /// <param name="conclusion">Null while it runs.</param>
    public void Check(int number, string name, string? conclusion, long app = 1) =>
        checks.Add(
            new JsonObject
            {
                ["id"] = NextId(),
                ["name"] = name,
                ["head_sha"] = Head(number),
                ["external_id"] = "",
                ["app"] = app,
                ["status"] = conclusion is null ? "in_progress" : "completed",
                ["conclusion"] = conclusion,
                ["title"] = name,
                ["summary"] = "",
                ["annotations"] = new JsonArray(),
            }
        );

    /// <summary>Somebody sets a status of a pull request's head.</summary>
    public void Status(int number, string context, string state) =>
        statuses.Add(
            new JsonObject
            {
                ["id"] = NextId(),
                ["sha"] = Head(number),
                ["context"] = context,
                ["state"] = state,
                ["description"] = null,
                ["target_url"] = null,
            }
        );

    /// <summary>The commit that a pull request would merge.</summary>
    public string Head(int number) => (string)LookAtHead(Find($"{number}"))["head"]!["sha"]!;

    private IEnumerable<JsonObject> ReviewsOf(string number) =>
        reviews.Where(review => review["pull"]!.ToString() == number).Select(Answers.Review);
}
