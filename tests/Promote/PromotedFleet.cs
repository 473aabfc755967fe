using System.Text.Json.Nodes;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>
/// A fleet on the fake GitHub with the waves dev (head), canary, p10 and p100 and the apps config and web, web requiring config. Time is
/// played.
/// </summary>
public sealed class PromotedFleet : IAsyncDisposable
{
    private readonly PublishedFleet fleet;

    private PromotedFleet(PublishedFleet fleet) => this.fleet = fleet;

    public FakeGitHub Hub => fleet.Hub;

    public TemporaryFolder Folder => fleet.Folder;

    public ManualClock Clock { get; } = new();

    /// <summary>Who is asked by <c>observe</c>; null where evidence comes from files.</summary>
    public FakeArgoCd? ArgoCd { get; set; }

    /// <summary>What the remote's repository answers.</summary>
    public string Remote(params string[] arguments) => fleet.Remote(arguments);

    public string Git(params string[] arguments) => fleet.Git(arguments);

    public void Pull() => fleet.Pull();

    /// <summary>A clone of the base as it is now, for another runner.</summary>
    public TemporaryFolder Clone() => fleet.Clone();

    /// <summary>A person's commit on a branch of the remote.</summary>
    public string CommitElsewhere(string on) => fleet.CommitElsewhere(on, "By hand");

    /// <param name="promotion">Further lines of the fleet file.</param>
    /// <param name="prepare">Changes the fleet before its apps are cut.</param>
    /// <param name="apps">More apps, which run everywhere.</param>
    public static async Task<PromotedFleet> CreateAsync(
        string promotion = "promotion: {observations: 2, maxGap: 12h}",
        Action<TemporaryFolder>? prepare = null,
        params string[] apps
    )
    {
        var folder = SmallFleet.Create();
        folder.Write(
            "gitopsgen.yaml",
            $$$"""
            apiVersion: gitopsgen.io/v1alpha1
            kind: Fleet
            metadata: {name: small}
            spec:
              repository: {url: https://git.example/small.git}
              limits: {deletions: 60%}
              waves:
                - {name: dev, follows: head, leave: {health: argocd, soak: 1h}}
                - {name: canary, leave: {health: argocd, soak: 1d}}
                - {name: p10, percent: 50, leave: {health: argocd, soak: 1d}}
                - {name: p100, percent: 100, leave: {health: argocd, soak: 1d}}
              {{{promotion}}}

            """
        );
        Directory.Delete(Path.Join(folder.Path, "environments", "prod"), recursive: true);
        // An app that runs in one place alone.
        folder.Write("apps/alone/app.yaml", SmallFleet.App("alone", "kustomize: {base: base}"));
        folder.Write("apps/alone/base/kustomization.yaml", "resources: [map.yaml]\n");
        folder.Write("apps/alone/base/map.yaml", SmallFleet.ConfigMap("alone"));
        folder.Write(
            "environments/dev/environment.yaml",
            folder
                .Read("environments/dev/environment.yaml")
                .Replace(
                    "web: {}",
                    $"{string.Concat(apps.Select(app => $"{app}: {{}}, "))}web: {{}}, alone: {{}}",
                    StringComparison.Ordinal
                )
        );
        foreach (var wave in new[] { "canary", "p10", "p100" })
            folder.Write(
                $"environments/{wave}/environment.yaml",
                SmallFleet.Environment(
                    wave,
                    "extends: [shared]",
                    "class: prod",
                    $"wave: {wave}",
                    "clusters:",
                    $"  - {{name: {wave}-1, server: \"https://{wave}-1.example\"}}",
                    $"apps: {{config: {{}}, {string.Concat(apps.Select(app => $"{app}: {{}}, "))}web: {{}}}}"
                )
            );
        prepare?.Invoke(folder);
        await CommittedFleets.PrepareAsync(folder, () => CutAsync(folder, apps));
        return new PromotedFleet(await PublishedFleet.CreateAsync(folder));
    }

