using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Reviews;

/// <summary>The status that guards promotions, on pull requests that are none.</summary>
public sealed class EnterStatusTests
{
    [Fact]
    public async Task What_changes_no_pin_enters_freely_where_waves_are_guarded()
    {
        await using var fleet = await ReviewedFleet.CreateAsync(folder =>
            folder.Write(
                "gitopsgen.yaml",
                folder
                    .Read("gitopsgen.yaml")
                    .Replace("{name: prod, follows: head}", "{name: prod, follows: head, enter: {approvals: 1}}", StringComparison.Ordinal)
            )
        );
        await fleet.OpenAsync(ReviewedFleet.Bump);
        await fleet.ReviewAsync();
        var status = Assert.Single(fleet.Hub.Statuses);
        Assert.Equal("gitopsgen/enter success promotes nothing", $"{status["context"]} {status["state"]} {status["description"]}");
        // Told once.
        await fleet.ReviewAsync();
        Assert.Single(fleet.Hub.Statuses);

        // Of what changes a pin this does not tell: that is for whoever promotes.
        await fleet.OpenAsync(
            folder =>
                folder.Write(
                    "environments/prod/releases/web.yaml",
                    "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head}\n"
                ),
            branch: "pin"
        );
        await fleet.ReviewAsync();
        Assert.Single(fleet.Hub.Statuses);
    }

    [Fact]
    public async Task Where_no_wave_is_guarded_there_is_no_such_status()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(ReviewedFleet.Bump);
        await fleet.ReviewAsync();
        Assert.Empty(fleet.Hub.Statuses);
    }
}
