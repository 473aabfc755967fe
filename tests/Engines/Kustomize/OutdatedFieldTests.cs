using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize;

/// <summary>What GOG264 calls the same is the same to Kustomize, and a fleet with either renders.</summary>
public sealed class OutdatedFieldTests
{
    private const string Patch = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: demo}, spec: {replicas: 3}}";

    [Theory]
    [InlineData("commonLabels: {team: web}", "labels: [{pairs: {team: web}, includeSelectors: true}]")]
    [InlineData("bases: [../more]", "resources: [deployment.yaml, ../more]")]
    [InlineData("patchesStrategicMerge: [patch.yaml]", "patches: [{path: patch.yaml}]")]
    [InlineData($"patchesStrategicMerge: ['{Patch}']", $"patches: [{{patch: '{Patch}'}}]")]
    [InlineData(
        "patchesJson6902: [{target: {group: apps, version: v1, kind: Deployment, name: web, namespace: demo}, path: json.yaml}]",
        "patches: [{target: {group: apps, version: v1, kind: Deployment, name: web, namespace: demo}, path: json.yaml}]"
    )]
    public async Task The_equivalent_renders_the_same_bytes(string outdated, string equivalent)
    {
        var (before, note) = await RenderAsync(outdated);
        var (after, nothing) = await RenderAsync(equivalent);
        Assert.Equal(after, before);
        Assert.Contains("note GOG264", note, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG264", nothing, StringComparison.Ordinal);
    }

    private static async Task<(string Manifests, string Error)> RenderAsync(string line)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/more/kustomization.yaml", "resources: [map.yaml]\n");
        fleet.Write("apps/web/more/map.yaml", SmallFleet.ConfigMap("more"));
        fleet.Write("apps/web/base/patch.yaml", Patch);
        fleet.Write("apps/web/base/json.yaml", "- {op: add, path: /spec/replicas, value: 4}\n");
        var resources = line.StartsWith("resources", StringComparison.Ordinal) ? "" : "resources: [deployment.yaml]\n";
        fleet.Write("apps/web/base/kustomization.yaml", $"{resources}{line}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        return (fleet.Read("environments/dev/web/rendered/manifests.yaml"), answer.Error);
    }
}
