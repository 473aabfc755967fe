using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace GitOpsGen.Tests.Publish;

/// <summary>The fake GitHub is held to GitHub's own descriptions; here, that they would be noticed if they were broken.</summary>
public sealed class DescriptionTests
{
    private const string Repository = "/repos/contoso/small";

    public DescriptionTests()
    {
        foreach (var name in new[] { TestTools.GitHubApi, TestTools.GitHubEnterpriseApi, TestTools.GitHubSchema, TestTools.GraphQl })
            TestTools.Tool(name);
    }

    public static TheoryData<string, string, string?, int, string?, string> Wrong =>
        new()
        {
            // In the request.
            {
                "POST",
                "/pulls",
                """{"head": "contoso:x", "base": "main", "titel": "Raise"}""",
                403,
                null,
                "request: titel: NoAdditionalPropertiesAllowed"
            },
            { "POST", "/pulls", """{"head": "contoso:x"}""", 403, null, "request: base: PropertyRequired" },
            { "POST", "/pulls", """{"head": "contoso:x", "base": "main", "draft": "yes"}""", 403, null, "request: draft: BooleanExpected" },
            { "POST", "/pulls", null, 403, null, "request: has no body" },
            { "PATCH", "/pulls/1", """{"state": "merged"}""", 403, null, "request: state: NotInEnumeration" },
            { "POST", "/issues/1/labels", """{"lables": ["a"]}""", 404, null, "request: lables: NoAdditionalPropertiesAllowed" },
            {
                "POST",
                "/issues/1/labels",
                """{"labels": [{"nam": "a"}]}""",
                404,
                null,
                "request: labels[0].nam: NoAdditionalPropertiesAllowed"
            },
            { "PATCH", "/issues/1", """{"milestone": [1]}""", 404, null, "request: milestone: StringExpected" },
            { "DELETE", "/issues/comments/1", """{"why": "done"}""", 204, null, "request: takes no body" },
            {
                "POST",
                "/git/trees",
                """{"tree": [{"path": "a", "mode": "100755", "sha": null, "executable": true}]}""",
                404,
                null,
                "request: tree[0].executable: NoAdditionalPropertiesAllowed"
            },
            // In the address.
            { "GET", "/pulls?sate=open", null, 304, null, "query: there is no parameter sate" },
            { "GET", "/pulls?state=merged", null, 304, null, "query state: : NotInEnumeration" },
            { "GET", "/pulls?per_page=all", null, 304, null, "query per_page: : IntegerExpected" },
            { "GET", "/pulls?page=1&page=2", null, 304, null, "query: page is there more than once" },
            { "PATCH", "/pulls/one", """{"title": "a"}""", 403, null, "path pull_number: : IntegerExpected" },
            { "POST", "/pulls/1/labels", """{"labels": ["a"]}""", 404, null, "the description has no such operation" },
            { "PUT", "/pulls", null, 404, null, "the description has no such operation" },
            // In the answer.
            { "DELETE", "/issues/comments/1", null, 200, null, "answer: 200 is not among those described" },
            { "POST", "/issues/1/assignees", """{"assignees": ["a"]}""", 200, null, "answer: 200 is not among those described" },
            { "POST", "/pulls", """{"head": "contoso:x", "base": "main"}""", 404, null, "answer: 404 is not among those described" },
            { "DELETE", "/issues/comments/1", null, 204, "{}", "answer 204: has a body" },
            { "GET", "/issues/1/comments", null, 200, null, "answer 200: has no body" },
            { "GET", "/issues/1/comments", null, 200, """[{"id": 1, "body": "a"}]""", "answer 200: [0].user: PropertyRequired" },
            {
                "POST",
                "/issues/1/labels",
                """{"labels": ["a"]}""",
                200,
                """[{"id": "1", "node_id": "L", "url": "https://a.example/", "name": "a", "description": null, "color": "ff0000", "default": false}]""",
                "answer 200: [0].id: IntegerExpected"
            },
            {
                "POST",
                "/issues/1/labels",
                """{"labels": ["a"]}""",
                200,
                """[{"id": 1, "node_id": "L", "url": "https://a.example/", "name": null, "description": null, "color": "ff0000", "default": false}]""",
                "answer 200: [0].name: StringExpected"
            },
            {
                "POST",
                "/issues/1/labels",
                """{"labels": ["a"]}""",
                200,
                """[{"id": 1, "node_id": "L", "url": "https://a.example/", "name": "a", "description": null, "color": "ff0000", "default": false, "size": 1}]""",
                "answer 200: [0].size: NoAdditionalPropertiesAllowed"
            },
            {
                "POST",
                "/issues/1/labels",
                """{"labels": ["a"]}""",
                422,
                """{"message": "Validation Failed"}""",
                "answer 422: documentation_url: PropertyRequired"
            },
            {
                "PUT",
                "/pulls/1/merge",
                """{"sha": "0"}""",
                200,
                """{"merged": true, "sha": 1, "message": "Merged"}""",
                "answer 200: sha: StringExpected"
            },
            { "PUT", "/pulls/1/merge", """{"sha": "0"}""", 405, """{"message": ["no"]}""", "answer 405: message: StringExpected" },
            { "GET", "/pulls", null, 502, "\"<html>\"", "answer 502: : ObjectExpected" },
        };

