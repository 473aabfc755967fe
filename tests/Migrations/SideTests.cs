using GitOpsGen.Tests.Apps;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Migrations;

/// <summary>What is for one side of a move alone, what an environment says of phases, and inputs that rules must see.</summary>
public sealed class SideTests
{
    private const string App = "apps/ama-metrics/app.yaml";
    private const string Dev = "environments/dev/environment.yaml";
    private const string Rendered = "environments/dev/ama-metrics/rendered/manifests.yaml";

    private static readonly string[] Phases = ["adopted", "prepared", "cutover", "soak", "cleanup", "done"];

    [Theory]
    [InlineData("old", "adopted prepared cutover soak", "")]
    [InlineData("new", "", "prepared cutover soak cleanup done")]
    public async Task A_patch_for_one_side_reaches_that_side_in_every_phase_that_has_it(string side, string old, string @new)
    {
        using var fleet = AgentFleet.Create();
        fleet.Write(
            App,
            fleet
                .Read(App)
                .Replace(
                    "    templates:\n",
                    $"    patches: [{{file: marked.yaml, side: {side}}}]\n    templates:\n",
                    StringComparison.Ordinal
                )
        );
        fleet.Write("apps/ama-metrics/marked.yaml", Marking);
        Assert.Equal((old, @new), await MarkedAsync(fleet));
    }

    [Fact]
    public async Task A_patch_of_an_environment_has_its_phases_and_its_side()
    {
        using var fleet = AgentFleet.Create();
        fleet.Write("environments/dev/marked.yaml", Marking);
        fleet.Write(
            Dev,
            fleet
                .Read(Dev)
                .Replace(
                    "ama-metrics:\n",
                    "ama-metrics:\n      patches: [{file: marked.yaml, side: old, phases: [prepared, cutover]}]\n",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(("prepared cutover", ""), await MarkedAsync(fleet));
    }

    [Fact]
    public async Task The_cutover_refuses_another_image_also_where_a_parameter_says_it()
    {
        using var fleet = AgentFleet.Create();
        foreach (var phase in Phases[..2])
            await RenderAsync(fleet, phase);
        fleet.Write(Dev, fleet.Read(Dev).Replace("imageTag: 7.1.1-main", "imageTag: 7.2.0-main", StringComparison.Ordinal));
        AgentFleet.Pin(fleet, "cutover");
        var refused = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, refused.Exit);
        Assert.Contains("MIG-002", refused.Error, StringComparison.Ordinal);

        await RenderAsync(fleet, "prepared");
        await RenderAsync(fleet, "cutover");
    }

    [Theory]
    [InlineData("hpa: {maxReplicas: 12, cap: 12}", true)]
    [InlineData("hpa: {maxReplicas: 13, cap: 12}", false)]
    [InlineData("hpa: {maxReplicas: 31}", false)]
    [InlineData("hpa: {maxReplicas: 40, cap: 40}", true)]
    public async Task The_most_replicas_are_a_parameter(string said, bool isFine)
    {
        using var fleet = AgentFleet.Create();
        fleet.Write(Dev, fleet.Read(Dev).Replace("bridge: true", $"bridge: true\n        {said}", StringComparison.Ordinal));
        AgentFleet.Pin(fleet, "adopted");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == (isFine ? 0 : 1), answer.ToString());
        Assert.Equal(!isFine, answer.Error.Contains("HPA-001", StringComparison.Ordinal));
    }

    private const string Marking =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ama-metrics\n  namespace: kube-system\n  annotations:\n    marked: here\n";

    // The phases in which each side bears the mark.
    private static async Task<(string Old, string New)> MarkedAsync(TemporaryFolder fleet)
    {
        var (old, @new) = (new List<string>(), new List<string>());
        foreach (var phase in Phases)
        {
            await RenderAsync(fleet, phase);
            var objects = ManifestLeaves.Read(fleet.Read(Rendered));
            foreach (var (space, phases) in new[] { ("kube-system", old), ("azure-managed-prometheus", @new) })
                if (
                    objects.TryGetValue($"Deployment {space}/ama-metrics", out var leaves)
                    && leaves.ContainsKey("/metadata/annotations/marked")
                )
                    phases.Add(phase);
        }

        return (string.Join(' ', old), string.Join(' ', @new));
    }

    private static async Task RenderAsync(TemporaryFolder fleet, string phase)
    {
        AgentFleet.Pin(fleet, phase);
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
    }
}
