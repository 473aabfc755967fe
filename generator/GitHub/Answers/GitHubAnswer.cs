using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.GitHub.Answers;

/// <summary>What is read of each of GitHub's answers; the words are its API's own.</summary>
internal static class GitHubAnswer
{
    private static readonly Shape Id = Shape.Number(long.MaxValue);

    private static readonly Shape Sha = Shape.TextOf(
        "the id of a commit",
        text => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower)
    );

    private static readonly Shape Url = Shape.TextOf(
        "a web address",
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
    );

    private static readonly Shape State = Shape.TextOf("\"open\" or \"closed\"", text => text is "open" or "closed");

    private static readonly Shape Word = Shape.TextOf("a word", text => text.Length > 0);

    // It goes into a header.
    private static readonly Shape Secret = Shape.TextOf(
        "a token",
        text => text.Length > 0 && text.All(letter => letter is > ' ' and <= '~')
    );

    // Of a user who is no more there is none.
    private static readonly Field User = new("user", Shape.ObjectOf(new Field("login", Shape.Text)), IsNeeded: false);

    private static readonly Field Reviewer = new(
        "user",
        Shape.ObjectOf(new Field("login", Shape.Text), new Field("type", Shape.Text)),
        IsNeeded: false
    );

    // Of a fork that was deleted there is none.
    private static readonly Field Repository = new("repo", Shape.ObjectOf(new Field("full_name", Shape.Text)), IsNeeded: false);

    private static readonly Field Body = new("body", Shape.Text, IsNeeded: false);

    public static Shape PullRequest { get; } =
        Shape.ObjectOf(
            new Field("number", Shape.Number(int.MaxValue)),
            new Field("node_id", Shape.Text),
            new Field("html_url", Url),
            new Field("state", State),
            new Field("merged_at", Shape.Time, IsNeeded: false),
            new Field("head", Shape.ObjectOf(new Field("ref", Shape.Text), new Field("sha", Sha), Repository)),
            new Field("base", Shape.ObjectOf(new Field("ref", Shape.Text), new Field("sha", Sha, IsNeeded: false))),
            new Field("title", Shape.Text),
            Body,
            User
        );

    /// <summary>Of a timeline: what happened, and when.</summary>
    public static Shape Events { get; } =
        Shape.ObjectOf(new Field("nodes", Shape.ListOf(Shape.ObjectOf(new Field("__typename", Word), new Field("createdAt", Shape.Time)))));

    public static Shape PullRequests { get; } = Shape.ListOf(PullRequest);

    /// <summary>Of a merge, whether it came about.</summary>
    public static Shape Merged { get; } =
        Shape.ObjectOf(new Field("merged", Shape.Flag), new Field("message", Shape.Text, IsNeeded: false));

    public static Shape Comment { get; } = Shape.ObjectOf(new Field("id", Id), User, Body);

    public static Shape Comments { get; } = Shape.ListOf(Comment);

    public static Shape CheckRun { get; } =
        Shape.ObjectOf(
            new Field("id", Id),
            new Field("external_id", Shape.Text, IsNeeded: false),
            new Field("status", Word),
            new Field("output", Shape.ObjectOf(new Field("annotations_count", Shape.Count(int.MaxValue))))
        );

    public static Shape CheckRuns { get; } = Shape.ObjectOf(new Field("check_runs", Shape.ListOf(CheckRun)));

    /// <summary>Runs of checks that somebody waits for.</summary>
    public static Shape SeenChecks { get; } =
        Shape.ObjectOf(
            new Field(
                "check_runs",
                Shape.ListOf(
                    Shape.ObjectOf(
                        new Field("id", Id),
                        new Field("name", Shape.Text),
                        new Field("status", Word),
                        new Field("conclusion", Word, IsNeeded: false),
                        new Field("html_url", Url, IsNeeded: false),
                        new Field("app", Shape.ObjectOf(new Field("id", Id)), IsNeeded: false)
                    )
                )
            )
        );

    /// <summary>An opinion that this does not know would be counted as none.</summary>
    public static Shape Reviews { get; } =
        Shape.ListOf(
            Shape.ObjectOf(
                new Field("id", Id),
                Reviewer,
                new Field(
                    "state",
                    Shape.TextOf(
                        "the state of a review",
                        text => text is "APPROVED" or "CHANGES_REQUESTED" or "COMMENTED" or "DISMISSED" or "PENDING"
                    )
                ),
                new Field("commit_id", Sha, IsNeeded: false),
                new Field("html_url", Url, IsNeeded: false),
                new Field("author_association", Word)
            )
        );

    public static Shape Status { get; } =
        Shape.ObjectOf(
            new Field("id", Id),
            new Field("state", Word),
            new Field("context", Shape.Text),
            new Field("description", Shape.Text, IsNeeded: false),
            new Field("target_url", Shape.Text, IsNeeded: false)
        );

    public static Shape Statuses { get; } = Shape.ListOf(Status);

    public static Shape Labels { get; } = Shape.ListOf(Shape.ObjectOf(new Field("name", Shape.Text)));

    /// <summary>An issue or a pull request, of which nothing is asked but that it is one.</summary>
    public static Shape Numbered { get; } = Shape.ObjectOf(new Field("number", Shape.Number(int.MaxValue)));

    public static Shape Commit { get; } =
        Shape.ObjectOf(
            new Field("sha", Sha),
            new Field(
                "verification",
                Shape.ObjectOf(new Field("verified", Shape.Flag), new Field("reason", Word, IsNeeded: false)),
                IsNeeded: false
            )
        );

    public static Shape References { get; } =
        Shape.ListOf(
            Shape.ObjectOf(
                new Field("ref", Shape.TextOf("a ref's full name", text => text.StartsWith("refs/", StringComparison.Ordinal))),
                new Field("object", Shape.ObjectOf(new Field("sha", Sha)))
            )
        );

    public static Shape Installation { get; } = Shape.ObjectOf(new Field("id", Id));

    public static Shape AccessToken { get; } = Shape.ObjectOf(new Field("token", Secret), new Field("expires_at", Shape.Time));

    /// <summary>Data, or the reasons why there is none.</summary>
    /// <param name="field">Of the data.</param>
    public static Shape GraphQl(string field, params IReadOnlyList<Field> fields)
    {
        var errors = new Field("errors", Shape.ListOf(Shape.ObjectOf(new Field("message", Shape.Text))), IsNeeded: false);
        var done = Shape.ObjectOf(new Field("data", Shape.ObjectOf(new Field(field, Shape.ObjectOf(fields)))));
        var refused = Shape.ObjectOf(errors);
        return new Shape(
            done.Expected,
            (value, at) =>
                refused.Take(value, at) is JsonObject { Count: 1 } said && said["errors"] is JsonArray { Count: > 0 }
                    ? said
                    : done.Take(value, at)
        );
    }
}
