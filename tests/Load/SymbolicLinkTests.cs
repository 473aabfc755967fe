using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG012: no link is followed, wherever it stands, and each is one mistake.</summary>
public sealed class SymbolicLinkTests : IDisposable
{
    private readonly BrokenFleet fleet = new();
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        fleet.Dispose();
        elsewhere.Dispose();
    }

    [Theory]
    [InlineData("gitopsgen.yaml")]
    [InlineData("apps")]
    [InlineData("apps/web")]
    [InlineData("apps/web/app.yaml")]
    [InlineData("apps/web/base")]
    [InlineData("apps/web/base/kustomization.yaml")]
    [InlineData("apps/web/base/deployment.yaml")]
    [InlineData("environments")]
    [InlineData("environments/shared")]
    [InlineData("environments/dev")]
    [InlineData("environments/dev/environment.yaml")]
    [InlineData("environments/prod/releases")]
    [InlineData("environments/prod/releases/web.yaml")]
    [InlineData("environments/prod/patches/p.yaml")]
    public void A_link_in_place_of_what_is_read_is_one_mistake(string path)
    {
        Prepare();
        var target = elsewhere.File("moved");
        if (Directory.Exists(fleet.Folder.File(path)))
            Directory.Move(fleet.Folder.File(path), target);
        else
            File.Move(fleet.Folder.File(path), target);
        File.CreateSymbolicLink(fleet.Folder.File(path), target);
        fleet.SaysAt(Position.Start(path), "GOG012", $"'{path}' is a symbolic link", "Put the file itself there");
    }

    [Theory]
    [InlineData("apps/web/base/deep/er/link.yaml")]
    [InlineData("apps/web/anything")]
    [InlineData("apps/linked")]
    [InlineData("apps/web/releases")]
    [InlineData("environments/linked")]
    public void A_link_beside_what_is_read_is_reported_too(string path)
    {
        Prepare();
        Directory.CreateDirectory(Path.GetDirectoryName(fleet.Folder.File(path))!);
        File.CreateSymbolicLink(fleet.Folder.File(path), elsewhere.File("nowhere"));
        fleet.SaysAt(Position.Start(path), "GOG012");
    }

    [Fact]
    public async Task A_link_in_a_release_is_reported_and_not_that_its_content_differs()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet.Folder, "release", "cut", "web")).Exit);
        var file = Directory
            .EnumerateFiles(fleet.Folder.File("apps/web/releases"), "deployment.yaml", SearchOption.AllDirectories)
            .Single();
        File.Move(file, elsewhere.File("deployment.yaml"));
        File.CreateSymbolicLink(file, elsewhere.File("deployment.yaml"));
        fleet.SaysAt(Position.Start(Path.GetRelativePath(fleet.Folder.Path, file)), "GOG012");
    }

    [Fact]
    public async Task Nothing_is_read_through_a_linked_folder_of_releases()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet.Folder, "release", "cut", "web")).Exit);
        Directory.Move(fleet.Folder.File("apps/web/releases"), elsewhere.File("releases"));
        File.CreateSymbolicLink(fleet.Folder.File("apps/web/releases"), elsewhere.File("releases"));
        fleet.SaysAt(Position.Start("apps/web/releases"), "GOG012");
    }

    [Fact]
    public void The_repository_itself_may_be_reached_through_a_link()
    {
        var link = elsewhere.File("link");
        Directory.CreateSymbolicLink(link, fleet.Folder.Path);
        var bag = new DiagnosticBag();
        new GitOpsGen.Pipeline.Workspace(link).Plan(bag);
        Assert.Empty(bag.Sorted());
    }

    private void Prepare()
    {
        fleet.Write("environments/prod/releases/web.yaml", "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head}\n");
        fleet.Write("environments/prod/patches/p.yaml", "");
        fleet.Edit(BrokenFleet.Prod, "web: {}", "web: {patches: [{file: patches/p.yaml}]}");
    }
}
