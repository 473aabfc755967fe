using System.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines;

/// <summary>How the engines are found. These runs have a PATH of their own, so they are processes of their own.</summary>
public sealed class EngineTests
{
    [Fact]
    public async Task With_neither_kustomize_nor_kubectl_and_offline_one_clear_error_says_what_to_do()
    {
        using var fleet = SmallFleet.Create();
        using var empty = new TemporaryFolder();
        var answer = await RunAsync(empty.Path, empty.Path, "render", "--offline", "--root", fleet.Path);
        Assert.Equal(1, answer.Exit);
        Assert.Single(answer.Error.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.Contains("GOG090", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Install kustomize", answer.Error, StringComparison.Ordinal);
        Assert.Contains("tools.kustomize.path", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("argocd")));
    }

    [Fact]
    public async Task A_kustomize_in_the_tools_cache_is_used_when_none_is_on_PATH()
    {
        using var fleet = SmallFleet.Create();
        using var empty = new TemporaryFolder();
        var cached = empty.File($"tools/kustomize-{PinnedReleases.Kustomize.Version}-{PinnedRelease.Platform}/kustomize");
        Directory.CreateDirectory(Path.GetDirectoryName(cached)!);
        File.Copy(TestTools.KustomizeAlone, cached);
        File.WriteAllText(PinnedRelease.RecordOf(cached), Digest.OfFile(cached));
        var answer = await RunAsync(empty.File("bin"), empty.Path, "render", "--offline", "--root", fleet.Path);
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    [Fact]
    public async Task The_Kustomize_inside_kubectl_makes_the_same()
    {
        Assert.SkipUnless(EngineFinder.OnPath("kubectl") is not null, "kubectl is not installed");
        using var fleet = SmallFleet.Create();
        using var other = SmallFleet.Create();
        foreach (var name in new[] { "kubectl", "git" })
            other.Beside.WriteScript($"bin/{name}", $"exec '{EngineFinder.OnPath(name)}' \"$@\"");
        var path = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = other.Beside.File("bin") };
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        var answer = await Gitopsgen.RunAsAsync(other, path, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(fleet.Snapshot(), other.Snapshot());
    }

    [Fact]
    public async Task A_version_that_does_not_fit_is_passed_over_and_named()
    {
        using var fleet = SmallFleet.Create();
        using var bin = new TemporaryFolder();
        bin.Write("kustomize", "#!/bin/sh\necho v4.5.7\n");
        File.SetUnixFileMode(bin.File("kustomize"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  tools: {kustomize: \">=5.5 <6\"}\n");
        var answer = await RunAsync(bin.Path, bin.File("cache"), "render", "--offline", "--root", fleet.Path);
        Assert.Equal(1, answer.Exit);
        Assert.Contains("gitopsgen.yaml(10,22): error GOG091", answer.Error, StringComparison.Ordinal);
        Assert.Contains("4.5.7", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tools: {kustomize: {path: nowhere/kustomize}}", "GOG090")]
    [InlineData("tools: {kustomize: \"five\"}", "GOG093")]
    public async Task A_wrong_setting_is_an_error_at_its_place(string line, string code)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  {line}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains($"gitopsgen.yaml(10,22): error {code}", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">=5.5 <6", "5.5.0", true)]
    [InlineData(">=5.5 <6", "v5.8.1", true)]
    [InlineData(">=5.5 <6", "6.0.0", false)]
    [InlineData(">=5.5, <6", "5.4.3", false)]
    [InlineData("5.6.0", "5.6.0", true)]
    [InlineData("<=4", "4.0.1", false)]
    [InlineData(">3.17", "(devel)", false)]
    public void Ranges_hold_what_they_say(string range, string version, bool holds) =>
        Assert.Equal(holds, VersionRange.Parse(range)!.Contains(version));

    private static async Task<Answer> RunAsync(string path, string cache, params string[] arguments)
    {
        var start = new ProcessStartInfo(EngineFinder.OnPath("dotnet")!, [Gitopsgen.Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        start.Environment["GITOPSGEN_CACHE"] = cache;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, output, await error);
    }
}