    public static TheoryData<string, string, string?, int, string?> Right =>
        new()
        {
            {
                "POST",
                "/pulls",
                """{"title": "Raise", "head": "contoso:x", "base": "main", "body": "", "draft": true}""",
                422,
                """{"message": "Validation Failed", "documentation_url": "https://a.example/"}"""
            },
            // Several of the schemas that it may have fit it.
            {
                "POST",
                "/issues/1/labels",
                """{"labels": ["a", {"name": "b"}]}""",
                200,
                """[{"id": 1, "node_id": "L", "url": "https://a.example/", "name": "a", "description": null, "color": "ff0000", "default": false}]"""
            },
            { "PATCH", "/issues/1", """{"milestone": null}""", 404, """{"message": "Not Found"}""" },
            {
                "POST",
                "/git/trees",
                """{"base_tree": "0", "tree": [{"path": "a", "mode": "100644", "type": "blob", "sha": null}]}""",
                404,
                """{"message": "Not Found"}"""
            },
            { "GET", "/git/matching-refs/heads/gitopsgen/wave/dev", null, 200, "[]" },
            { "DELETE", "/git/refs/heads/gitopsgen/wave/dev", null, 204, null },
            { "GET", "/pulls?state=all&head=contoso%3Ax&per_page=100&page=2", null, 200, "[]" },
            // What stands before every operation.
            { "GET", "/pulls", null, 403, """{"message": "You have exceeded a secondary rate limit"}""" },
            { "GET", "/pulls", null, 502, null },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_github_does_not_take_or_say_is_found(
        string method,
        string path,
        string? body,
        int status,
        string? answer,
        string problem
    )
    {
        Assert.Equal(2, ApiDescription.All.Count);
        var exchange = Exchange(method, path, body, status, answer);
        Assert.All(
            ApiDescription.All,
            description => Assert.Contains(description.Problems(exchange), one => one.EndsWith($": {problem}", StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_github_takes_and_says_is_not(string method, string path, string? body, int status, string? answer) =>
        Assert.Empty(ApiDescription.All.SelectMany(description => description.Problems(Exchange(method, path, body, status, answer))));

    [Theory]
    [InlineData("/issues", """{"title": "a"}""", "the fake does not know this")]
    [InlineData(
        "/pulls",
        """{"title": "a", "head": "contoso:main", "base": "main", "body": "", "drafts": true}""",
        "drafts: NoAdditionalPropertiesAllowed"
    )]
    public async Task A_test_that_asks_the_fake_for_something_wrong_fails(string path, string body, string problem)
    {
        var hub = await FakeGitHub.StartAsync();
        using (var http = new HttpClient())
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FakeGitHub.Token);
            using var answer = await http.PostAsync(new Uri($"{hub.Api}{Repository}{path}"), content);
            Assert.False(answer.IsSuccessStatusCode);
        }

        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await hub.DisposeAsync());
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    private static Exchange Exchange(string method, string path, string? body, int status, string? answer)
    {
        var (before, query) = path.Split('?') is [var left, var right] ? (left, right) : (path, "");
        var pairs = query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => KeyValuePair.Create(pair.Split('=')[0], Uri.UnescapeDataString(pair.Split('=')[1])));
        return new Exchange(method, Repository + before, Parse(body), status, Parse(answer)) { Query = [.. pairs] };
    }

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
