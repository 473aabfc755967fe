using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>What <c>validate</c> says of a proposal, by the whole command.</summary>
public sealed class ValidatedTests
{
    private const string Canary = "gitopsgen/promote/wave/canary";

    private const string Promotion = """
        promotion: {observations: 2, maxGap: 2d}
          argocd: {applicationHealth: true}
          prerequisites: [{name: namespaces, namespaces: [demo]}]
          validate: {rules: [rules.yaml]}
        """;

    private const string Rules = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Rules
        spec:
          rules:
            - id: TEAM-001
              summary: Five pods are too many.
              message: Five pods are too many.
              mend: Say three.
              match: {kinds: [apps/Deployment]}
              assert: [{path: spec.replicas, atMost: 3}]
            - id: TEAM-002
              summary: No value is bad.
              severity: warning
              message: No value is bad.
              mend: Say another.
              match: {kinds: [ConfigMap]}
              assert: [{path: data.key, notIn: [bad]}]

        """;

    [Fact]
    public async Task An_error_that_is_new_is_not_proposed_and_other_apps_go_on_with_their_warnings_told()
    {
        await using var fleet = await CreateAsync();
        await fleet.ChangeHeadAsync("apps/side/base/deployment.yaml", "replicas: 1", "replicas: 5");
        await fleet.ChangeHeadAsync("apps/config/base/map.yaml", "key: x", "key: bad");
        await fleet.PassByStatusAsync(TimeSpan.FromHours(1));
        var answer = await fleet.TryAsync("promote", "--all-ready", "--offline");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("error GOG345: promoting canary/side would bring 1 error", answer.Error, StringComparison.Ordinal);
        Assert.Contains("error TEAM-001", answer.Error, StringComparison.Ordinal);
        Assert.Equal([Canary], fleet.Branches());
        Assert.Equal(
            fleet.Remote("rev-parse", "main:environments/canary/side"),
            fleet.Remote("rev-parse", $"{Canary}:environments/canary/side")
        );
        Contains("validate: new warning TEAM-002 in canary: ", Body(fleet, Canary));
        Assert.StartsWith("Promote config to ", (string)fleet.Hub.Pull(Canary)["title"]!, StringComparison.Ordinal);
        // Again, and nothing is done twice.
        fleet.Hub.Clear();
        Assert.Equal(1, (await fleet.TryAsync("promote", "--all-ready", "--offline")).Exit);
        Assert.Empty(fleet.Hub.Writes);
        var asked = await fleet.TryAsync("promote", "--app", "side", "--to", "canary", "--offline");
        Assert.True(asked.Exit == 1 && asked.Error.Contains("GOG345", StringComparison.Ordinal), asked.ToString());
    }

    [Fact]
    public async Task What_was_there_before_stops_neither_the_way_forward_nor_the_way_back_but_is_told()
    {
        await using var fleet = await CreateAsync(folder =>
            folder.Write(
                "apps/web/base/deployment.yaml",
                folder.Read("apps/web/base/deployment.yaml").Replace("replicas: 1", "replicas: 5", StringComparison.Ordinal)
            )
        );
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassByStatusAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        Contains("validate: error TEAM-001 in canary, there before this change: ", Body(fleet, Canary));
        fleet.Merge(Canary);
        // Mended in canary alone, the way back brings it again.
        await fleet.ChangeHeadAsync("apps/web/base/deployment.yaml", "replicas: 5", "replicas: 2");
        await fleet.PassByStatusAsync(TimeSpan.FromHours(1));
        await fleet.DoAsync("promote", "--app", "web", "--to", "canary", "--offline");
        fleet.Merge(Canary);
        var back = await fleet.DoAsync("rollback", "--app", "web", "--wave", "canary", "--reason", "down", "--offline");
        Assert.Contains("warning GOG346", back.Error, StringComparison.Ordinal);
        Contains("validate: new error TEAM-001 in canary: ", Body(fleet, "gitopsgen/rollback/web/wave/canary"));
    }

    private static Task<PromotedFleet> CreateAsync(Action<TemporaryFolder>? prepare = null) =>
        PromotedFleet.CreateAsync(
            Promotion,
            folder =>
            {
                folder.Write("rules.yaml", Rules);
                folder.Write("apps/side/app.yaml", SmallFleet.App("side", "kustomize: {base: base}"));
                folder.Write("apps/side/base/kustomization.yaml", "resources: [deployment.yaml]\n");
                folder.Write(
                    "apps/side/base/deployment.yaml",
                    SmallFleet.Deployment.Replace("name: web", "name: side", StringComparison.Ordinal)
                );
                prepare?.Invoke(folder);
            },
            "side"
        );

    private static void Contains(string part, string text) => Assert.True(text.Contains(part, StringComparison.Ordinal), text);

    private static string Body(PromotedFleet fleet, string branch) => (string)fleet.Hub.Pull(branch)["body"]!;
}
