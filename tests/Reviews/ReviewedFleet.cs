using System.Diagnostics;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Reviews;

/// <summary>A small fleet without a finding, rendered and committed, with a fake GitHub as its origin, and pull requests of people.</summary>
public sealed class ReviewedFleet : IAsyncDisposable
{
    public const string Image = "apps/web/base/deployment.yaml";

    private const string Rules = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Rules
        spec:
          rules:
            - id: TEAM-001
              summary: One pod is none.
              message: One pod is none.
              mend: Say two.
              match: {kinds: [apps/Deployment]}
              assert: [{path: spec.replicas, atMost: 3}]
            - id: TEAM-002
              summary: No value is bad.
              severity: warning
              message: No value is bad.
              mend: Say another.
              match: {kinds: [ConfigMap]}
              assert: [{path: data.key, notIn: [bad]}]

        """;

    private ReviewedFleet(FakeGitHub hub, TemporaryFolder folder) => (Hub, Folder) = (hub, folder);

    public FakeGitHub Hub { get; }

    public TemporaryFolder Folder { get; }

    /// <param name="prepare">Changes the fleet before it is rendered and merged.</param>
    public static async Task<ReviewedFleet> CreateAsync(Action<TemporaryFolder>? prepare = null)
    {
        var folder = SmallFleet.Create();
        folder.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet
                + """
                  argocd: {applicationHealth: true}
                  prerequisites: [{name: namespaces, namespaces: [demo]}]
                  validate:
                    rules: [rules.yaml]

                """
        );
        folder.Write("rules.yaml", Rules);
        prepare?.Invoke(folder);
        var fleet = new ReviewedFleet(await FakeGitHub.StartAsync(), folder);
        await CommittedFleets.CommitAsync(folder, fleet.Hub.Bare);
        fleet.Git("remote", "add", "origin", fleet.Hub.RepositoryUrl);
        fleet.Git("update-ref", "refs/remotes/origin/main", "main");
        return fleet;
    }

    public string Git(params string[] arguments) => Sh.Git(Folder.Path, arguments);

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", $"--message={message}");
    }

    public async Task RenderAsync()
    {
        var answer = await Gitopsgen.RunInAsync(Folder, "render", "--offline", "--allow-deletions");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    /// <summary>A person changes something on a branch, renders it or not, and opens a pull request.</summary>
    public async Task<int> OpenAsync(Action<TemporaryFolder> change, bool isRendered = true, string branch = "change")
    {
        Git("checkout", "--quiet", "-b", branch, "main");
        await ChangeAsync(change, isRendered);
        return Hub.OpenByPerson(branch);
    }

    /// <summary>The person goes on, and pushes.</summary>
    public async Task ChangeAsync(Action<TemporaryFolder> change, bool isRendered = true)
    {
        change(Folder);
        if (isRendered)
            await RenderAsync();
        Commit("By a person");
        Push("HEAD");
    }

    /// <summary>Another image for web.</summary>
    public static void Bump(TemporaryFolder folder) =>
        folder.Write(Image, folder.Read(Image).Replace("web:1", "web:2", StringComparison.Ordinal));

    /// <summary>An error of the fleet's own rule.</summary>
    public static void Grow(TemporaryFolder folder) =>
        folder.Write(Image, folder.Read(Image).Replace("replicas: 1", "replicas: 9", StringComparison.Ordinal));

    public Dictionary<string, string?> Environment(string? token = FakeGitHub.Token) =>
        new(Sh.Settings, StringComparer.Ordinal)
        {
            ["GITHUB_API_URL"] = Hub.Api,
            ["GITHUB_TOKEN"] = token,
            ["GH_TOKEN"] = null,
            ["GITHUB_REPOSITORY"] = null,
            ["GITHUB_RUN_ID"] = null,
            ["GITHUB_REF"] = null,
            ["GITHUB_HEAD_REF"] = null,
            ["GITHUB_EVENT_PATH"] = null,
            ["GITHUB_STEP_SUMMARY"] = null,
        };

    public Task<Answer> ReviewAsync(params string[] arguments) => ReviewAsync(Environment(), arguments);

    public Task<Answer> ReviewAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        Gitopsgen.RunAsAsync(Folder, environment, ["review", .. arguments]);

    public async Task<JsonNode> JsonAsync(int exit, params string[] arguments)
    {
        var answer = await ReviewAsync([.. arguments, "--output", "json"]);
        Assert.True(answer.Exit == exit, answer.ToString());
        return JsonNode.Parse(answer.Output)!;
    }

    /// <summary>The one comment of ours.</summary>
    public string Comment => (string)Assert.Single(Hub.Comments, comment => (string?)comment["user"]!["login"] == Hub.Login)["body"]!;

    /// <summary>Reviews, and kills that when GitHub has done what one of its calls asks for: the first, or one that writes.</summary>
    /// <param name="last">Which of these, from 1.</param>
    /// <returns>False when there were fewer calls.</returns>
    public async Task<bool> ReviewKilledAsync(int last, params string[] arguments)
    {
        var environment = Environment()
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        var count = 0;
        Process? running = null;
        using var started = new ManualResetEventSlim();
        Hub.AfterEffect = async context =>
        {
            // Where it ends after a further read, GitHub has what it had after the call before.
            if (count > 0 && HttpMethods.IsGet(context.Request.Method))
                return false;
            if (Interlocked.Increment(ref count) != last)
                return false;
            await Task.Run(() => started.Wait());
            running!.Kill(entireProcessTree: true);
            context.Abort();
            return true;
        };
        running = BuiltTool.Start(Folder.Path, ["review", .. arguments, "--root", Folder.Path], environment);
        started.Set();
        var answer = await BuiltTool.EndAsync(running);
        running.Dispose();
        Hub.AfterEffect = null;
        return answer.Exit is not (0 or 1);
    }

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await Hub.DisposeAsync();
    }

    private void Push(string what)
    {
        Git("push", "--quiet", "--force", Hub.Bare, what);
        Git("update-ref", "refs/remotes/origin/main", Sh.Git(Hub.Bare, "rev-parse", "main"));
    }
}
