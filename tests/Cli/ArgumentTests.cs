using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary>A wrong word of the command line is the caller's: exit 2, no file to blame, and a document where JSON was asked for.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("render --app wbe", "error GOG014: --app wbe: app \"wbe\" does not exist. Did you mean 'web'?")]
    [InlineData("render --env dve", "error GOG019: --env dve: environment \"dve\" does not exist. Did you mean 'dev'? Known: dev, prod.")]
    [InlineData("render --env shared", "error GOG260: --env shared: environment \"shared\" is abstract")]
    [InlineData("render --env shared", "Name one that extends it: dev, prod.")]
    [InlineData("render --env dev,prod", "error GOG261: --env dev,prod: a name has no comma. Say several as `--env dev --env prod`.")]
    [InlineData("render --app web,config", "Say several as `--app web --app config`.")]
    [InlineData("render --wave prdo", "error GOG021: --wave prdo: wave \"prdo\" does not exist. Did you mean 'prod'?")]
    [InlineData("explain nope web", "error GOG019: <environment> nope: environment \"nope\" does not exist.")]
    [InlineData("explain shared web", "error GOG260: <environment> shared: environment \"shared\" is abstract")]
    [InlineData("explain dev web parameters --cluster nope", "error GOG037: --cluster nope: cluster \"nope\" is not in this environment.")]
    [InlineData("explain nope", "error GOG262: Required argument 'app' missing")]
    [InlineData("release cut nope", "error GOG014: <app> nope: app \"nope\" does not exist.")]
    [InlineData("release list nope", "error GOG014: <app> nope: app \"nope\" does not exist.")]
    [InlineData("release diff web nope", "error GOG040: nope: app \"web\" has no release 'nope'.")]
    [InlineData("release ct", "error GOG262: there is no command 'ct'. Did you mean 'cut'?")]
    [InlineData("rendr", "error GOG262: there is no command 'rendr'. Did you mean 'render'?")]
    [InlineData("render --chek", "error GOG262: `gitopsgen render` has no option '--chek'.")]
    public async Task A_wrong_word_is_blamed_by_exit_2_and_in_JSON(string line, string expected)
    {
        using var fleet = SmallFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, [.. line.Split(' '), "-o", "json"]);
        Assert.True(answer.Exit == 2, answer.ToString());
        var document = JsonNode.Parse(answer.Output)!;
        Assert.Equal(2, (int?)document["exitCode"] ?? 2);
        var said = document["diagnostics"]!.AsArray().Select(item => $"{item!["severity"]} {item["code"]}: {item["message"]}").ToList();
        Assert.True(said.Exists(one => one.Contains(expected, StringComparison.Ordinal)), answer.ToString());
        Assert.All(document["diagnostics"]!.AsArray(), item => Assert.Null(item!["path"]));
    }

    [Theory]
    [InlineData("render")]
    [InlineData("diff")]
    [InlineData("publish")]
    [InlineData("explain dev web")]
    [InlineData("release list")]
    [InlineData("release cut web")]
    [InlineData("migrate status")]
    [InlineData("doctor")]
    public async Task A_root_without_a_fleet_is_a_wrong_word(string line)
    {
        using var folder = new TemporaryFolder();
        var answer = await Gitopsgen.RunInAsync(folder, [.. line.Split(' '), "--output=json"]);
        Assert.True(answer.Exit == 2, answer.ToString());
        var said = Assert.Single(JsonNode.Parse(answer.Output)!["diagnostics"]!.AsArray())!;
        Assert.Equal("GOG262", (string)said["code"]!);
        Assert.StartsWith("--root: there is no gitopsgen.yaml in ", (string)said["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_of_the_fleet_beside_it_stays_exit_1()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  nonsense: 1\n");
        Assert.Equal(1, (await Gitopsgen.RunInAsync(fleet, "render", "--env", "dve")).Exit);
    }
}