    private static async Task CutAsync(TemporaryFolder folder, string[] more)
    {
        foreach (var app in new[] { "config", "web" }.Concat(more))
        {
            string[] offline = more.Contains(app) ? [] : ["--offline"];
            var cut = await Gitopsgen.RunInAsync(folder, ["release", "cut", app, .. offline]);
            Assert.True(cut.Exit == 0, cut.ToString());
            foreach (var wave in new[] { "canary", "p10", "p100" })
                folder.Write(
                    $"environments/{wave}/releases/{app}.yaml",
                    $"# Who runs what.\napiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Split(' ', '\n')[0]}}} # begun\n"
                );
        }
    }

    /// <summary>This repository's own fleet, seen less often than a pipeline would, with the head of the CRDs released everywhere.</summary>
    public static async Task<PromotedFleet> OfRepositoryAsync()
    {
        var folder = Repository.CopyOfFleet();
        folder.Write(
            "gitopsgen.yaml",
            folder.Read("gitopsgen.yaml").Replace("  promotion:\n", "  promotion:\n    maxGap: 2d\n", StringComparison.Ordinal)
        );
        // Whatever has changed in them since would go before what requires them.
        await CommittedFleets.PrepareAsync(folder, () => ReleaseAsync(folder, "prometheus-crds"));
        return new PromotedFleet(await PublishedFleet.CreateAsync(folder));
    }

