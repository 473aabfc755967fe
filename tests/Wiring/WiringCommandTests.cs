using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The command: exit codes, forms, and what it says of names that are not there.</summary>
public sealed class WiringCommandTests
{
    [Fact]
    public async Task What_holds_exits_0_in_every_form()
    {
        using var folder = Shopping(Shop.Manifests);
        foreach (var form in new[] { "text", "json", "html", "svg", "dot" })
        {
            var answer = await RunAsync(folder, "--output", form);
            Assert.True(answer is { Exit: 0, Error: "" }, $"{form}: {answer}");
            Assert.Contains("shop/cart", answer.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_broken_exits_1_and_is_told_with_its_place()
    {
        using var folder = Shopping(Shop.With("ports: [{name: metrics, port: 9090", "ports: [{name: metric, port: 9090"));
        var answer = await RunAsync(folder);
        Assert.Equal(1, answer.Exit);
        Assert.Contains("ServiceMonitor shop/cart: BROKEN", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Write port: metric", answer.Output, StringComparison.Ordinal);

        // Who asks for another is not told of this one.
        Assert.Equal(0, (await RunAsync(folder, "--monitor", "shop/jobs")).Exit);
        Assert.Equal(1, (await RunAsync(folder, "--monitor", "shop/cart")).Exit);
        Assert.Equal(1, (await RunAsync(folder, "--target", "shop/cart")).Exit);
        Assert.Equal(0, (await RunAsync(folder, "--target", "shop/jobs")).Exit);
    }

    [Fact]
    public async Task What_cannot_be_told_is_no_finding()
    {
        using var folder = Shopping(Shop.With("kind: Namespace\nmetadata: {name: shop,", "kind: Namespace\nmetadata: {name: elsewhere,"));
        var answer = await RunAsync(folder, "--output", "json");
        var monitors = JsonNode.Parse(answer.Output)!["clusters"]![0]!["monitors"]!.AsArray();
        Assert.Equal(
            (0, "unknown"),
            (answer.Exit, monitors.First(one => one!["name"]!.GetValue<string>() == "cart")!["works"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task Only_a_part_of_a_cluster_leaves_open_what_it_lacks()
    {
        using var folder = Shopping(Shop.With("spec: {selector: {app: cart}, ports", "spec: {selector: {app: basket}, ports"));
        Assert.Equal(1, (await RunAsync(folder)).Exit);
        Assert.Equal(0, (await RunAsync(folder, "--partial")).Exit);
    }

    [Theory]
    [InlineData("--monitor", "shop/carts", "GOG320", "Did you mean 'shop/cart'?")]
    [InlineData("--target", "shop/carts", "GOG320", "Did you mean 'shop/cart'?")]
    [InlineData("--monitor", "cart", "", "namespace/name")]
    [InlineData("--env", "dev", "", "--env is of a fleet")]
    public async Task A_name_that_is_not_there_is_a_mistake_of_the_caller(string option, string value, string code, string says)
    {
        using var folder = Shopping(Shop.Manifests);
        var answer = await RunAsync(folder, option, value);
        Assert.Equal(2, answer.Exit);
        Assert.Contains(code, answer.Error, StringComparison.Ordinal);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_is_read_as_it_would_be_rendered()
    {
        using var fleet = SmallFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "wiring", "--output", "json");
        Assert.True(answer.Exit == 0, $"{answer}");
    }

    private static TemporaryFolder Shopping(string yaml)
    {
        var folder = new TemporaryFolder();
        folder.Write("shop.yaml", yaml);
        return folder;
    }

    private static Task<Answer> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        Gitopsgen.RunAsync(["wiring", folder.Path, .. arguments]);
}
