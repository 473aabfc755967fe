using System.Diagnostics;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A small fleet, rendered and committed, with a fake GitHub as its origin.</summary>
public sealed class PublishedFleet : IAsyncDisposable
{
    public const string Dev = "gitopsgen/wave/dev";
    public const string Prod = "gitopsgen/wave/prod";

    private PublishedFleet(FakeGitHub hub, TemporaryFolder folder)
    {
        Hub = hub;
        Folder = folder;
    }

    public FakeGitHub Hub { get; }

    public TemporaryFolder Folder { get; }

    public static Task<PublishedFleet> CreateAsync() => CreateAsync(SmallFleet.Create());

    public static async Task<PublishedFleet> CreateAsync(TemporaryFolder folder)
    {
        var fleet = new PublishedFleet(await FakeGitHub.StartAsync(), folder);
        await CommittedFleets.CommitAsync(folder, fleet.Hub.Bare);
        fleet.Git("remote", "add", "origin", fleet.Hub.RepositoryUrl);
        return fleet;
    }

    public string Git(params string[] arguments) => Sh.Git(Folder.Path, arguments);

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", $"--message={message}");
    }

    /// <summary>What the remote's repository answers.</summary>
    public string Remote(params string[] arguments) => Sh.Git(Hub.Bare, arguments);

    /// <summary>A commit of the remote, brought here.</summary>
    public string Fetched(string branch)
    {
        Git("fetch", "--quiet", "--no-write-fetch-head", Hub.Bare, branch);
        return Remote("rev-parse", branch);
    }

    /// <summary>Goes on from what the remote's base has, and keeps the work tree's content: as after a merge in which ours was kept.</summary>
    /// <param name="keep">Else the work tree becomes the base's.</param>
    public void Pull(bool keep = false)
    {
        Git("fetch", "--quiet", Hub.Bare, "main");
        Git("reset", "--quiet", keep ? "--soft" : "--hard", "FETCH_HEAD");
    }

    /// <summary>A clone of the base as it is now, with the fake as its origin.</summary>
    public TemporaryFolder Clone()
    {
        var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--branch=main", Hub.Bare, ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", Hub.RepositoryUrl);
        return clone;
    }

    /// <summary>Publishes another image for web in one environment, and goes on from where that was merged.</summary>
    public async Task MergedAsync(string environment, string image)
    {
        await ChangeAsync(environment, image);
        await PublishAsync();
        Squash($"gitopsgen/wave/{environment}");
        Pull();
        await PublishAsync();
    }

    /// <summary>Somebody else renders another image for web in one environment, and it is on the base.</summary>
    public async Task MergeElsewhereAsync(string environment, string image)
    {
        using var clone = Clone();
        var path = $"environments/{environment}/image.yaml";
        clone.Write(path, System.Text.RegularExpressions.Regex.Replace(clone.Read(path), "web:[0-9.]+", image));
        var answer = await Gitopsgen.RunInAsync(clone, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Sh.Git(clone.Path, "commit", "--quiet", "--all", "--message=Elsewhere");
        Sh.Git(clone.Path, "push", "--quiet", Hub.Bare, "HEAD:main");
    }

    /// <summary>A person's commit on a branch of the remote.</summary>
    /// <param name="branch">Another branch for it; unless said, the one that it is on.</param>
    public string CommitElsewhere(string on, string message, string path = "person.txt", string? branch = null)
    {
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", $"--branch={on}", Hub.Bare, ".");
        clone.Write(path, "by hand\n");
        Sh.Git(clone.Path, "add", "--all");
        Sh.Git(clone.Path, "commit", "--quiet", $"--message={message}");
        Sh.Git(clone.Path, "push", "--quiet", Hub.Bare, $"HEAD:{branch ?? on}");
        return Sh.Git(clone.Path, "rev-parse", "HEAD");
    }

    /// <summary>Publishes once more: nothing may be sent.</summary>
    public async Task AssertNothingToDoAsync()
    {
        Hub.Clear();
        await PublishAsync();
        Assert.Empty(Hub.Writes);
    }

    /// <summary>Gives web in one environment another image.</summary>
    public async Task ChangeAsync(string environment, string image)
    {
        var path = $"environments/{environment}/environment.yaml";
        Folder.Write(
            $"environments/{environment}/image.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: demo}\nspec: {template: {spec: "
                + $"{{containers: [{{name: web, image: \"{image}\"}}]}}}}}}\n"
        );
        Folder.Write(path, Folder.Read(path).Replace("web: {}", "web: {patches: [{file: image.yaml}]}", StringComparison.Ordinal));
        await RenderAsync();
    }

    public async Task RenderAsync()
    {
        var answer = await Gitopsgen.RunInAsync(Folder, "render", "--offline", "--allow-deletions");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    public Dictionary<string, string?> Environment(string? token = FakeGitHub.Token) =>
        new(Sh.Settings, StringComparer.Ordinal)
        {
            ["GITHUB_API_URL"] = Hub.Api,
            ["GITHUB_TOKEN"] = token,
            ["GH_TOKEN"] = null,
            ["GITHUB_REPOSITORY"] = null,
            ["GITHUB_RUN_ID"] = null,
        };

    public Task<Answer> TryAsync(params string[] arguments) => TryInAsync(Folder, arguments);

    public Task<Answer> TryInAsync(TemporaryFolder folder, params string[] arguments) =>
        Gitopsgen.RunAsAsync(folder, Environment(), ["publish", "--offline", .. arguments]);

    /// <summary>Publishes; nothing may go wrong.</summary>
    public async Task<Answer> PublishAsync(params string[] arguments)
    {
        var answer = await TryAsync(arguments);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Empty(Hub.Problems);
        Assert.DoesNotContain("git alone makes the commits", answer.Error, StringComparison.Ordinal);
        return answer;
    }

    /// <summary>
    /// Publishes, and kills that when the remote has done what one of its calls asks for: the first, or one that writes.
    /// </summary>
    /// <param name="last">Which of these, from 1.</param>
    /// <returns>False when there were fewer calls, so that the run came to its end.</returns>
    public async Task<bool> PublishKilledAsync(int last, params string[] arguments)
    {
        var environment = Environment()
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        var count = 0;
        Process? running = null;
        using var started = new ManualResetEventSlim();
        Hub.AfterEffect = async context =>
        {
            // Where it ends after a further read, the remote has what it had after the call before.
            if (count > 0 && IsRead(context.Request))
                return false;
            if (Interlocked.Increment(ref count) != last)
                return false;
            await Task.Run(() => started.Wait());
            running!.Kill(entireProcessTree: true);
            context.Abort();
            return true;
        };
        running = BuiltTool.Start(Folder.Path, ["publish", "--offline", .. arguments, "--root", Folder.Path], environment);
        started.Set();
        var answer = await BuiltTool.EndAsync(running);
        running.Dispose();
        Hub.AfterEffect = null;
        return answer.Exit != 0;
    }

    public async Task<JsonNode> PlanAsync(params string[] arguments) =>
        JsonNode.Parse((await PublishAsync(["--dry-run", "--output", "json", .. arguments])).Output)!;

    /// <summary>Merges a pull request on the remote as GitHub does by squashing, and leaves its branch.</summary>
    public void Squash(string branch)
    {
        var tree = Remote("merge-tree", "--write-tree", "main", branch);
        Remote("update-ref", "refs/heads/main", Remote("commit-tree", tree, "-p", "main", "-m", "Squashed"));
        var pull = Hub.Pull(branch);
        pull["head"]!["sha"] = Remote("rev-parse", branch);
        (pull["state"], pull["merged_at"]) = ("closed", "2026-01-01T00:00:00Z");
    }

    /// <summary>What a person has who looks after a command: all that must be the same as before.</summary>
    public string State() =>
        string.Join(
            '\n',
            Git("status", "--porcelain"),
            Git("stash", "list"),
            Git("rev-parse", "HEAD"),
            Git("symbolic-ref", "--quiet", "HEAD"),
            Git("for-each-ref", "refs/heads", "refs/stash"),
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Folder.File(".git/index"))))
        );

    /// <summary>The files in which git keeps what it has.</summary>
    public IReadOnlyList<string> Objects() =>
        [.. Directory.EnumerateFiles(Folder.File(".git/objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Whatever was merged, the base is what a render of it gives; and whatever happened, runs come to rest.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Hub.Pulls.Exists(pull => pull["merged_at"] is not null))
            await AssertBaseRendersAsync();
        await AssertRestsAsync();
        Folder.Dispose();
        await Hub.DisposeAsync();
    }

    private static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || request.Path.Value!.EndsWith("/git-upload-pack", StringComparison.Ordinal);

    // After one more run there is nothing to send, but what the remote refuses each time, which is said.
    private async Task AssertRestsAsync()
    {
        (Hub.BeforeEffect, Hub.AfterEffect, Hub.Distort) = (null, null, null);
        Hub.Clear();
        await TryAsync();
        // A run that sent nothing left all as it was, so a further one would send nothing either.
        if (!Hub.Writes.Any())
            return;
        Hub.Clear();
        var answer = await TryAsync();
        var isRefused = answer.Exit == 4 && Hub.Writes.All(call => call.Contains("git-receive-pack", StringComparison.Ordinal));
        Assert.True(isRefused || !Hub.Writes.Any(), $"a further run sent {string.Join(", ", Hub.Writes)}: {answer}");
    }

    private async Task AssertBaseRendersAsync()
    {
        using var clone = Clone();
        var answer = await Gitopsgen.RunInAsync(clone, "render", "--check", "--offline");
        Assert.True(answer.Exit == 0, $"the base after the merge: {answer}");
    }
}
