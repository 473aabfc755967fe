using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>One difference, as the command tells it in each of the forms that people and programs read.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("text", "txt")]
    [InlineData("markdown", "md")]
    [InlineData("json", "json")]
    public async Task A_difference_of_every_kind(string form, string kind)
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", Workload(3), Settings("one\ntwo\nthree"), Key("b2xk"));
        fleet.Write("prod/web", Workload(3), Settings("one\ntwo\nthree"), Key("b2xk"));
        fleet.Write("prod/old", Settings("gone"));
        fleet.Commit();
        fleet.Write("dev/web", Workload(2), Settings("one\n2\nthree"), Key("bmV3"));
        fleet.Write("prod/web", Workload(2), Key("b2xk"));
        fleet.Write("dev/new", Settings("came"));
        fleet.Delete("prod/old");

        var answer = await fleet.DiffAsync("--output", form);

        Assert.Equal((3, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Hashes(), kind);
    }

    private static string Workload(int replicas) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: demo}}\nspec: {{replicas: {replicas}}}\n";

    private static string Settings(string text) =>
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: demo}\ndata:\n  lines: |\n    "
        + $"{text.Replace("\n", "\n    ", StringComparison.Ordinal)}\n";

    private static string Key(string value) =>
        $"apiVersion: v1\nkind: Secret\nmetadata: {{name: key, namespace: demo}}\ndata: {{key: {value}}}\n";
}
