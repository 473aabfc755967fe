using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GitOpsGen.GitHub;
using GitOpsGen.Http;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>
/// What GitHub does when it has much to do: limits, lags, and answers that are lost. Nobody waits here; the waits are written down.
/// </summary>
public sealed class HostTests : IAsyncLifetime
{
    private static readonly Decoration Decoration = new(["gitops"], ["jane", "contoso/platform"], ["joe"], 3, MergeMethod.Squash);

    private readonly List<TimeSpan> waits = [];
    private readonly HttpMessageInvoker http = HttpWire.Connect();
    private FakeGitHub hub = null!;
    private GitHubHost host = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await FakeGitHub.StartAsync();
        var tree = Sh.Git(hub.Bare, "hash-object", "-t", "tree", "-w", "/dev/null");
        var first = Sh.Git(hub.Bare, "commit-tree", tree, "-m", "Begin");
        Sh.Git(hub.Bare, "update-ref", "refs/heads/main", first);
        Sh.Git(hub.Bare, "update-ref", "refs/heads/change", Sh.Git(hub.Bare, "commit-tree", tree, "-p", first, "-m", "Change"));
        var client = new GitHubClient(
            http,
            GitHubAddresses.Of(hub.Api, null),
            new FixedToken(FakeGitHub.Token),
            (wait, _) =>
            {
                waits.Add(wait);
                return Task.CompletedTask;
            }
        );
        host = new GitHubHost(client, "contoso/small", "contoso/small");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await hub.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_whose_answer_is_lost_is_done_once(bool isClean)
    {
        hub.IsClean = isClean;
        var lost = new ConcurrentBag<string>();
        hub.AfterEffect = First(lost, context => FakeGitHub.WriteAsync(context, 502, "Bad Gateway"));
        await LiveAsync();
        AssertLived(isClean);
        Assert.Equal(isClean ? 12 : 11, lost.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_fails_once_is_tried_again(bool isClean)
    {
        hub.IsClean = isClean;
        hub.BeforeEffect = First([], context => FakeGitHub.WriteAsync(context, 503, "Service Unavailable"));
        await LiveAsync();
        AssertLived(isClean);
    }

    [Theory]
    [InlineData(403, "You have exceeded a secondary rate limit", "Retry-After", "7", 7)]
    [InlineData(403, "You have exceeded a secondary rate limit", null, null, 60)]
    [InlineData(429, "Too many requests", "Retry-After", "7", 7)]
    [InlineData(429, "Too many requests", null, null, 60)]
    [InlineData(403, "API rate limit exceeded", "x-ratelimit-reset", "0", 1)]
    public async Task A_limit_is_waited_for_as_long_as_github_says_or_a_minute(
        int status,
        string message,
        string? header,
        string? value,
        int seconds
    )
    {
        hub.BeforeEffect = First(
            [],
            context =>
            {
                if (header is not null)
                    context.Response.Headers[header] = value;
                if (header == "x-ratelimit-reset")
                    context.Response.Headers["x-ratelimit-remaining"] = "0";
                return FakeGitHub.WriteAsync(context, status, message);
            }
        );
        await LiveAsync();
        AssertLived(isClean: false);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(seconds), 11), waits);
    }

