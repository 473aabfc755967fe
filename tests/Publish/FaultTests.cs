using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What goes wrong at the remote, and runs that end in the middle: the next one converges.</summary>
public sealed class FaultTests
{
    [Fact]
    [Situation("GitHub opens the pull request and answers 502", "found, not opened twice")]
    public async Task A_pull_request_that_was_opened_although_the_answer_says_502_is_found()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.AfterEffect = Once("POST", "/pulls", 502);
        await fleet.PublishAsync();
        Assert.Single(fleet.Hub.Pulls);
    }

    [Fact]
    [Situation("GitHub does not see the new pull request yet", "labels wait")]
    public async Task Labels_wait_until_github_sees_the_pull_request()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.BeforeEffect = Once("POST", "/labels", 422, "Could not resolve to a node with the global id of 'PR_x'.");
        await fleet.PublishAsync("--label", "gitops");
        Assert.Equal("gitops", (string?)Assert.Single(fleet.Hub.Pulls)["labels"]![0]);
    }

    [Fact]
    [Situation("a label, reviewer or milestone is refused", "warning (GOG181), the rest is done")]
    public async Task A_label_that_is_refused_is_a_warning()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.BeforeEffect = Once("POST", "/labels", 403, "Resource not accessible by integration");
        Assert.Contains("GOG181", (await fleet.PublishAsync("--label", "gitops")).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Situation("a limit of rate", "waited for as GitHub says")]
    public async Task A_limit_of_rate_is_waited_for()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var first = Once("POST", "/pulls", 403, "You have exceeded a secondary rate limit");
        fleet.Hub.BeforeEffect = context =>
        {
            context.Response.Headers.RetryAfter = "1";
            return first(context);
        };
        await fleet.PublishAsync();
        Assert.Single(fleet.Hub.Pulls);
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "wrong")]
    [InlineData("GITHUB_API_URL", "http://127.0.0.1:1/")]
    [Situation("the remote is not there, or refuses", "exit 4 with the reason")]
    public async Task A_remote_that_refuses_or_is_not_there_exits_4(string variable, string value)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var environment = fleet.Environment();
        environment[variable] = value;
        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(answer.Exit == 4 && answer.Error.Contains("cannot read the branches", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    [Situation("the remote declines the push", "exit 4 with its reason (GOG177)")]
    public async Task A_push_that_the_remote_declines_exits_4_with_its_reason()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var hook = Path.Join(fleet.Hub.Bare, "hooks", "pre-receive");
        await File.WriteAllTextAsync(hook, "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(hook, (UnixFileMode)0b111_101_101);
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 4 && answer.Error.Contains("GOG177", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    [Situation("the answer to the push is lost", "the next run finishes")]
    public async Task A_push_whose_answer_is_lost_is_finished_by_the_next_run()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.AfterEffect = Once("POST", "/git-receive-pack", 502);
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 4 && fleet.Hub.Pulls.Count == 0, answer.ToString());
        var pushed = fleet.Remote("rev-parse", PublishedFleet.Dev);
        await fleet.PublishAsync();
        Assert.Equal(pushed, (string?)Assert.Single(fleet.Hub.Pulls)["head"]!["sha"]);
        Assert.Equal(pushed, fleet.Remote("rev-parse", PublishedFleet.Dev));
    }

    [Fact]
    [Situation("the run is killed after any of its calls that writes", "the next run finishes; nothing is there twice")]
    public async Task A_run_that_is_killed_after_any_call_is_finished_by_the_next()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var state = fleet.State();
        for (var last = 1; ; last++)
        {
            var wasKilled = await fleet.PublishKilledAsync(last, "--label", "gitops");
            Assert.Equal(state, fleet.State());
            await fleet.PublishAsync("--label", "gitops");
            var pull = Assert.Single(fleet.Hub.Pulls, one => (string?)one["state"] == "open");
            Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
            Assert.Equal("gitops", (string?)pull["labels"]![0]);
            Assert.DoesNotContain("gitopsgen:unfinished", (string)pull["body"]!, StringComparison.Ordinal);
            if (!wasKilled)
            {
                Assert.True(last > 4, $"only {last} calls");
                return;
            }

            fleet.Hub.Pulls.Clear();
            fleet.Remote("update-ref", "-d", $"refs/heads/{PublishedFleet.Dev}");
        }
    }

    [Fact]
    [Situation("eight runs at once", "one branch, one pull request")]
    public async Task Eight_publishers_at_once_make_one_branch_and_one_pull_request()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fleet.TryAsync()));
        Assert.All(answers, answer => Assert.True(answer.Exit == 0, answer.ToString()));
        Assert.Single(fleet.Hub.Pulls);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
    }

    [Theory]
    [InlineData("git")]
    [InlineData("api")]
    public async Task The_token_is_nowhere_to_be_seen(string via)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        using var traces = new TemporaryFolder();
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"x-access-token:{FakeGitHub.Token}"));
        // Once as it should be, and once with a remote that fails half-way.
        fleet.Hub.BeforeEffect = Once("POST", "/pulls", 403, "Resource not accessible by integration");
        for (var run = 0; run < 2; run++)
        {
            var environment = fleet.Environment();
            foreach (var trace in new[] { "GIT_TRACE", "GIT_TRACE_CURL", "GIT_TRACE_SETUP", "GIT_TRACE2_EVENT" })
                environment[trace] = traces.File($"{trace}-{run}");
            var answer = await Gitopsgen.RunAsAsync(
                fleet.Folder,
                environment,
                "publish",
                "--offline",
                "--verbose",
                "--output",
                "json",
                "--commit-via",
                via
            );
            Assert.True(answer.Exit == (run == 0 ? 4 : 0), answer.ToString());
            traces.Write($"answer-{run}", answer.ToString());
        }

        var seen = Directory
            .EnumerateFiles(traces.Path)
            .Concat(Directory.EnumerateFiles(fleet.Folder.File(".git"), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(fleet.Hub.Bare, "*", SearchOption.AllDirectories))
            .ToList();
        Assert.Contains(seen, file => Path.GetFileName(file).StartsWith("GIT_TRACE_CURL", StringComparison.Ordinal));
        Assert.All(seen, file => Assert.False(Contains(file, FakeGitHub.Token) || Contains(file, encoded), file));

        static bool Contains(string file, string text) =>
            File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(text, StringComparison.Ordinal);
    }

    // Answers the first such request in the server's place.
    private static Func<HttpContext, Task<bool>> Once(string method, string end, int status, string message = "Bad Gateway")
    {
        var done = 0;
        return async context =>
        {
            if (
                context.Request.Method != method
                || !context.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal)
                || Interlocked.Exchange(ref done, 1) == 1
            )
                return false;
            await FakeGitHub.WriteAsync(context, status, message);
            return true;
        };
    }
}
