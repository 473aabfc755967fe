using System.Diagnostics;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>
/// Runs that are killed around what they write to the remote: whatever they came to, the next one finishes it, and nothing is there twice.
/// </summary>
public sealed class KillTests
{
    private const string Canary = "gitopsgen/promote/wave/canary";
    private const string Back = "gitopsgen/rollback/web/wave/canary";
    private const string Evidence = "gitopsgen/evidence";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_promotion_that_is_killed_around_a_write_is_finished_by_the_next_run(bool isBefore)
    {
        await using var fleet = await ReadyAsync();
        await KilledAsync(fleet, isBefore, Canary, "promote", "--all-ready", "--offline", "--label", "gitops");
    }

    [Fact]
    public async Task A_rollback_that_is_killed_after_a_write_is_finished_by_the_next_run()
    {
        await using var fleet = await ReadyAsync();
        await fleet.PromoteAsync();
        fleet.Merge(Canary);
        string[] rollback = ["rollback", "--app", "web", "--wave", "canary", "--reason", "5xx", "--offline"];
        await KilledAsync(fleet, isBefore: false, Back, rollback);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Evidence_of_a_run_that_is_killed_is_on_its_branch_as_a_whole_or_not_at_all(bool isBefore)
    {
        await using var fleet = await ReadyAsync();
        fleet.Folder.Beside.Write(
            "seen.json",
            """{"observations": [{"environment": "dev", "app": "web", "health": "unhealthy", "reason": "x"}]}"""
        );
        string[] observe = ["observe", "--evidence", fleet.Folder.Beside.File("seen.json")];
        var (tip, state) = (fleet.Remote("rev-parse", Evidence), fleet.State());
        Assert.True(await KillAsync(fleet, isBefore, 1, observe));
        Assert.Equal(isBefore ? "0" : "1", fleet.Remote("rev-list", "--count", $"{tip}..{Evidence}"));
        fleet.Clock.Now = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
        await fleet.DoAsync(observe);
        Assert.Equal(isBefore ? "1" : "2", fleet.Remote("rev-list", "--count", $"{tip}..{Evidence}"));
        Assert.Equal(state, fleet.State());
    }

    [Fact]
    public async Task A_branch_that_a_dead_run_left_without_a_pull_request_goes_when_it_is_wanted_no_more()
    {
        await using var fleet = await ReadyAsync();
        Assert.True(await KillAsync(fleet, isBefore: false, 1, "promote", "--all-ready", "--offline"));
        Assert.Equal([Canary], fleet.Branches());
        Assert.Empty(fleet.Hub.Pulls);
        await fleet.ObserveAsync(("dev", "web", "unhealthy", "1 of 2 replicas"));
        await fleet.PromoteAsync();
        Assert.Empty(fleet.Branches());
        Assert.Empty(fleet.Hub.Pulls);
    }

    // A process goes by the real time, so that the soak is over just now.
    private static async Task<PromotedFleet> ReadyAsync()
    {
        var fleet = await PromotedFleet.CreateAsync();
        fleet.Clock.Now = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(70);
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassAsync(TimeSpan.FromMinutes(65));
        return fleet;
    }

    private static async Task KilledAsync(PromotedFleet fleet, bool isBefore, string branch, params string[] command)
    {
        var state = fleet.State();
        for (var write = 1; ; write++)
        {
            var wasKilled = await KillAsync(fleet, isBefore, write, command);
            Assert.Equal(state, fleet.State());
            await fleet.DoAsync(command);
            Assert.Equal([branch], fleet.Branches());
            var pull = Assert.Single(fleet.Hub.Pulls, IsOpen);
            Assert.DoesNotContain("gitopsgen:unfinished", (string)pull["body"]!, StringComparison.Ordinal);
            Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{branch}"));
            Assert.Equal(state, fleet.State());
            if (!wasKilled)
            {
                Assert.True(write > 2, $"only {write} writes");
                return;
            }

            fleet.Hub.Pulls.RemoveAll(IsOpen);
            fleet.Remote("update-ref", "-d", $"refs/heads/{branch}");
        }
    }

    private static bool IsOpen(JsonObject pull) => (string?)pull["state"] == "open";

    /// <summary>Kills a run before, or after, one of its writes has its effect.</summary>
    /// <param name="write">Which one, from 1.</param>
    /// <returns>False when there were fewer, so that it came to its end; then it left nothing behind.</returns>
    private static async Task<bool> KillAsync(PromotedFleet fleet, bool isBefore, int write, params string[] command)
    {
        using var temporary = new TemporaryFolder();
        var variables = fleet
            .Variables()
            .Append(new("TMPDIR", temporary.Path))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        var count = 0;
        Process? running = null;
        using var started = new ManualResetEventSlim();
        if (isBefore)
            fleet.Hub.BeforeEffect = Kill;
        else
            fleet.Hub.AfterEffect = Kill;
        running = BuiltTool.Start(fleet.Folder.Path, [.. command, "--root", fleet.Folder.Path], variables);
        started.Set();
        var answer = await BuiltTool.EndAsync(running);
        running.Dispose();
        (fleet.Hub.BeforeEffect, fleet.Hub.AfterEffect) = (null, null);
        Assert.True(answer.Exit == 0 || count >= write, answer.ToString());
        if (answer.Exit == 0)
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "gitopsgen-*"));
        return answer.Exit != 0;

        async Task<bool> Kill(HttpContext context)
        {
            if (!IsWrite(context.Request) || Interlocked.Increment(ref count) != write)
                return false;
            await Task.Run(() => started.Wait());
            running!.Kill(entireProcessTree: true);
            context.Abort();
            return true;
        }
    }

    private static bool IsWrite(HttpRequest request) =>
        request.Method != "GET" && !request.Path.Value!.EndsWith("/git-upload-pack", StringComparison.Ordinal);
}
