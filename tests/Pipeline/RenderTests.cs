using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

public sealed class RenderTests
{
    [Fact]
    public async Task A_second_render_changes_nothing()
    {
        using var fleet = SmallFleet.Create();
        var first = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(first.Exit == 0, first.ToString());
        var before = fleet.Snapshot();
        var second = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Equal(before, fleet.Snapshot());
        Assert.Contains("units rendered       0", second.Output, StringComparison.Ordinal);
    }
}
