using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Tests.Engines.Kustomize.Fast;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>Commands over a fleet of which a trusted engine built something fast.</summary>
public sealed class FastBuildTests : IDisposable
{
    private readonly TemporaryFolder fleet = PatchedFleet.Create();
    private readonly EngineVerdicts verdict = new(Digest.OfFile(TestTools.KustomizeAlone), MergeSchema.BuiltIn.Sha256);

    public FastBuildTests() => Sh.Git(fleet.Path, "init", "--quiet", "--initial-branch=main");

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_check_does_not_believe_what_was_built_fast()
    {
        await RenderedAsync();
        var manifests = Forge();
        var check = await RunAsync("render", "--check");
        Assert.Equal(3, check.Exit);
        Assert.Contains(manifests, check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_that_says_plain_builds_again_what_was_built_fast()
    {
        await RenderedAsync();
        var manifests = Forge();
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml") + "  tools: {kustomize: {plain: true}}\n");
        Assert.Equal(0, (await RunAsync("render")).Exit);
        Assert.DoesNotContain("forged", fleet.Read(manifests), StringComparison.Ordinal);
        Assert.All(Ways, way => Assert.Equal(BuildWay.Plain, way));
    }

    [Fact]
    public async Task A_render_builds_again_what_was_built_fast_as_soon_as_another_clone_found_a_difference()
    {
        await RenderedAsync();
        Assert.Equal(0, (await RunAsync("render")).Exit);
        Assert.Contains(verdict.Name, Ways);
        fleet.Beside.Write($"cache/merges/{verdict.Name}", "different");
        fleet.Beside.Write("cache/merges/other", "same");
        Assert.Equal(0, (await RunAsync("render")).Exit);
        Assert.All(Ways, way => Assert.Equal(BuildWay.Plain, way));
        Assert.Equal(0, (await RunAsync("render", "--check")).Exit);
    }

    private IEnumerable<string> Ways =>
        File.ReadLines(fleet.State("cache/builds")).Skip(1).Select(line => line.Split('\t')[2]).Distinct(StringComparer.Ordinal);

    private async Task RenderedAsync()
    {
        fleet.Beside.Write($"cache/merges/{verdict.Name}", "same");
        var render = await RunAsync("render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains(verdict.Name, Ways);
    }

    /// <summary>What the fast way would have left if it had built something else, and nobody had noticed.</summary>
    private string Forge()
    {
        var records = File.ReadAllLines(fleet.State("cache/builds"));
        var digest = records.Select(line => line.Split('\t')).First(parts => parts.Length > 2 && parts[2] == verdict.Name)[1];
        var manifests = new[] { "dev", "prod" }
            .Select(environment => $"environments/{environment}/web/rendered/manifests.yaml")
            .First(path => Digest.OfText(fleet.Read(path)) == digest);
        var forged = fleet.Read(manifests).Replace("web:1", "forged:1", StringComparison.Ordinal);
        foreach (
            var file in new[] { fleet.State("cache/builds"), fleet.File(Path.Join(Path.GetDirectoryName(manifests), "../owned.json")) }
        )
            File.WriteAllText(file, File.ReadAllText(file).Replace(digest, Digest.OfText(forged), StringComparison.Ordinal));
        fleet.Write(manifests, forged);
        return manifests;
    }

    private Task<Answer> RunAsync(params string[] arguments) =>
        Gitopsgen.RunAsAsync(
            fleet,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GITOPSGEN_CACHE"] = fleet.Beside.File("cache"),
                ["PATH"] = $"{Path.GetDirectoryName(TestTools.KustomizeAlone)}:{Environment.GetEnvironmentVariable("PATH")}",
            },
            arguments
        );
}
