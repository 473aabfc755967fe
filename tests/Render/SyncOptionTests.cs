using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>The sync options that an Application gets: the tool's, and what app.yaml says in their place.</summary>
public sealed class SyncOptionTests
{
    [Theory]
    [InlineData("[]", "ServerSideApply=true ApplyOutOfSyncOnly=true FailOnSharedResource=true")]
    [InlineData("[ApplyOutOfSyncOnly=false]", "ServerSideApply=true ApplyOutOfSyncOnly=false FailOnSharedResource=true")]
    [InlineData("[ApplyOutOfSyncOnly=true]", "ServerSideApply=true ApplyOutOfSyncOnly=true FailOnSharedResource=true")]
    [InlineData(
        "[Validate=false, FailOnSharedResource=false]",
        "ServerSideApply=true ApplyOutOfSyncOnly=true FailOnSharedResource=false Validate=false"
    )]
    public async Task What_an_app_says_of_an_option_takes_its_place(string said, string expected)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/app.yaml", $"{fleet.Read("apps/web/app.yaml").TrimEnd('\n')}\n  argocd: {{syncOptions: {said}}}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(expected, string.Join(' ', Options(fleet.Read("argocd/apps/dev/web.yaml"))));
    }

    [Fact]
    public async Task Where_Jobs_gate_the_waves_and_at_the_root_a_retry_meets_everything_again()
    {
        using var fleet = AgentFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(["ServerSideApply=true", "FailOnSharedResource=true"], Options(fleet.Read("argocd/apps/dev/ama-metrics.yaml")));
        Assert.Equal(["ServerSideApply=true"], Options(fleet.Read("argocd/root.yaml")));
    }

    private static IEnumerable<string> Options(string application) =>
        application
            .Split('\n')
            .SkipWhile(line => line.Trim() != "syncOptions:")
            .Skip(1)
            .TakeWhile(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            .Select(line => line.Trim()[2..]);
}
