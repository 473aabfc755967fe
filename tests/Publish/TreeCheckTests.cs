using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>GOG255: what is to be pushed is rendered from its own tree, whatever lies in the work tree.</summary>
public sealed class TreeCheckTests
{
    [Theory]
    [InlineData("environments/dev/web/rendered/manifests.yaml")]
    [InlineData("environments/dev/web/kustomization.yaml")]
    public async Task A_tree_that_lacks_what_is_rendered_is_refused(string path)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("rm", "--quiet", "--cached", path);
        var found = Assert.Single(await CheckAsync(fleet, fleet.Git("write-tree")));
        Assert.Equal(("GOG255", path), (found.Code, found.At!.Value.File));
    }

    [Fact]
    public async Task A_tree_that_lacks_an_input_is_refused_by_what_a_render_says_of_it()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("rm", "--quiet", "--cached", "apps/web/base/deployment.yaml");
        var found = await CheckAsync(fleet, fleet.Git("write-tree"));
        Assert.Contains(found, item => item.Message.StartsWith("in what wave dev would merge: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tree_that_is_what_a_render_gives_is_fine_and_another_scopes_part_is_no_matter()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        Assert.Empty(await CheckAsync(fleet, fleet.Git("write-tree")));
        fleet.Git("rm", "--quiet", "--cached", "environments/prod/web/rendered/manifests.yaml");
        Assert.Empty(await CheckAsync(fleet, fleet.Git("write-tree")));
    }

    private static async Task<IReadOnlyList<Diagnostic>> CheckAsync(PublishedFleet fleet, string tree)
    {
        var diagnostics = new DiagnosticBag();
        var options = new PublishOptions(fleet.Folder.Path) { ToolVersion = "0", Offline = true };
        var check = new TreeCheck(options, new GitRepository(fleet.Folder.Path), "", new Quiet(), diagnostics);
        var change = new ScopeChange(new Scope("wave", "dev", PublishedFleet.Dev), [], [new AppInEnvironment("dev", "web", "dev")], null);
        await check.CheckAsync(change, tree, default);
        return diagnostics.Sorted();
    }

    private sealed class Quiet : IProgress
    {
        public void Begin(string what, int total) { }

        public void Step(string name) { }

        public void Tell(string line) { }
    }
}
