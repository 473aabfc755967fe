using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>The command as a pipeline runs it.</summary>
public sealed class ObserveCommandTests
{
    [Fact]
    public async Task It_looks_records_and_says_what_is_not_healthy()
    {
        await using var fleet = await CreateAsync();
        fleet.ArgoCd.Applications["web-prod-1"].With("status.health.status", "Degraded").With("status.health.message", "pods crash");

        var answer = await RunAsync(fleet);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(
            "prod/web on prod-1: unhealthy, degraded: pods crash\n"
                + "5 of 6 healthy, 0 progressing, 1 unhealthy, 0 unknown; 6 recorded on gitopsgen/evidence.\n",
            answer.Output
        );
        Assert.Equal("", answer.Error);
        Assert.Equal(6, Assert.Single(fleet.Recorded()).Observations.Length);
        Assert.Equal("", Sh.Git(fleet.Folder.Path, "status", "--porcelain"));
    }

    [Fact]
    public async Task A_dry_run_records_nothing_and_JSON_says_all()
    {
        await using var fleet = await CreateAsync();

        var answer = await RunAsync(fleet, "--dry-run", "--output", "json", "--env", "prod", "--app", "web");

        Assert.True(answer.Exit == 0, answer.ToString());
        var document = JsonNode.Parse(answer.Output)!;
        Assert.Equal("observe", (string?)document["command"]);
        Assert.Equal(fleet.Base, (string?)document["base"]);
        Assert.Equal(["prod-1", "prod-2"], document["observations"]!.AsArray().Select(one => (string?)one!["cluster"]));
        Assert.Equal(2, (int?)document["counts"]!["healthy"]);
        Assert.Equal(2, (int?)document["recorded"]);
        Assert.Empty(fleet.Files());
    }

    [Fact]
    public async Task It_goes_by_the_remote_and_not_by_the_work_tree()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Write("environments/prod/web/rendered/manifests.yaml", "# mine\n");
        fleet.Folder.Write("environments/prod/environment.yaml", "broken: [\n");

