using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary>Which layer a value comes from, as it is told.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public ExplainTests()
    {
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  apps: {web: {parameters: {size: small, tier: basic}}}\n");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base}",
                "parameters:",
                "  size: {type: string, default: tiny}",
                "  tier: {type: string}",
                "  zones: {type: integer, default: 1}"
            )
        );
        fleet.Write(
            "environments/prod/environment.yaml",
            SmallFleet.Environment(
                "prod",
                "extends: [shared]",
                "class: prod",
                "wave: prod",
                "clusters:",
                "  - {name: prod-1, server: https://prod-1.example}",
                "  - {name: prod-2, server: https://prod-2.example, apps: {web: {parameters: {size: large}}}}",
                "apps: {config: {}, web: {parameters: {size: medium}}}"
            )
        );
    }

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("prod web parameters")]
    [InlineData("prod web parameters.size --cluster prod-2")]
    [InlineData("prod web values.nowhere")]
    public async Task A_value_comes_with_who_set_it_and_whom_it_beat(string line)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, ["explain", .. line.Split(' ')]);
        Assert.Equal((line.EndsWith("nowhere", StringComparison.Ordinal) ? 1 : 0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output);
    }

    [Fact]
    public async Task The_same_as_JSON()
    {
        var answer = await Gitopsgen.RunInAsync(
            fleet,
            "explain",
            "prod",
            "web",
            "parameters.size",
            "--cluster",
            "prod-2",
            "--output",
            "json"
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        await Snapshot.VerifyAsync(answer.Output, "json");
    }
}
