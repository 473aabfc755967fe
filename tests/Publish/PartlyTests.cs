using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>One refused scope does not stop the others, and the report tells of each.</summary>
public sealed class PartlyTests
{
    [Theory]
    [InlineData(403, "Resource not accessible by integration")]
    [InlineData(422, "Validation Failed")]
    [Situation("GitHub refuses one scope (403, 422)", "the others are done; exit 4")]
    public async Task A_scope_that_github_refuses_leaves_the_others_done(int status, string message)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        fleet.Hub.BeforeEffect = async context =>
        {
            if (!await IsOpeningOfDevAsync(context))
                return false;
            await FakeGitHub.WriteAsync(context, status, message);
            return true;
        };
        await AssertOnlyDevFailsAsync(fleet, message);
        fleet.Hub.BeforeEffect = null;
        await fleet.PublishAsync();
        Assert.Equal(2, fleet.Hub.Pulls.Count);
    }

    [Fact]
    [Situation("a hook or ruleset refuses one branch", "the others are done; its words are shown; exit 4")]
    public async Task A_branch_that_a_hook_refuses_leaves_the_others_done_and_shows_its_words()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        var hook = Path.Join(fleet.Hub.Bare, "hooks", "update");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\ncase $1 in */dev) echo 'Policy 7: no pushes to dev today' >&2; exit 1;; esac\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await AssertOnlyDevFailsAsync(fleet, "Policy 7: no pushes to dev today");
    }

    [Fact]
    [Situation("`receive.denyNonFastForwards`", "a refusal (GOG177), tried once")]
    public async Task A_remote_that_denies_what_is_no_fast_forward_refuses_once()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Remote("config", "receive.denyNonFastForwards", "true");
        await fleet.ChangeAsync("dev", "web:3");
        fleet.Hub.Clear();
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 4 && answer.Error.Contains("GOG177", StringComparison.Ordinal), answer.ToString());
        Assert.DoesNotContain("looking again", answer.Error, StringComparison.Ordinal);
        Assert.Single(
            fleet.Hub.Calls,
            call => call.StartsWith("POST", StringComparison.Ordinal) && call.Contains("receive-pack", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Situation("the token ends in the middle", "stops; the report says what was done; exit 4")]
    public async Task A_refused_token_stops_everything_and_says_what_was_done()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        var isOver = false;
        fleet.Hub.BeforeEffect = async context =>
        {
            isOver |= fleet.Hub.Pulls.Count == 1;
            if (!isOver || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                return false;
            await FakeGitHub.WriteAsync(context, 401, "Bad credentials");
            return true;
        };
        var answer = await fleet.TryAsync("--output", "json");
        Assert.Equal(4, answer.Exit);
        var report = JsonNode.Parse(answer.Output)!;
        var done = report["publications"]!.AsArray().ToDictionary(item => (string)item!["branch"]!, item => item!, StringComparer.Ordinal);
        Assert.Contains("opened pull request 1", done[PublishedFleet.Dev]["done"]!.AsArray().Select(step => (string)step!));
        Assert.Contains("does not accept the token", (string?)report["error"], StringComparison.Ordinal);
    }

    [Fact]
    [Situation("GitHub answers 422", "the message names the field")]
    public async Task A_422_names_its_field()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.BeforeEffect = async context =>
        {
            if (!await IsOpeningOfDevAsync(context))
                return false;
            context.Response.StatusCode = 422;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                """{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"base","code":"missing"}],"documentation_url":"https://x.example"}"""
            );
            return true;
        };
        Assert.Contains("Validation Failed; base: missing", (await fleet.TryAsync()).Error, StringComparison.Ordinal);
    }

    private static async Task AssertOnlyDevFailsAsync(PublishedFleet fleet, string message)
    {
        var answer = await fleet.TryAsync("--output", "json");
        Assert.True(answer.Exit == 4, answer.ToString());
        var report = JsonNode.Parse(answer.Output)!;
        var done = report["publications"]!.AsArray().ToDictionary(item => (string)item!["branch"]!, item => item!, StringComparer.Ordinal);
        Assert.Contains(message, (string?)done[PublishedFleet.Dev]["failure"], StringComparison.Ordinal);
        Assert.Null(done[PublishedFleet.Prod]["failure"]);
        Assert.Contains(
            done[PublishedFleet.Prod]["done"]!.AsArray(),
            step => ((string)step!).StartsWith("opened", StringComparison.Ordinal)
        );
        Assert.Contains(PublishedFleet.Dev, (string?)report["error"], StringComparison.Ordinal);
        Assert.Equal(PublishedFleet.Prod, (string?)Assert.Single(fleet.Hub.Pulls)["head"]!["ref"]);
    }

    private static async Task<bool> IsOpeningOfDevAsync(HttpContext context)
    {
        if (context.Request.Method != "POST" || !context.Request.Path.Value!.EndsWith("/pulls", StringComparison.Ordinal))
            return false;
        context.Request.EnableBuffering();
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        context.Request.Body.Position = 0;
        return body.Contains("wave/dev", StringComparison.Ordinal);
    }
}
