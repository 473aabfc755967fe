using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What is put out for people is published with the wave of its environment, and a reviewer is told.</summary>
public sealed class OutputPublishTests
{
    [Fact]
    public async Task A_document_alone_is_a_pull_request_that_says_so()
    {
        await using var fleet = await PublishedFleet.CreateAsync(OutputFleet.Create());
        OutputFleet.SetAccount(fleet.Folder, "prod", "222");
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        Assert.Equal([PublishedFleet.Prod, "main"], fleet.Hub.Branches);
        var body = (string)fleet.Hub.Pull(PublishedFleet.Prod)["body"]!;
        Assert.Contains("**medium**: `changed IamDocument web-trust.json`", body, StringComparison.Ordinal);
        Assert.Contains("222", fleet.Remote("show", $"{PublishedFleet.Prod}:{OutputFleet.Prod}"), StringComparison.Ordinal);
        Assert.Contains("222", body, StringComparison.Ordinal);

        fleet.Squash(PublishedFleet.Prod);
        fleet.Pull();
        await fleet.PublishAsync();
        await fleet.AssertNothingToDoAsync();
    }

    [Fact]
    public async Task It_goes_along_with_its_environment_and_with_no_other()
    {
        await using var fleet = await PublishedFleet.CreateAsync(OutputFleet.Create());
        OutputFleet.SetAccount(fleet.Folder, "prod", "222");
        OutputFleet.SetAccount(fleet.Folder, "dev", "111");
        fleet.Folder.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        Assert.Equal([PublishedFleet.Dev, PublishedFleet.Prod, "main"], fleet.Hub.Branches);
        foreach (var (branch, other) in new[] { (PublishedFleet.Dev, OutputFleet.Prod), (PublishedFleet.Prod, OutputFleet.Dev) })
            Assert.DoesNotContain(other, fleet.Remote("diff", "--name-only", "main", branch), StringComparison.Ordinal);

        fleet.Squash(PublishedFleet.Dev);
        fleet.Pull(keep: true);
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Prod);
        fleet.Pull();
        Assert.Contains("222", fleet.Folder.Read(OutputFleet.Prod), StringComparison.Ordinal);
        Assert.Contains("111", fleet.Folder.Read(OutputFleet.Dev), StringComparison.Ordinal);
    }
}
