using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Git;

/// <summary>The small fleet in a repository of its own, with real git and without the settings of who runs the tests.</summary>
public sealed class GitFleet : IDisposable
{
    public GitFleet()
    {
        Folder = SmallFleet.Create();
        Git("init", "--quiet", "--initial-branch=main");
    }

    public TemporaryFolder Folder { get; }

    public string Git(params string[] arguments) => Sh.Git(Folder.Path, arguments);

    public void Write(string path, string text) => Folder.Write(path, text);

    public Task<Answer> RunAsync(params string[] arguments) => Gitopsgen.RunAsAsync(Folder, Sh.Settings, arguments);

    public Task<Answer> RunAtAsync(string root, params string[] arguments) =>
        Gitopsgen.RunAsAsync(Sh.Settings, [.. arguments, "--root", root]);

    /// <summary>Renders; nothing may go wrong.</summary>
    public async Task<Answer> RenderAsync()
    {
        var answer = await RunAsync("render");
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer;
    }

    public void Commit(string message = "Change")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", $"--message={message}");
    }

    public static async Task<GitFleet> CommittedAsync()
    {
        var fleet = new GitFleet();
        await fleet.RenderAsync();
        fleet.Commit("Begin");
        return fleet;
    }

    /// <summary>Takes an object away from the repository, as a damaged disk does.</summary>
    public void Lose(string name)
    {
        var id = Git("rev-parse", name);
        File.Delete(Folder.File($".git/objects/{id[..2]}/{id[2..]}"));
    }

    public void Dispose() => Folder.Dispose();
}