        Assert.Equal(0, (await RunAsync(fleet)).Exit);
    }

    [Theory]
    [InlineData("--env prd", "GOG019", 2)]
    [InlineData("--app wbe", "GOG014", 2)]
    [InlineData("--timeout 0", "--timeout is a number of seconds from 1 to 3600.", 2)]
    [InlineData("--remote nowhere", "cannot read the branches of nowhere", 4)]
    [InlineData("--argocd-ca gitopsgen.yaml", "has no certificate", 1)]
    [InlineData("--argocd-token-file nowhere", "is not there", 1)]
    [InlineData("--argocd-context x", "--argocd-context", 1)]
    [InlineData("--evidence nowhere.json", "there is no file nowhere.json", 1)]
    [InlineData("--prometheus a --prometheus b --prometheus-token-file TOKEN", "which Prometheus is the token for?", 1)]
    [InlineData("--prometheus https://me:secret@x", "is no server", 1)]
    public async Task What_is_wrong_with_the_words_is_said(string words, string said, int exit)
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Beside.Write("token", "t");
        var arguments = words
            .Replace("TOKEN", fleet.Folder.Beside.File("token"), StringComparison.Ordinal)
            .Replace("gitopsgen.yaml", fleet.Folder.File("gitopsgen.yaml"), StringComparison.Ordinal);

        var answer = await RunAsync(fleet, arguments.Split(' '));

        Assert.True(answer.Exit == exit, answer.ToString());
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Error, StringComparison.Ordinal);
        Assert.Empty(fleet.ArgoCd.Calls);
    }

    [Fact]
    public async Task A_server_that_only_the_fleet_names_gets_no_request_and_the_caller_learns_what_to_say()
    {
        await using var fleet = await CreateAsync();
        await using var evil = await OddServer.StartAsync(context => context.Response.WriteAsync("{}"));
        Say(fleet, $"  argocd: {{url: \"{evil.Url}\"}}\n  promotion: {{prometheus: \"{evil.Url}\"}}\n");
        fleet.Folder.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}", Trigger));
        fleet.Commit("Plant");

        var answer = await RunAsync(fleet);

        Assert.True(answer.Exit == 4, answer.ToString());
        Assert.Contains($"error GOG276: Argo CD at {evil.Url} was not asked", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"error GOG276: Prometheus at {evil.Url} was not asked", answer.Error, StringComparison.Ordinal);
        Assert.Contains("ARGOCD_SERVER", answer.Error, StringComparison.Ordinal);
        Assert.Contains("PROMETHEUS_URL", answer.Error, StringComparison.Ordinal);
        Assert.Empty(evil.Calls);
        Assert.Empty(fleet.ArgoCd.Calls);
        Assert.All(fleet.Recorded().Single().Observations, seen => Assert.StartsWith("not asked", seen.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_environment_has_the_Argo_CD_that_it_says_and_one_in_trouble_takes_no_other_with_it()
    {
        await using var fleet = await CreateAsync();
        await using var gone = await OddServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        Say(fleet, $"  argocd: {{url: \"{fleet.ArgoCd.Url}\"}}\n");
        var path = "environments/dev/environment.yaml";
        fleet.Folder.Write(path, fleet.Folder.Read(path) + $"  argocd: {{url: \"{gone.Url}\"}}\n");
        fleet.Commit("Two");
        fleet.Deploy();
        fleet.Folder.Beside.Write("token", "other-token\n");

        var answer = await RunAsync(fleet, "--argocd-token-file", $"{gone.Url}={fleet.Folder.Beside.File("token")}");

        Assert.True(answer.Exit == 4, answer.ToString());
        Assert.Contains("GOG278", answer.Error, StringComparison.Ordinal);
        Assert.Contains("does not accept the token that --argocd-token-file has for it", answer.Error, StringComparison.Ordinal);
        Assert.Contains("4 of 6 healthy, 0 progressing, 0 unhealthy, 2 unknown; 6 recorded", answer.Output, StringComparison.Ordinal);
        Assert.All(gone.Calls, call => Assert.Contains("projects=dev", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_server_that_is_said()
    {
        await using var fleet = await CreateAsync();

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, Environment(fleet, token: null), "observe");

        Assert.Equal(4, answer.Exit);
        Assert.Contains("GOG277: nobody says where the Argo CD of dev, prod answers", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_looked_at_and_its_authority_may_be_named()
    {
        using var certificates = new Certificates();
        await using var fleet = await CreateAsync();
        await using var secure = await FakeArgoCd.StartAsync(certificates.Server);
        foreach (var (name, application) in fleet.ArgoCd.Applications)
            secure.Applications[name] = application;
        fleet.Folder.Beside.Write("ca.pem", certificates.AuthorityPem);
        var environment = Environment(fleet);
        environment["ARGOCD_SERVER"] = secure.Url["https://".Length..];

        var unknown = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "observe");
        var named = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "observe", "--argocd-ca", fleet.Folder.Beside.File("ca.pem"));

        Assert.Equal(4, unknown.Exit);
        Assert.Contains("is of an authority that this machine does not know", unknown.Error, StringComparison.Ordinal);
        Assert.True(named.Exit == 0, named.ToString());
        Assert.Contains("6 of 6 healthy", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_of_argocd_will_do()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Beside.Write(
            "config",
            $"contexts: [{{name: x, server: '{fleet.ArgoCd.Url["http://".Length..]}', user: x}}]\n"
                + $"servers: [{{server: '{fleet.ArgoCd.Url["http://".Length..]}', plain-text: true}}]\n"
                + $"users: [{{name: x, auth-token: {FakeArgoCd.Token}}}]\n"
        );
        var environment = Environment(fleet, token: null);
        environment["ARGOCD_SERVER"] = null;
        environment["ARGOCD_CONFIG_DIR"] = fleet.Folder.Beside.Path;

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "observe", "--argocd-context", "x");

        Assert.True(answer.Exit == 0, answer.ToString());
    }

    [Fact]
    public async Task Queries_of_gates_and_triggers_are_asked_for_each_cluster_and_recorded()
    {
        await using var fleet = await CreateAsync();
        await using var prometheus = await OddServer.StartAsync(async context =>
        {
            var query = (await context.Request.ReadFormAsync())["query"].ToString();
            await context.Response.WriteAsync(
                query.Contains("broken", StringComparison.Ordinal)
                    ? "{\"status\":\"error\",\"error\":\"parse error\"}"
                    : "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                        + (query.Contains("prod-2", StringComparison.Ordinal) ? "7" : "0")
                        + "\"]}]}}"
            );
        });
        Say(fleet, $"  promotion: {{prometheus: \"{prometheus.Url}\"}}\n");
        fleet.Folder.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}", Trigger));
        fleet.Commit("Ask");
        fleet.Deploy();
        var environment = Environment(fleet);
        environment["PROMETHEUS_URL"] = prometheus.Url;

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "observe");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("prod/web on prod-2: 'errors' is out of its bounds (7)", answer.Output, StringComparison.Ordinal);
        Assert.Contains(
            "warning GOG290: the query 'typo' has no answer for dev/web on dev-1: it refuses the query: parse error",
            answer.Error,
            StringComparison.Ordinal
        );
        var seen = fleet.Recorded().Single().Observations.Single(one => one.App == "web" && one.Cluster == "prod-2");
        Assert.Equal([("errors", 7, false), ("typo", null, null)], seen.Readings.Select(one => (one.Query, one.Value, one.IsGood)));
        // Three clusters, and a query that is the same for all.
        Assert.Equal(4, prometheus.Calls.Count);
    }

    [Fact]
    public async Task A_Prometheus_in_trouble_is_told_once()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}", Trigger));
        fleet.Commit("Ask");
        fleet.Deploy();
        var environment = Environment(fleet);
        environment["PROMETHEUS_URL"] = "http://127.0.0.1:1";

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "observe");

        Assert.Equal(4, answer.Exit);
        Assert.Contains("error GOG279: cannot reach Prometheus at 127.0.0.1:1", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("6 of 6 healthy", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_may_come_from_a_file()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}", Trigger));
        fleet.Commit("Ask");
        fleet.Folder.Beside.Write(
            "seen.json",
            """
            {"schemaVersion": 1, "observations": [
              {"environment": "prod", "app": "web", "health": "healthy", "readings": [{"query": "errors", "value": 2}]},
              {"environment": "prod", "app": "config", "cluster": "prod-2", "health": "unhealthy", "reason": "it\nburns"},
              {"environment": "dev", "app": "web", "release": "0.9.0-old", "health": "healthy"}]}
            """
        );

        var answer = await RunAsync(fleet, "--evidence", fleet.Folder.Beside.File("seen.json"));

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("prod/config on prod-2: unhealthy, unhealthy: it burns", answer.Output, StringComparison.Ordinal);
        Assert.Contains("dev/web on dev-1: progressing, behind: release 0.9.0-old runs there", answer.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 4 healthy, 1 progressing, 1 unhealthy, 0 unknown; 4 recorded", answer.Output, StringComparison.Ordinal);
        Assert.Equal(
            false,
            fleet.Recorded().Single().Observations.First(one => one.App == "web" && one.Cluster == "prod-1").Readings.Single().IsGood
        );
        Assert.Empty(fleet.ArgoCd.Calls);
    }

    [Theory]
    [InlineData("{", "GOG294")]
    [InlineData("[]", "GOG294")]
    [InlineData("{\"schemaVersion\": 2, \"observations\": []}", "GOG294")]
    [InlineData("{\"observations\": [7]}", "GOG294")]
    [InlineData("{\"observations\": [{\"environment\": \"prod\", \"app\": \"web\", \"health\": \"fine\"}]}", "GOG294")]
    [InlineData("{\"observations\": [{\"environment\": \"prd\", \"app\": \"web\", \"health\": \"healthy\"}]}", "Did you mean 'prod'?")]
    [InlineData("{\"observations\": [{\"environment\": \"prod\", \"app\": \"wbe\", \"health\": \"healthy\"}]}", "Did you mean 'web'?")]
    [InlineData(
        "{\"observations\": [{\"environment\": \"prod\", \"app\": \"web\", \"cluster\": \"prod-3\", \"health\": \"healthy\"}]}",
        "GOG037"
    )]
    [InlineData("{\"observations\": [{\"environment\": \"prod\", \"app\": \"web\", \"health\": \"healthy\", \"readings\": 1}]}", "GOG294")]
    [InlineData(
        "{\"observations\": [{\"environment\": \"prod\", \"app\": \"web\", \"health\": \"healthy\", \"readings\": [{\"query\": \"x\", \"value\": 1}]}]}",
        "GOG295"
    )]
    [InlineData(
        "{\"observations\": [{\"environment\": \"prod\", \"app\": \"web\", \"health\": \"healthy\", \"readings\": [{\"query\": \"x\", \"value\": \"1\"}]}]}",
        "GOG294"
    )]
    public async Task Evidence_that_does_not_fit_is_refused_as_a_whole(string text, string said)
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Beside.Write("seen.json", text);

        var answer = await RunAsync(fleet, "--evidence", fleet.Folder.Beside.File("seen.json"));

        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Empty(fleet.Files());
    }

    [Theory]
    [InlineData("  repository: {url: https://git.example/small.git, branch: trunk}\n", "GOG293")]
    [InlineData("  promotion: {evidenceBranch: main}\n", "GOG316")]
    [InlineData("  promotion: {evidenceBranch: \"--all\"}\n", "GOG316")]
    [InlineData("  promotion: {evidenceBranch: \"a..b\"}\n", "GOG316")]
    public async Task A_branch_that_cannot_be_meant_is_refused(string line, string code)
    {
        await using var fleet = await CreateAsync();
        Say(fleet, line);
        fleet.Commit("Say");
        var before = fleet.Base;

        var answer = await RunAsync(fleet);

        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains(code, answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Base);
        Assert.Equal("main", Sh.Git(fleet.Bare, "for-each-ref", "--format=%(refname:short)"));
    }

    [Theory]
    [InlineData("pre-receive", 0)]
    [InlineData("post-receive", 6)]
    public async Task Killed_at_its_push_it_has_recorded_all_or_nothing_and_the_next_goes_on(string hook, int recorded)
    {
        await using var fleet = await CreateAsync();
        var (at, hooked) = (fleet.Folder.Beside.File("at"), Path.Join(fleet.Bare, "hooks", hook));
        File.WriteAllText(hooked, $"#!/bin/sh\ntouch {at}\nsleep 30\n");
        File.SetUnixFileMode(hooked, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var environment = Environment(fleet)
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        using (var process = BuiltTool.Start(fleet.Folder.Path, ["observe"], environment))
        {
            for (var wait = 0; !File.Exists(at) && !process.HasExited && wait < 600; wait++)
                await Task.Delay(100, TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(at));
        File.Delete(hooked);
        Assert.Equal(recorded, fleet.Recorded().Sum(run => run.Observations.Length));
        // What is seen twice in one second is seen once.
        await Task.Delay(1100, TestContext.Current.CancellationToken);

        var answer = await RunAsync(fleet);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(recorded + 6, fleet.Recorded().Sum(run => run.Observations.Length));
        Assert.Equal("", Sh.Git(fleet.Folder.Path, "status", "--porcelain"));
    }

    [Fact]
    public void Argo_CD_is_only_ever_asked()
    {
        var sources = Directory.EnumerateFiles(Path.Join(Repository.Root, "generator", "ArgoCd"), "*.cs").Select(File.ReadAllText).ToList();

        Assert.Contains(sources, text => text.Contains("HttpMethod.Get", StringComparison.Ordinal));
        Assert.All(sources, text => Assert.DoesNotMatch(@"HttpMethod\.(?!Get\b)|new HttpMethod|\bContent = ", text));
    }

    private const string Trigger =
        "promotion: {triggers: [{name: errors, query: 'errors{cluster=\"$cluster\"}', max: 1}, {name: typo, query: broken, max: 1}]}";

    private static async Task<ObservedFleet> CreateAsync()
    {
        var fleet = await ObservedFleet.CreateAsync();
        // The command goes by the real time.
        fleet.Clock.Now = DateTimeOffset.UtcNow;
        fleet.Deploy();
        return fleet;
    }

    // In place of what the fleet says of it, if anything.
    private static void Say(ObservedFleet fleet, string line)
    {
        var key = line.TrimStart().Split(':')[0];
        var lines = SmallFleet.Fleet.Split('\n').Where(one => !one.StartsWith($"  {key}:", StringComparison.Ordinal));
        fleet.Folder.Write("gitopsgen.yaml", string.Join('\n', lines) + line);
    }

    private static Task<Answer> RunAsync(ObservedFleet fleet, params string[] arguments) =>
        Gitopsgen.RunAsAsync(fleet.Folder, Environment(fleet), ["observe", .. arguments]);

    private static Dictionary<string, string?> Environment(ObservedFleet fleet, string? token = FakeArgoCd.Token) =>
        new(Sh.Settings, StringComparer.Ordinal)
        {
            ["ARGOCD_SERVER"] = fleet.ArgoCd.Url,
            ["ARGOCD_AUTH_TOKEN"] = token,
            ["ARGOCD_CONFIG_DIR"] = fleet.Folder.Beside.File("no-login"),
            ["PROMETHEUS_URL"] = null,
            ["PROMETHEUS_TOKEN"] = null,
            ["GITHUB_TOKEN"] = null,
            ["GH_TOKEN"] = null,
        };
}