    private static async Task ReleaseAsync(TemporaryFolder folder, string app)
    {
        var cut = await Gitopsgen.RunInAsync(folder, "release", "cut", app, "--offline");
        Assert.True(cut.Exit == 0, cut.ToString());
        foreach (var pin in Directory.EnumerateFiles(folder.File("environments"), $"{app}.yaml", SearchOption.AllDirectories))
            if (Path.GetFileName(Path.GetDirectoryName(pin)) == "releases")
                await File.WriteAllTextAsync(
                    pin,
                    $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Split(' ', '\n')[0]}}}\n",
                    TestContext.Current.CancellationToken
                );
    }

    public Task<Answer> TryAsync(params string[] arguments) => RunAsync(Folder, arguments);

    /// <summary>Runs a command in one of its clones.</summary>
    public async Task<Answer> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        string[] all = [.. arguments, "--root", folder.Path];
        return await Gitopsgen.RunAsAsync(Variables(), Clock, all);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<Answer> DoAsync(params string[] arguments)
    {
        var answer = await TryAsync(arguments);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Empty(Hub.Problems);
        return answer;
    }

    /// <summary>Whoever merges has merged head's change of web: another image.</summary>
    public Task ChangeHeadAsync(string image) => ChangeHeadAsync("apps/web/base/deployment.yaml", "web:1", image);

    /// <summary>Whoever merges has merged a change of a file below apps/.</summary>
    public async Task ChangeHeadAsync(string path, string old, string @new)
    {
        Pull();
        Folder.Write(path, Folder.Read(path).Replace(old, @new, StringComparison.Ordinal));
        await fleet.RenderAsync();
        fleet.Commit($"Change {path}");
        Git("push", "--quiet", Hub.Bare, "main");
    }

    /// <summary>Observes all that there is as healthy, but for what is said, every two days and at the end.</summary>
    public async Task PassByStatusAsync(TimeSpan time, params (string Environment, string App, string Health, string Reason)[] others)
    {
        var cells = JsonNode.Parse((await DoAsync("status", "-o", "json")).Output)!["cells"]!.AsArray();
        var units = cells.SelectMany(cell => cell!["environments"]!.AsArray());
        var observations = units.Select(unit =>
        {
            var (environment, app) = ((string)unit!["environment"]!, (string)unit["app"]!);
            var other = others.FirstOrDefault(one => one.Environment == environment && one.App == app);
            return new JsonObject
            {
                ["environment"] = environment,
                ["app"] = app,
                ["health"] = other.Health ?? "healthy",
                ["reason"] = other.Reason ?? "",
            };
        });
        using var scratch = new TemporaryFolder();
        scratch.Write("seen.json", new JsonObject { ["observations"] = new JsonArray([.. observations]) }.ToJsonString());
        var seen = Path.Join(scratch.Path, "seen.json");
        await DoAsync("observe", "--evidence", seen);
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end; )
        {
            var left = end - Clock.GetUtcNow();
            Clock.Pass(left < TimeSpan.FromHours(36) ? left : TimeSpan.FromHours(36));
            await DoAsync("observe", "--evidence", seen);
        }
    }

    /// <summary>Observes all of it as healthy, but for what is said.</summary>
    public async Task ObserveAsync(params (string Environment, string App, string Health, string Reason)[] others)
    {
        var observations =
            from environment in new[] { "dev", "canary", "p10", "p100" }
            from app in new[] { "config", "web" }
            let other = others.FirstOrDefault(one => one.Environment == environment && one.App == app)
            select new JsonObject
            {
                ["environment"] = environment,
                ["app"] = app,
                ["health"] = other.Health ?? "healthy",
                ["reason"] = other.Reason ?? "",
            };
        using var scratch = new TemporaryFolder();
        scratch.Write("seen.json", new JsonObject { ["observations"] = new JsonArray([.. observations]) }.ToJsonString());
        await DoAsync("observe", "--evidence", Path.Join(scratch.Path, "seen.json"));
    }

    /// <summary>So much time goes by in which everything is seen every half of a day.</summary>
    public async Task PassAsync(TimeSpan time, params (string Environment, string App, string Health, string Reason)[] others)
    {
        await ObserveAsync(others);
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end; )
        {
            var left = end - Clock.GetUtcNow();
            Clock.Pass(left < TimeSpan.FromHours(6) ? left : TimeSpan.FromHours(6));
            await ObserveAsync(others);
        }
    }

    public Task<Answer> PromoteAsync(params string[] arguments) => DoAsync(["promote", "--all-ready", "--offline", .. arguments]);

    /// <summary>What a person has who looks after a command: all that must be the same as before.</summary>
    public string State() => fleet.State();

    /// <summary>Open branches of the tool.</summary>
    public string[] Branches() =>
        Remote(
                "for-each-ref",
                "--format=%(refname:short)",
                "refs/heads/gitopsgen/promote",
                "refs/heads/gitopsgen/rollback",
                "refs/heads/gitopsgen/hold"
            )
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Merges a pull request of the tool, and its branch goes, as GitHub does it.</summary>
    public void Merge(string branch)
    {
        fleet.Squash(branch);
        // What is seen in the very second of a merge is of the base before or after it; nobody can tell.
        Clock.Pass(TimeSpan.FromMinutes(1));
        Remote("update-ref", "-d", $"refs/heads/{branch}");
    }

    /// <summary>The same, where git can merge it.</summary>
    public bool TryMerge(string branch)
    {
        if (TestTools.Run("git", ["-C", Hub.Bare, "merge-tree", "--write-tree", "main", branch]).Exit != 0)
            return false;
        Merge(branch);
        return true;
    }

    /// <summary>Somebody closes a pull request of the tool and deletes its branch.</summary>
    public void Close(string branch)
    {
        Hub.Pull(branch)["state"] = "closed";
        Remote("update-ref", "-d", $"refs/heads/{branch}");
    }

    public string Pin(string environment, string app = "web") => Remote("show", $"main:environments/{environment}/releases/{app}.yaml");

    /// <summary>What Argo CD reads of an app in an environment.</summary>
    public string Tree(string environment, string app = "web") => Remote("rev-parse", $"main:environments/{environment}/{app}");

    /// <summary>What clusters get of it: how the overlay reaches its base is another matter.</summary>
    public string Rendered(string environment, string app = "web") =>
        Remote("rev-parse", $"main:environments/{environment}/{app}/rendered");

    public ValueTask DisposeAsync() => fleet.DisposeAsync();

    /// <summary>What a pipeline gives to the tool.</summary>
    public Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>(fleet.Environment(), StringComparer.Ordinal) { ["GITHUB_ACTOR"] = "ada" };
        if (ArgoCd is null)
            return variables;
        variables["GITHUB_REPOSITORY"] = "contoso/small";
        (variables["ARGOCD_SERVER"], variables["ARGOCD_AUTH_TOKEN"]) = (ArgoCd.Url, FakeArgoCd.Token);
        (variables["PROMETHEUS_URL"], variables["PROMETHEUS_TOKEN"]) = (null, null);
        variables["ARGOCD_CONFIG_DIR"] = Folder.Beside.File("no-login");
        return variables;
    }
}
