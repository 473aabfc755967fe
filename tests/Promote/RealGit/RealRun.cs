using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Promote.RealGit;

/// <summary>
/// Steps of three runners, each with a clone of its own, and of people who change heads, merge, hold, lift and take back: all by the real
/// commands, git and HTTP. What happens follows from the seed; only the order in which runners that run at once reach the server does not.
/// </summary>
internal sealed class RealRun : IAsyncDisposable
{
    private static readonly string[] Apps = ["config", "web"];
    private static readonly string[] Pinned = ["canary", "p10", "p100"];

    private readonly PromotedFleet fleet;
    private readonly FakeArgoCd argoCd;
    private readonly Random random;
    private readonly Clusters clusters;
    private readonly Judge judge;
    private readonly TemporaryFolder[] runners;
    private readonly Dictionary<string, string> states = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Count, TimeSpan Time)> costs = new(StringComparer.Ordinal);
    private int images = 1;
    private int maps = 1;

    private RealRun(PromotedFleet fleet, FakeArgoCd argoCd, int seed)
    {
        (this.fleet, this.argoCd, random) = (fleet, argoCd, new Random(seed));
        clusters = new Clusters(argoCd, random);
        judge = new Judge(fleet, clusters);
        runners = [fleet.Clone(), fleet.Clone(), fleet.Clone()];
        foreach (var runner in runners)
        {
            // Git's own HTTP is tried elsewhere, and doubles what a step costs.
            Sh.Git(runner.Path, "remote", "set-url", "origin", fleet.Hub.Bare);
            states[runner.Path] = StateOf(runner);
        }
    }

    public Judge Judge => judge;

    public int Merges { get; private set; }

    public int CutOff { get; private set; }

    /// <summary>What each kind of step cost.</summary>
    public string Costs =>
        string.Join(
            '\n',
            costs.Select(cost =>
                string.Create(CultureInfo.InvariantCulture, $"{cost.Key}: {cost.Value.Count} in {cost.Value.Time.TotalSeconds:0.0} s")
            )
        );

    public static async Task<RealRun> CreateAsync(int seed)
    {
        var fake = await FakeArgoCd.StartAsync();
        var promoted = await PromotedFleet.CreateAsync();
        promoted.ArgoCd = fake;
        return new RealRun(promoted, fake, seed);
    }

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var watch = Stopwatch.StartNew();
            var kind = await StepAsync(random.Next(100));
            Add(kind, watch.Elapsed);
            watch.Restart();
            await judge.CheckAsync();
            Assert.Empty(fleet.Hub.Problems);
            foreach (var runner in runners)
                Assert.Equal(states[runner.Path], StateOf(runner));
            Add("(checks)", watch.Elapsed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners)
            runner.Dispose();
        await fleet.DisposeAsync();
        await argoCd.DisposeAsync();
    }

    private void Add(string kind, TimeSpan time)
    {
        var (count, sum) = costs.GetValueOrDefault(kind);
        costs[kind] = (count + 1, sum + time);
    }

    private async Task<string> StepAsync(int chance) =>
        chance switch
        {
            < 26 => await ObserveAsync(),
            < 46 => await PromoteAsync(),
            < 50 => await AtOnceAsync(Promote, Promote),
            < 56 => await AtOnceAsync(Promote, ["observe"], TakeBack),
            < 78 => await MergeAsync(),
            < 86 => await ChangeHeadAsync(),
            < 93 => await HoldAsync(),
            < 96 => await RollbackAsync(),
            _ => await StatusAsync(),
        };

    private static string[] Promote => ["promote", "--all-ready", "--keep-up-to-date", "--offline"];

    private static string[] TakeBack => ["rollback", "--automatic", "--offline"];

    private TemporaryFolder AnyRunner => runners[random.Next(runners.Length)];

    private async Task<Answer> DoAsync(params string[] arguments)
    {
        var answer = await fleet.RunAsync(AnyRunner, arguments);
        Assert.True(answer.Exit == 0, $"{string.Join(' ', arguments)}: {answer}");
        return answer;
    }

    // Some hours go by, and all is looked at.
    private async Task<string> ObserveAsync()
    {
        fleet.Clock.Pass(TimeSpan.FromHours(8));
        clusters.Sync(await judge.BaseAsync(), fleet.Clock.Now);
        await DoAsync("observe");
        await judge.ObservedAsync();
        return "observe";
    }

    private async Task<string> PromoteAsync()
    {
        if (random.Next(4) == 0)
            return await CutOffAsync();
        await DoAsync(Promote);
        AssertProposed();
        return "promote";
    }

    private void AssertProposed()
    {
        foreach (var branch in fleet.Branches())
            Assert.Single(fleet.Hub.Pulls, pull => IsOpen(pull, branch));
    }

    private async Task<string> AtOnceAsync(params string[][] commands)
    {
        fleet.Clock.Pass(TimeSpan.FromMinutes(1));
        clusters.Sync(await judge.BaseAsync(), fleet.Clock.Now);
        var answers = await Task.WhenAll(commands.Select((command, index) => fleet.RunAsync(runners[index], command)));
        Assert.All(answers, answer => Assert.True(answer.Exit == 0, answer.ToString()));
        AssertProposed();
        if (commands.Length > 2)
            await judge.ObservedAsync();
        return string.Join(" + ", commands.Select(command => command[0]));
    }

    // The base is protected: a promotion is merged only where it is up to date with it, anything else where git can.
    private async Task<string> MergeAsync()
    {
        // A run that was cut off may have left a branch without a pull request.
        string[] all = [.. fleet.Branches().Where(name => fleet.Hub.Pulls.Exists(pull => IsOpen(pull, name)))];
        if (all.Length == 0)
            return await ObserveAsync();
        var branch = all[random.Next(all.Length)];
        var commit = fleet.Remote("rev-parse", branch);
        var isPromotion = branch.StartsWith("gitopsgen/promote/", StringComparison.Ordinal);
        if (isPromotion && fleet.Remote("rev-parse", $"{branch}~1") != fleet.Remote("rev-parse", "main"))
            return await PromoteAsync();
        var before = await judge.BaseAsync();
        if (!fleet.TryMerge(branch))
        {
            fleet.Close(branch);
            return "conflict";
        }

        Merges++;
        await judge.MergedAsync(branch, commit, before);
        return "merge";
    }

    private static bool IsOpen(JsonObject pull, string branch) =>
        (string?)pull["head"]!["ref"] == branch && (string?)pull["state"] == "open";

    private async Task<string> ChangeHeadAsync()
    {
        var app = AnyApp;
        if (app == "config")
            await fleet.ChangeHeadAsync("apps/config/base/map.yaml", $"key: {Map(maps)}}}", $"key: {Map(++maps)}}}");
        else
            await fleet.ChangeHeadAsync("apps/web/base/deployment.yaml", $"web:{images}", $"web:{++images}");
        if (random.Next(3) == 0)
            clusters.Spoil(AnyPinned, app, (await judge.BaseAsync()).State.Apps[app].Head);
        return "head";
    }

    // As SmallFleet has it at first.
    private static string Map(int number) => new('x', number);

    private async Task<string> HoldAsync()
    {
        var held = (await judge.BaseAsync()).State.Units.FirstOrDefault(unit => unit.Hold is not null);
        if (held is not null)
        {
            // Nobody lifts it before what was wrong is mended.
            clusters.Mend();
            await DoAsync("hold", "lift", "--app", held.App, "--env", held.Environment, "--offline");
            return "hold lift";
        }

        string[] until = random.Next(2) == 0 ? ["--until", $"{fleet.Clock.Now.AddDays(2):yyyy-MM-ddTHH:mm}Z"] : [];
        await DoAsync(["hold", "add", "--app", AnyApp, "--env", AnyPinned, "--reason", "audit", "--offline", .. until]);
        return "hold add";
    }

    private string AnyApp => Apps[random.Next(Apps.Length)];

    private string AnyPinned => Pinned[random.Next(Pinned.Length)];

    // There may be nothing to go back to, which is an answer, too.
    private async Task<string> RollbackAsync()
    {
        var units = (await judge.BaseAsync()).State.Units.Where(unit => unit is { FollowsHead: false, Hold: null }).ToList();
        var unit = units.Find(clusters.IsBad) ?? units.Find(one => one.Previous is not null);
        if (unit is null)
            return await ObserveAsync();
        string[] rollback = ["rollback", "--app", unit.App, "--wave", unit.Wave!, "--reason", "5xx", "--offline"];
        var answer = await fleet.RunAsync(AnyRunner, rollback);
        Assert.True(answer.Exit == 0 || (answer.Exit == 1 && answer.Output.Length == 0), answer.ToString());
        return answer.Exit == 0 ? "rollback" : "rollback refused";
    }

    // What is pushed gets no pull request, as when the run had died in between.
    private async Task<string> CutOffAsync()
    {
        fleet.Hub.BeforeEffect = async context =>
        {
            if (context.Request.Method == "GET")
                return false;
            await FakeGitHub.WriteAsync(context, StatusCodes.Status403Forbidden, "Resource not accessible by integration");
            return true;
        };
        var answer = await fleet.RunAsync(AnyRunner, Promote);
        fleet.Hub.BeforeEffect = null;
        Assert.True(answer.Exit is 0 or 4, answer.ToString());
        CutOff += answer.Exit == 4 ? 1 : 0;
        return "promote cut off";
    }

    private async Task<string> StatusAsync()
    {
        await DoAsync("status", "--output", "json");
        return "status";
    }

    // All that must be as it was: HEAD, branches, index and work tree; and nothing that a run that is over holds.
    private static string StateOf(TemporaryFolder runner)
    {
        var left = Directory
            .EnumerateFiles(runner.File(".git"), "*", SearchOption.AllDirectories)
            .Where(file =>
                file.EndsWith(".lock", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("tmp_", StringComparison.Ordinal)
            );
        return string.Join(
            '\n',
            [Sh.Git(runner.Path, "status", "--porcelain=v2", "--branch", "--untracked-files=all", "--show-stash"), .. left]
        );
    }
}
