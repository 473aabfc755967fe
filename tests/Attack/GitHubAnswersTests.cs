using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Answers that GitHub would not give, to each call that is ever made: told with host and call, whatever they are.</summary>
public sealed class GitHubAnswersTests
{
    private const string Refs = "refs/gitopsgen/staging/";
    private static readonly GitHubAnswers Answers = new("https://github.example/api/v3");
    private static readonly string Sha = new('a', 40);
    private static readonly PullRequest Request = new(
        1,
        "https://github.example/pull/1",
        true,
        false,
        Sha,
        "Raise",
        "Text.",
        "publisher[bot]"
    )
    {
        Id = "PR_1",
    };
    private static readonly string Key = MakeKey();

    private static readonly byte[][] Unlike =
    [
        .. new[]
        {
            "null",
            "[null]",
            "{}",
            "[[]]",
            "[1]",
            "1",
            "\"x\"",
            "true",
            "",
            " ",
            "<!DOCTYPE html><title>Log in</title>",
            "{\"id\": ",
            "[{\"number\": 1",
            "NaN",
            "{\"number\": 1, \"number\": 1, \"id\": 1, \"id\": 1}",
            "{\"\\ud800\": 1}",
            "[{\"number\": 1e999}]",
            "{\"data\": null}",
            "{\"data\": [], \"errors\": []}",
            "{\"errors\": [null]}",
            "{\"errors\": {\"message\": \"x\"}}",
            "{\"errors\": [{\"message\": 1}]}",
            "\ufeff{}",
            new string('[', 100_000),
            string.Concat(Enumerable.Repeat("{\"data\":", 100_000)),
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'[', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)']'],
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
    ];

    private static readonly JsonNode?[] Wrong =
    [
        null,
        JsonValue.Create(-1),
        JsonValue.Create(0),
        JsonNode.Parse("1e300"),
        JsonNode.Parse("99999999999999999999"),
        "x",
        "",
        "\u0000\u001b]0;x\u0007\n",
        true,
        new JsonObject(),
        new JsonArray(),
        new JsonArray((JsonNode?)null),
    ];

    public static TheoryData<string> Calls => [.. Known.Keys];

    // What is asked, what GitHub answers to its last call, and what of that is read.
    private static readonly Dictionary<string, (Func<GitHubClient, Task> Ask, JsonNode Answer, string Read)> Known = new(
        StringComparer.Ordinal
    )
    {
        ["GET repos/contoso/small/pulls"] = (
            client => Host(client).FindAsync("change", "main", default),
            new JsonArray(Answers.Listed(Pull())),
            ".[0].number .[0].node_id .[0].html_url .[0].state .[0].head .[0].head.ref .[0].head.sha .[0].base .[0].base.ref .[0].title"
        ),
        ["POST repos/contoso/small/pulls"] = (
            client => Host(client).OpenAsync(new NewPullRequest("change", "main", "Raise", "Text.", IsDraft: false), default),
            Answers.Pull(Pull()),
            ".number .state .head.sha .base.ref"
        ),
        ["PATCH repos/contoso/small/pulls/1"] = (
            client => Host(client).EditAsync(Request, "Raise", "Text.", default),
            Answers.Pull(Pull()),
            ".number"
        ),
        ["GET repos/contoso/small/issues/1/comments"] = (
            client => Host(client).CommentsAsync(Request, default),
            new JsonArray(Answers.Comment(Comment())),
            ".[0].id"
        ),
        ["POST repos/contoso/small/issues/1/comments"] = (
            client => Host(client).CommentAsync(Request, "First.", default),
            Answers.Comment(Comment()),
            ".id"
        ),
        ["PATCH repos/contoso/small/issues/comments/1000"] = (
            client => Host(client).EditCommentAsync(new Comment(1000, "x", "y"), "First.", default),
            Answers.Comment(Comment()),
            ".id"
        ),
        ["POST repos/contoso/small/issues/1/labels"] = (
            client => DecorateAsync(client, new(["gitops"], [], [], null)),
            new JsonArray(Answers.Label("gitops")),
            ".[0].name"
        ),
        ["POST repos/contoso/small/issues/1/assignees"] = (
            client => DecorateAsync(client, new([], [], ["jane"], null)),
            Answers.Issue(Pull()),
            ".number"
        ),
        ["PATCH repos/contoso/small/issues/1"] = (client => DecorateAsync(client, new([], [], [], 3)), Answers.Issue(Pull()), ".number"),
        ["POST repos/contoso/small/pulls/1/requested_reviewers"] = (
            client => DecorateAsync(client, new([], ["jane"], [], null)),
            Answers.Listed(Pull()),
            ".number"
        ),
        ["PUT repos/contoso/small/pulls/1/merge"] = (
            client => DecorateAsync(client, new([], [], [], null, MergeMethod.Squash)),
            JsonNode.Parse($$"""{"merged": true, "sha": "{{Sha}}", "message": "done"}""")!,
            ".merged"
        ),
        ["POST repos/contoso/small/git/commits"] = (
            client => new GitHubCommits(client, "contoso/small").CommitAsync(Sha, Sha, "Raise", default),
            JsonNode.Parse($$"""{"sha": "{{Sha}}", "verification": {"verified": true, "reason": "valid"} }""")!,
            ".sha .verification.verified"
        ),
        [$"GET repos/contoso/small/git/matching-refs/{Refs[5..]}"] = (
            client => new GitHubCommits(client, "contoso/small").RefsAsync(Refs, default),
            JsonNode.Parse($$"""[{"ref": "{{Refs}}x", "object": {"sha": "{{Sha}}"} }]""")!,
            ".[0].ref .[0].object .[0].object.sha"
        ),
        ["GET repos/contoso/small/installation"] = (TokenAsync, Answers.Installation(), ".id"),
        ["POST app/installations/7/access_tokens"] = (
            TokenAsync,
            Answers.Token("ghs_x", DateTimeOffset.UtcNow.AddHours(1)),
            ".token .expires_at"
        ),
        ["POST https://github.example/api/graphql"] = (
            client => new GitHubCommits(client, "contoso/small").MoveAsync("change", Sha, null, default),
            JsonNode.Parse("""{"data": {"repository": {"id": "R_1"}, "updateRefs": {"clientMutationId": null}}}""")!,
            ".data .data.repository .data.repository.id"
        ),
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_of_another_kind_is_told_with_host_and_call(string call)
    {
        await AskAsync(call, Encoding.UTF8.GetBytes(Known[call].Answer.ToJsonString()));
        foreach (var answer in Unlike.Append(Encoding.UTF8.GetBytes(Known[call].Answer.ToJsonString()[..^1])))
        {
            var error = await Record.ExceptionAsync(() => AskAsync(call, answer));
            AssertTold(error, call, Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 80)]));
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_field_of_another_kind_is_told_or_does_not_matter(string call)
    {
        foreach (var path in Paths(Known[call].Answer, 3))
        foreach (var wrong in Wrong)
            if (
                await Record.ExceptionAsync(() =>
                    AskAsync(call, Encoding.UTF8.GetBytes(With(Known[call].Answer, path, wrong).ToJsonString()))
                ) is
                { } error
            )
                AssertTold(error, call, $"{string.Join('.', path)}: {wrong?.ToJsonString() ?? "null"}");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_field_that_is_read_is_named(string call)
    {
        foreach (var field in Known[call].Read.Split(' '))
        {
            var path = field.TrimStart('.').Replace("[0]", "0", StringComparison.Ordinal).Split('.');
            var error = await Record.ExceptionAsync(() =>
                AskAsync(call, Encoding.UTF8.GetBytes(With(Known[call].Answer, path, new JsonArray()).ToJsonString()))
            );
            AssertTold(error, call, field);
            Assert.Contains($": {field} is a list, expected ", error!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(422)]
    [InlineData(418)]
    public async Task A_refusal_of_another_kind_has_no_reason(int status)
    {
        foreach (var answer in Unlike)
        {
            using var hub = new CannedGitHub((_, _) => CannedGitHub.Say(answer, (System.Net.HttpStatusCode)status));
            var error = await Assert.ThrowsAsync<GitHubException>(() => Host(hub.Client).EditAsync(Request, "x", "y", default));
            Assert.StartsWith($"PATCH repos/contoso/small/pulls/1: {status} ", error.Message, StringComparison.Ordinal);
            Assert.Equal("github.example", error.Host);
        }
    }

    [Fact]
    public async Task A_reason_without_end_is_cut()
    {
        using var hub = new CannedGitHub(
            (_, _) => CannedGitHub.Say($$"""{"message": "{{new string('x', 100_000)}}"}""", System.Net.HttpStatusCode.Forbidden)
        );
        Assert.InRange(
            (await Assert.ThrowsAsync<GitHubException>(() => Host(hub.Client).EditAsync(Request, "x", "y", default))).Message.Length,
            400,
            700
        );
    }

    [Fact]
    public async Task Refs_that_were_not_asked_for_and_twice_the_same_are_left_alone()
    {
        using var hub = new CannedGitHub(
            (_, _) =>
                CannedGitHub.Say(
                    $$"""[{"ref": "{{Refs}}x", "object": {"sha": "{{Sha}}"} }, {"ref": "{{Refs}}x", "object": {"sha": "{{Sha}}"} }, {"ref": "refs/heads/main", "object": {"sha": "{{Sha}}"} }]"""
                )
        );
        Assert.Equal([$"{Refs}x"], (await new GitHubCommits(hub.Client, "contoso/small").RefsAsync(Refs, default)).Keys);
    }

    [Theory]
    [InlineData("null", ": it is null, expected a list")]
    [InlineData("[null]", ": .[0] is null, expected an object")]
    [InlineData("<html>", ": it is a page of HTML, expected a list")]
    [InlineData("[{\"number\": \"1\"}]", ": .[0].number is a text, expected a number from 1 to 2147483647")]
    public async Task The_tool_exits_4_with_host_and_call(string answer, string expected)
    {
        await using var fleet = await GitOpsGen.Tests.Publish.PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.Distort = (_, _) => Encoding.UTF8.GetBytes(answer);
        var said = await fleet.TryAsync();
        Assert.True(said.Exit == 4, said.ToString());
        Assert.Contains(
            $"gitopsgen: GitHub at 127.0.0.1: GET repos/contoso/small/pulls: the answer is not what GitHub's API says{expected}",
            said.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    private static void AssertTold(Exception? error, string call, string what)
    {
        Assert.True(error is RemoteException, $"{call} {what}: {error?.ToString() ?? "taken"}");
        Assert.StartsWith(
            $"GitHub at github.example: {call}: the answer is not what GitHub's API says: ",
            error!.Message,
            StringComparison.Ordinal
        );
        Assert.True(error.Message.All(letter => letter is >= ' ' and <= '~'), error.Message);
    }

    // Answers what is asked before the one call as GitHub does.
    private static async Task AskAsync(string call, byte[] answer)
    {
        using var hub = new CannedGitHub(
            (request, body) =>
            {
                var path = request.RequestUri!.AbsolutePath;
                if (
                    call.Contains(path.Replace("/api/v3/", "", StringComparison.Ordinal), StringComparison.Ordinal)
                    && call.StartsWith($"{request.Method} ", StringComparison.Ordinal)
                )
                    return CannedGitHub.Say(answer);
                if (path.EndsWith("/graphql", StringComparison.Ordinal))
                    return CannedGitHub.Say("""{"data": {"x": null}, "errors": [{"message": "Pull request is in clean status"}]}""");
                return CannedGitHub.Say(Known[$"{request.Method} {path["/api/v3/".Length..]}"].Answer.ToJsonString());
            }
        );
        await Known[call].Ask(hub.Client);
    }

    private static GitHubHost Host(GitHubClient client) => new(client, "contoso/small", "contoso/small");

    private static Task DecorateAsync(GitHubClient client, Decoration decoration) =>
        Host(client).DecorateAsync(Request, decoration, default);

    private static async Task TokenAsync(GitHubClient client)
    {
        using var app = new AppToken("1234", Key, "contoso/small", _ => client, TimeProvider.System);
        await app.TokenAsync(default);
    }

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    }

    private static JsonObject Pull() =>
        JsonNode
            .Parse(
                $$"""
                {"number": 1, "node_id": "PR_1", "html_url": "https://github.example/contoso/small/pull/1", "state": "open", "merged_at": null, "title": "Raise", "body": "Text.", "draft": false,
                 "user": {"login": "publisher[bot]"}, "head": {"owner": "contoso", "ref": "change", "sha": "{{Sha}}"}, "base": {"ref": "main", "sha": "{{Sha}}"} }
                """
            )!
            .AsObject();

    private static JsonObject Comment() =>
        JsonNode.Parse("""{"id": 1000, "issue": "1", "user": {"login": "publisher[bot]"}, "body": "First."}""")!.AsObject();

    private static IEnumerable<string[]> Paths(JsonNode? node, int depth)
    {
        if (depth == 0)
            return [];
        IEnumerable<(string Key, JsonNode? Value)> children = node switch
        {
            JsonObject it => it.Select(pair => (pair.Key, pair.Value)),
            JsonArray it => it.Select((value, index) => ($"{index}", value)),
            _ => [],
        };
        return children.SelectMany(child =>
            Paths(child.Value, depth - 1).Select(path => (string[])[child.Key, .. path]).Prepend([child.Key])
        );
    }

    private static JsonNode With(JsonNode answer, string[] path, JsonNode? value)
    {
        var copy = answer.DeepClone();
        var parent = copy;
        foreach (var step in path[..^1])
            parent = parent is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        if (parent is JsonArray items)
            items[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value?.DeepClone();
        else
            parent[path[^1]] = value?.DeepClone();
        return copy;
    }
}
