using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Observe;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>Timelines of an Argo CD, looked at by a real clone of a real repository.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task A_release_is_progressing_then_healthy_and_what_is_known_is_not_recorded_again()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications["web-prod-1"].With("status.health.status", "Progressing");

        var first = await fleet.ObserveAsync();
        fleet.ArgoCd.Applications["web-prod-1"].With("status.health.status", "Healthy");
        List<int> recorded = [first.Recorded.Observations.Length];
        for (var minute = 1; minute <= 30; minute++)
        {
            fleet.Clock.Pass(TimeSpan.FromMinutes(1));
            recorded.Add((await fleet.ObserveAsync()).Recorded.Observations.Length);
        }

        Assert.Equal(new Verdict(Health.Progressing, "progressing"), VerdictOf(first, "web", "prod-1"));
        Assert.Equal(6, first.Run.Observations.Length);
        // Three in a row of each, and then one in a third of the longest gap that a soak may have.
        Assert.Equal("6,6,6,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5,1", string.Join(',', recorded.Take(24)));
        Assert.Equal(recorded.Count(count => count > 0), fleet.Files().Count);
        Assert.Equal(recorded.Sum(), fleet.Recorded().Sum(run => run.Observations.Length));
    }

    [Fact]
    public async Task A_list_tells_of_all_and_only_those_behind_are_asked_for_by_themselves()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        var before = fleet.Base;
        var after = fleet.Change("prod/web", "new");

        var behind = await fleet.ObserveAsync(options => options with { Environments = ["prod"] });
        Assert.Equal(["GET /api/v1/applications"], fleet.ArgoCd.Calls.Except(fleet.ArgoCd.Refreshes).Select(call => call.Split('?')[0]));
        Assert.Equal(["web-prod-1", "web-prod-2"], fleet.ArgoCd.Refreshes.Select(call => call.Split('?', '/')[^2]).Order());
        Assert.Equal(Health.Healthy, behind.Of("config", "prod-1").Health);
        Assert.Equal($"behind: it has revision {before[..12]}, in which this differs", behind.Of("web", "prod-1").Reason);

        // Compared anew it is at the base.
        fleet.ArgoCd.Refresh = name => fleet.ArgoCd.Applications[name].At(after);
        Assert.Equal(Health.Healthy, (await fleet.ObserveAsync()).Of("web", "prod-1").Health);
    }

    [Fact]
    public async Task Commits_beside_a_unit_make_nothing_of_it_old()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.Change("prod/config", "other");

        var observed = await fleet.ObserveAsync(options => options with { Apps = ["web"] });

        Assert.All(observed.Run.Observations, seen => Assert.Equal(Health.Healthy, seen.Health));
        Assert.Empty(fleet.ArgoCd.Refreshes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revision_that_is_not_here_yet_is_fetched(bool isShallow)
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        var old = fleet.Base;
        fleet.Change("prod/config", "1");
        using var clone = fleet.Clone(isShallow ? ["--depth=1"] : []);
        // The commit that Argo CD has is before what a shallow clone has, and after what any other has.
        var revision = isShallow ? old : fleet.Change("prod/config", "2");
        fleet.ArgoCd.Applications["web-prod-1"].At(revision);

        var observed = await fleet.ObserveAsync(options => options with { Apps = ["web"] }, clone);

        Assert.Equal(Health.Healthy, observed.Of("web", "prod-1").Health);
        Assert.Equal(isShallow ? "true" : "false", Sh.Git(clone.Path, "rev-parse", "--is-shallow-repository"));
    }

    [Fact]
    public async Task A_revision_ahead_of_the_base_that_was_read_is_no_failure()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        using var elsewhere = fleet.Clone();
        fleet.ArgoCd.Refresh = null;
        fleet.ArgoCd.Before = async context =>
        {
            // Somebody merges while it is asked.
            if (fleet.ArgoCd.Calls.Count == 1)
                fleet.ArgoCd.Applications["web-prod-1"].At(await Task.Run(() => fleet.Change("prod/web", "ahead")));
            return false;
        };

        var observed = await fleet.ObserveAsync(clone: elsewhere);

        Assert.Equal(Health.Progressing, observed.Of("web", "prod-1").Health);
        Assert.StartsWith("behind", observed.Of("web", "prod-1").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_nobody_has_is_unknown()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications["web-prod-1"].At(new string('a', 40));

        var seen = (await fleet.ObserveAsync()).Of("web", "prod-1");

        Assert.Equal((Health.Unknown, "unknown revision"), (seen.Health, Reasons.Kind(seen.Reason)));
    }

    [Theory]
    [InlineData("--upload-pack=touch planted")]
    [InlineData("main")]
    [InlineData("HEAD~1")]
    [InlineData(":environments")]
    [InlineData("-")]
    public async Task What_is_no_id_is_given_to_git_in_no_form(string revision)
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications["web-prod-1"].At(revision);

        Assert.Equal(Health.Unknown, (await fleet.ObserveAsync()).Of("web", "prod-1").Health);
    }

    [Fact]
    public async Task A_partial_sync_counts_by_what_the_Application_is_after_it()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        var partial = new JsonArray(new JsonObject { ["kind"] = "Deployment", ["name"] = "web" });
        fleet
            .ArgoCd.Applications["web-prod-1"]
            .With("status.operationState.operation.sync.resources", partial)
            .With("status.history", new JsonArray());
        fleet.ArgoCd.Applications["web-prod-2"].With("status.sync.status", "OutOfSync");

        var observed = await fleet.ObserveAsync();

        Assert.Equal(Health.Healthy, observed.Of("web", "prod-1").Health);
        Assert.Equal(Health.Progressing, observed.Of("web", "prod-2").Health);
    }

    [Fact]
    public async Task An_Application_that_is_not_there_is_on_its_way_and_a_forbidden_one_is_unknown()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications.TryRemove("web-prod-1", out _);
        fleet.ArgoCd.Forbidden.Add("dev");

        var observed = await fleet.ObserveAsync();

        Assert.Equal("no Application: Argo CD has no web-prod-1 in project prod", observed.Of("web", "prod-1").Reason);
        Assert.Equal(Health.Progressing, observed.Of("web", "prod-1").Health);
        Assert.Equal(Health.Unknown, observed.Of("web", "dev-1").Health);
        Assert.Contains("forbids it (403)", observed.Of("web", "dev-1").Reason, StringComparison.Ordinal);
        Assert.Equal(Health.Healthy, observed.Of("web", "prod-2").Health);
        Assert.False(observed.HasUnreached);
    }

    [Fact]
    public async Task One_of_another_project_is_not_taken_for_ours()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications["web-prod-1"].With("spec.project", "dev");

        Assert.Equal(Health.Unknown, (await fleet.ObserveAsync()).Of("web", "prod-1").Health);
    }

    [Theory]
    [InlineData("metadata.name", "1")]
    [InlineData("status", "[]")]
    [InlineData("status.health", "\"Healthy\"")]
    [InlineData("status.health.status", "true")]
    [InlineData("status.sync.revision", "{}")]
    [InlineData("status.conditions", "{}")]
    [InlineData("status.conditions", "[1]")]
    [InlineData("status.operationState", "{}")]
    [InlineData("status.operationState.finishedAt", "\"soon\"")]
    [InlineData("status.reconciledAt", "5")]
    [InlineData("operation", "\"none\"")]
    [InlineData("spec.project", "null")]
    [InlineData("spec.source", "7")]
    public async Task What_is_of_another_type_is_unknown_and_takes_no_other_with_it(string place, string value)
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Before = async context =>
        {
            var all = new JsonArray([.. fleet.ArgoCd.Applications.Values.Select(one => (JsonNode)one.DeepClone())]);
            var broken = all.Single(one => (string?)one!["metadata"]!["name"] == "web-prod-1")!.AsObject();
            SetNull(broken, place, JsonNode.Parse(value));
            var isList = context.Request.Path.Value!.EndsWith("applications", StringComparison.Ordinal);
            await context.Response.WriteAsync((isList ? new JsonObject { ["items"] = all } : (JsonNode)broken).ToJsonString());
            return true;
        };

        var observed = await fleet.ObserveAsync();

        Assert.Equal(Health.Unknown, observed.Of("web", "prod-1").Health);
        Assert.Contains("the answer is not what its API says", observed.Of("web", "prod-1").Reason, StringComparison.Ordinal);
        Assert.Equal(Health.Healthy, observed.Of("web", "prod-2").Health);
    }

    [Theory]
    [InlineData("<html>log in</html>", 200)]
    [InlineData("[]", 200)]
    [InlineData("{\"items\": 5}", 200)]
    [InlineData("{}", 200)]
    [InlineData("", 200)]
    [InlineData("", 503)]
    [InlineData("", 302)]
    [InlineData("", 401)]
    public async Task An_Argo_CD_that_answers_to_nothing_is_told_once_and_everything_is_unknown(string body, int status)
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Before = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://elsewhere.example/";
            await context.Response.WriteAsync(body);
            return true;
        };

        var observed = await fleet.ObserveAsync();

        Assert.True(observed.HasUnreached);
        Assert.All(observed.Run.Observations, seen => Assert.Equal(Health.Unknown, seen.Health));
        Assert.Equal("GOG278", Assert.Single(fleet.Diagnostics.Sorted()).Code);
        Assert.Equal(status == 503 ? 3 : 1, fleet.ArgoCd.Calls.Count);
        Assert.Equal(6, Assert.Single(fleet.Recorded()).Observations.Length);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_as_it_says()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Before = context =>
        {
            context.Response.Headers.RetryAfter = "2";
            context.Response.StatusCode = 429;
            return Task.FromResult(fleet.ArgoCd.Calls.Count < 3);
        };

        // The fake's own answer sets the status anew.
        var observed = await fleet.ObserveAsync(options => options with { Environments = ["prod"] });

        Assert.All(observed.Run.Observations, seen => Assert.Equal(Health.Healthy, seen.Health));
    }

    [Fact]
    public async Task One_that_wants_to_be_left_alone_for_long_is_left_to_the_next_run()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Before = context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };

        var observed = await fleet.ObserveAsync();

        Assert.True(observed.HasUnreached);
        Assert.Single(fleet.ArgoCd.Calls);
    }

    [Fact]
    public async Task A_slow_refresh_is_unknown_and_keeps_nobody_waiting_beyond_the_limit()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.ArgoCd.Applications.TryRemove("web-prod-1", out _);
        fleet.ArgoCd.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/web-prod-1", StringComparison.Ordinal))
                return false;
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var observed = await fleet.ObserveAsync(options => options with { Limit = TimeSpan.FromSeconds(2) });

        Assert.Equal(Health.Unknown, observed.Of("web", "prod-1").Health);
        Assert.Contains("within 2 seconds", observed.Of("web", "prod-1").Reason, StringComparison.Ordinal);
        Assert.Equal(Health.Healthy, observed.Of("web", "prod-2").Health);
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_left_and_each_is_asked_for()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        var piece = Encoding.UTF8.GetBytes(new string(' ', 1 << 20));
        fleet.ArgoCd.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("applications", StringComparison.Ordinal))
                return false;
            await OddServer.FloodAsync(context, piece, 200L << 20);
            return true;
        };

        var observed = await fleet.ObserveAsync(options => options with { Environments = ["dev"] });

        Assert.All(observed.Run.Observations, seen => Assert.Equal(Health.Healthy, seen.Health));
        Assert.Equal(2, fleet.ArgoCd.Refreshes.Count());
    }

    [Fact]
    public async Task What_was_compared_long_ago_is_compared_anew()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet.Clock.Pass(TimeSpan.FromHours(2));

        await fleet.ObserveAsync();

        Assert.Equal(6, fleet.ArgoCd.Refreshes.Count());
    }

    [Fact]
    public async Task A_sync_that_is_stuck_is_on_its_way_for_as_long_as_it_is()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        fleet
            .ArgoCd.Applications["web-prod-1"]
            .With("status.operationState.phase", "Running")
            .With("status.operationState.message", "waiting for healthy state of apps/Deployment/web")
            .With("status.health.status", "Degraded");

        for (var look = 0; look < 4; look++)
        {
            fleet.Clock.Pass(TimeSpan.FromMinutes(30));
            var seen = (await fleet.ObserveAsync(options => options with { Apps = ["web"] })).Of("web", "prod-1");
            Assert.Equal((Health.Progressing, "syncing: waiting for healthy state of apps/Deployment/web"), (seen.Health, seen.Reason));
        }

        Assert.Equal(4, fleet.Files().Count);
    }

    [Fact]
    public async Task A_thousand_Applications_cost_a_request_for_each_project()
    {
        await using var fleet = await ObservedFleet.CreateAsync();
        var clusters = Enumerable.Range(1, 500).Select(number => $"    - {{name: big-{number}, server: https://big-{number}.example}}\n");
        fleet.Folder.Write(
            "environments/big/environment.yaml",
            SmallFleet.Environment("big", "extends: [shared]", "class: big", "wave: prod", "apps: {config: {}, web: {}}", "clusters:")
                + string.Concat(clusters)
        );
        fleet.Folder.Write("environments/big/web/rendered/manifests.yaml", "# big\n");
        fleet.Folder.Write("environments/big/config/rendered/manifests.yaml", "# big\n");
        fleet.Commit("Grow");
        fleet.Deploy();
        foreach (var name in Enumerable.Range(1, 500).SelectMany(number => new[] { $"web-big-{number}", $"config-big-{number}" }))
            fleet.ArgoCd.Applications[name] = ApplicationJson.Healthy(name, "big", "big", fleet.Base, fleet.Clock.Now);

        var first = await fleet.ObserveAsync();

        Assert.Equal(1006, first.Run.Observations.Count(seen => seen.Health == Health.Healthy));
        Assert.Equal(3, fleet.ArgoCd.Calls.Count);
        Assert.Equal(1006, Assert.Single(fleet.Recorded()).Observations.Length);
    }

    private static Verdict VerdictOf(Observed observed, string app, string cluster) =>
        observed.Of(app, cluster) is var seen ? new Verdict(seen.Health, seen.Reason) : null!;

    private static void SetNull(JsonObject application, string place, JsonNode? value)
    {
        var names = place.Split('.');
        var at = names[..^1].Aggregate(application, (node, name) => node[name]!.AsObject());
        at[names[^1]] = value;
    }
}