    [Fact]
    public async Task A_limit_that_stays_is_waited_for_longer_each_time_and_then_said()
    {
        hub.BeforeEffect = async context =>
        {
            await FakeGitHub.WriteAsync(context, 403, "You have exceeded a secondary rate limit");
            return true;
        };
        var error = await Assert.ThrowsAsync<GitHubException>(() => OpenAsync());
        Assert.Contains("secondary rate limit", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4, 8], waits.Select(wait => wait.TotalMinutes));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "")]
    [InlineData(4, "its labels")]
    public async Task Labels_wait_for_the_pull_request_but_not_for_ever(int lag, string refused)
    {
        hub.LabelsLag = lag;
        var answer = await host.DecorateAsync(await OpenAsync(), Decoration with { AutoMerge = null }, CancellationToken.None);
        Assert.Equal(refused, string.Join(", ", answer.Select(one => one.What)));
        Assert.Equal(Math.Min(lag, 3), waits.Count);
        Assert.Equal(refused.Length == 0, hub.Pulls[0]["labels"] is not null);
    }

    [Theory]
    [InlineData(1, false, "open", "SQUASH")]
    [InlineData(3, false, "open", "SQUASH")]
    [InlineData(1, true, "closed", null)]
    // Nothing is required, and a check that is not required does not pass.
    [InlineData(100, false, "closed", null)]
    public async Task A_pull_request_that_github_has_not_looked_at_yet_merges_in_the_end(
        int lag,
        bool isClean,
        string state,
        string? autoMerge
    )
    {
        (hub.MergeLag, hub.IsClean) = (lag, isClean);
        var request = await OpenAsync();
        Assert.Empty(await host.DecorateAsync(request, new Decoration([], [], [], null, MergeMethod.Squash), CancellationToken.None));
        Assert.Equal(state, (string?)hub.Pulls[0]["state"]);
        Assert.Equal(autoMerge is null ? null : $"{autoMerge} {request.Head}", (string?)hub.Pulls[0]["auto_merge"]);
        Assert.Equal(Math.Min(lag, 3), waits.Count);
    }

    [Theory]
    [InlineData(405, "Base branch was modified. Review and try the merge again.", true)]
    [InlineData(405, "Required status check \"build\" is expected.", false)]
    public async Task A_merge_is_tried_again_only_where_another_came_first(int status, string message, bool isMerged)
    {
        hub.IsClean = true;
        hub.BeforeEffect = First(
            [],
            context => context.Request.Method == "PUT" ? FakeGitHub.WriteAsync(context, status, message) : Task.CompletedTask
        );
        var refused = await host.DecorateAsync(
            await OpenAsync(),
            new Decoration([], [], [], null, MergeMethod.Squash),
            CancellationToken.None
        );
        Assert.Equal(isMerged, hub.Pulls[0]["merged_at"] is not null);
        if (isMerged)
            Assert.Empty(refused);
        else
            Assert.Contains(message, Assert.Single(refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Situation("auto-merge where a merge queue rules", "put into the queue")]
    public async Task Where_merges_go_through_a_queue_it_is_put_there()
    {
        (hub.IsClean, hub.HasQueue) = (true, true);
        var request = await OpenAsync();
        Assert.Empty(await host.DecorateAsync(request, new Decoration([], [], [], null, MergeMethod.Squash), CancellationToken.None));
        Assert.Equal((request.Head, "open"), ((string?)hub.Pulls[0]["queued"], (string?)hub.Pulls[0]["state"]));
    }

    [Fact]
    [Situation("somebody pushes before the merge", "what was pushed is not merged")]
    public async Task What_was_pushed_in_between_is_not_merged()
    {
        hub.IsClean = true;
        var request = await OpenAsync();
        Sh.Git(
            hub.Bare,
            "update-ref",
            "refs/heads/change",
            Sh.Git(hub.Bare, "commit-tree", "change^{tree}", "-p", "change", "-m", "Theirs")
        );
        var refused = await host.DecorateAsync(request, new Decoration([], [], [], null, MergeMethod.Squash), CancellationToken.None);
        Assert.Contains("Head branch was modified", Assert.Single(refused).Reason, StringComparison.Ordinal);
        Assert.Null(hub.Pulls[0]["merged_at"]);
    }

    private async Task<PullRequest> OpenAsync() =>
        (await host.OpenAsync(new NewPullRequest("change", "main", "Raise", "Text.", IsDraft: false), CancellationToken.None)).Request;

    // Everything that is ever written.
    private async Task LiveAsync()
    {
        var request = await OpenAsync();
        await host.EditAsync(request, "Raise it", "More text.", CancellationToken.None);
        await host.CommentAsync(request, "First.", CancellationToken.None);
        await host.CommentAsync(request, "Second.", CancellationToken.None);
        var comments = await host.CommentsAsync(request, CancellationToken.None);
        await host.EditCommentAsync(comments[0], "First, mended.", CancellationToken.None);
        await host.DeleteCommentAsync(comments[1], CancellationToken.None);
        Assert.Empty(await host.DecorateAsync(request, Decoration, CancellationToken.None));
    }

    private void AssertLived(bool isClean)
    {
        var pull = Assert.Single(hub.Pulls);
        Assert.Equal(
            """["gitops"] ["joe"] 3 {"reviewers":["jane"],"team_reviewers":["platform"]}""",
            string.Join(' ', new[] { "labels", "assignees", "milestone", "requested_reviewers" }.Select(name => pull[name]!.ToJsonString()))
        );
        Assert.Equal(("Raise it", "More text.", isClean), ((string?)pull["title"], (string?)pull["body"], pull["merged_at"] is not null));
        Assert.Equal(!isClean, pull["auto_merge"] is not null);
        Assert.Equal("First, mended.", (string?)Assert.Single(hub.Comments)["body"]);
    }

    // Answers the first of equal writes in the fake's place.
    private static Func<HttpContext, Task<bool>> First(ConcurrentBag<string> met, Func<HttpContext, Task> answer) =>
        async context =>
        {
            if (context.Request.Method == "GET")
                return false;
            context.Request.Body.Position = 0;
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            var write = $"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync()}";
            context.Request.Body.Position = 0;
            if (met.Contains(write))
                return false;
            met.Add(write);
            await answer(context);
            return context.Response.Body.Length > 0;
        };
}
