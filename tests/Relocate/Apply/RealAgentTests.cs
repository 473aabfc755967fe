using GitOpsGen.Tests.Support;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>The real agent, as its chart renders it.</summary>
public sealed class RealAgentTests
{
    [Fact]
    public async Task The_agent_moves_as_a_whole_and_nothing_else_is_touched()
    {
        var source = await File.ReadAllBytesAsync(Repository.Data("ama-metrics-7.1.1.yaml"), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("agent.yaml"), source, TestContext.Current.CancellationToken);

        foreach (var command in new[] { "plan", "apply", "verify" })
        {
            var answer = await Gitopsgen.RunAsync([
                "migrate",
                command,
                .. command == "verify" ? Array.Empty<string>() : ["--from", Plans.From, "--to", Plans.To],
                "--path",
                folder.Path,
            ]);
            Assert.True(answer.Exit == 0, answer.ToString());
        }

        var moved = await File.ReadAllBytesAsync(folder.File("agent.yaml"), TestContext.Current.CancellationToken);
        var (before, after) = (ManifestText.Values(source).ToList(), ManifestText.Values(moved).ToList());
        Assert.DoesNotContain(after, one => Metadata(one, "namespace") == Plans.From);
        Assert.Equal(11, after.Count(one => Metadata(one, "namespace") == Plans.To));
        // Object by object the same but for the name of the namespace, and the token stays where AKS delivers it.
        Assert.Equal(
            before.Select(one => ManifestText.Text(one).Replace(Plans.From, "?", StringComparison.Ordinal)),
            after.Select(one =>
                ManifestText.Text(one).Replace(Plans.To, "?", StringComparison.Ordinal).Replace(Plans.From, "?", StringComparison.Ordinal)
            )
        );
        Assert.Equal(3, after.Sum(one => ManifestText.Text(one).Split("--secret-namespace=kube-system").Length - 1));
        Assert.Equal(3, after.Sum(one => ManifestText.Text(one).Split(Plans.From).Length - 1));

        Assert.Equal(0, (await Gitopsgen.RunAsync("migrate", "undo", "--path", folder.Path)).Exit);
        Assert.Equal(source, await File.ReadAllBytesAsync(folder.File("agent.yaml"), TestContext.Current.CancellationToken));
    }

    private static string? Metadata(YamlMappingNode one, string key) =>
        ((YamlMappingNode)one.Children["metadata"]).Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
