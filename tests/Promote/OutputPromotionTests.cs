using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>What a release puts out for people changes where it is promoted to, in the same pull request, and goes back with it.</summary>
public sealed class OutputPromotionTests
{
    private const string Canary = "gitopsgen/promote/wave/canary";

    [Fact]
    public async Task A_release_takes_its_outputs_along_and_back()
    {
        await using var fleet = await PromotedFleet.CreateAsync(prepare: folder => OutputFleet.Describe(folder));
        var (before, later) = (Document(fleet, "canary"), Document(fleet, "p10"));
        await fleet.ChangeHeadAsync(OutputFleet.Template, "\"Allow\"", "\"Deny\"");
        Assert.Contains("Deny", Document(fleet, "dev"), StringComparison.Ordinal);
        Assert.Equal(before, Document(fleet, "canary"));

        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        Assert.Contains("IamDocument web-trust.json", (string)fleet.Hub.Pull(Canary)["body"]!, StringComparison.Ordinal);
        fleet.Merge(Canary);
        Assert.Contains("Deny", Document(fleet, "canary"), StringComparison.Ordinal);
        Assert.Equal(later, Document(fleet, "p10"));

        await fleet.DoAsync("rollback", "--app", "web", "--wave", "canary", "--reason", "nobody gets in", "--offline");
        fleet.Merge("gitopsgen/rollback/web/wave/canary");
        Assert.Equal(before, Document(fleet, "canary"));
    }

    private static string Document(PromotedFleet fleet, string environment) =>
        fleet.Remote("show", $"main:environments/{environment}/iam/web-trust.json");
}
