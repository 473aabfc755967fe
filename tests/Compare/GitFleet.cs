using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>A fleet in a real git repository, with manifests written as a render would leave them.</summary>
public sealed class GitFleet : IDisposable
{
    public GitFleet(string name = "gitopsgen-diff-")
    {
        Folder = new TemporaryFolder(name);
        Git("init", "--quiet", "--initial-branch=main");
        Folder.Write("gitopsgen.yaml", SmallFleet.Fleet);
    }

    public TemporaryFolder Folder { get; }

    public static string Path(string unit) => $"environments/{unit}/rendered/manifests.yaml";

    public void Write(string unit, params string[] objects) =>
        Folder.Write(Path(unit), string.Join("---\n", objects.Select(text => text.EndsWith('\n') ? text : text + "\n")));

    public void Delete(string unit) => Directory.Delete(Folder.File($"environments/{unit}"), recursive: true);

    public void Commit(string message = "state")
    {
        Git("add", "--all");
        Git("-c", "user.name=test", "-c", "user.email=test@git.example", "commit", "--quiet", "--allow-empty", "-m", message);
    }

    public string Git(params string[] arguments)
    {
        var (exit, output, error) = TestTools.Run("git", ["-C", Folder.Path, .. arguments]);
        Assert.True(exit == 0, $"git {string.Join(' ', arguments)}: {error}");
        return System.Text.Encoding.UTF8.GetString(output);
    }

    public Task<Answer> DiffAsync(params string[] arguments) => Gitopsgen.RunInAsync(Folder, ["diff", .. arguments]);

    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var answer = await DiffAsync(["--output", "json", .. arguments]);
        Assert.True(answer.Exit is 0 or 3, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    /// <summary>What the tool tells of two states of one unit.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ChangesAsync(string old, string @new)
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", old);
        fleet.Commit();
        fleet.Write("dev/web", @new);
        return [.. (await fleet.JsonAsync()).GetProperty("changes").EnumerateArray()];
    }

    public void Dispose() => Folder.Dispose();
}
