using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Pipeline.Migrations;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Migrations;

/// <summary>What each phase puts into the clusters, through the real Kustomize.</summary>
public sealed class PhaseTests
{
    private const string Overlay = "environments/dev/ama-metrics";

    [Fact]
    public async Task Before_the_move_begins_nothing_but_the_old_side_is_there_and_it_bears_no_trace_of_the_move()
    {
        using var fleet = AgentFleet.Create();
        await RenderAsync(fleet);
        var unpinned = fleet.Snapshot();
        AgentFleet.Pin(fleet, "adopted");
        await RenderAsync(fleet);
        // The documents are there, for the step to come.
        string[] told = ["releases/ama-metrics.yaml", "dev/ama-metrics/owned.json"];
        Assert.Equal(
            unpinned.Where(file => !told.Any(end => file.Key.EndsWith(end, StringComparison.Ordinal))),
            fleet
                .Snapshot()
                .Where(file =>
                    !told.Any(end => file.Key.EndsWith(end, StringComparison.Ordinal))
                    && !file.Key.StartsWith($"{Overlay}/migration/", StringComparison.Ordinal)
                )
        );
        var text = fleet.Read($"{Overlay}/rendered/manifests.yaml");
        Assert.DoesNotContain("azure-managed-prometheus", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sync-wave", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "azure-managed-prometheus",
            fleet.Read("environments/dev/ama-metrics-shared/rendered/manifests.yaml"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_phase_follows_the_one_before_and_says_who_is_up()
    {
        using var fleet = AgentFleet.Create();
        await RenderAsync(fleet);
        var seen = new List<string>();
        foreach (var phase in new[] { "adopted", "prepared", "cutover", "soak", "cleanup", "done" })
        {
            AgentFleet.Pin(fleet, phase);
            await RenderAsync(fleet);
            var objects = Read(fleet, $"{Overlay}/rendered/manifests.yaml");
            seen.Add($"{phase}: old {State(objects, "kube-system")}, new {State(objects, "azure-managed-prometheus")}");
        }

        Assert.Equal(
            [
                "adopted: old up, new absent",
                "prepared: old up, new held",
                "cutover: old held, new up",
                "soak: old held, new up",
                "cleanup: old absent, new up",
                "done: old absent, new up",
            ],
            seen
        );
    }

    /// <summary>Two apps that move at their own pace do not wait for each other.</summary>
    [Fact]
    public void Each_app_that_moves_keeps_its_own_order_of_waves()
    {
        using var fleet = AgentFleet.Create();
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml")
                + fleet
                    .Read("environments/dev/environment.yaml")[
                        fleet.Read("environments/dev/environment.yaml").IndexOf("    ama-metrics:\n", StringComparison.Ordinal)..
                    ]
                    .Replace("ama-metrics:", "second:", StringComparison.Ordinal)
        );
        foreach (
            var (path, text) in fleet.Snapshot().Where(file => file.Key.StartsWith("apps/ama-metrics/", StringComparison.Ordinal)).ToList()
        )
            fleet.Write(
                path.Replace("apps/ama-metrics/", "apps/second/", StringComparison.Ordinal),
                text.Replace("  name: ama-metrics\nspec:", "  name: second\nspec:", StringComparison.Ordinal)
            );
        AgentFleet.AddProd(fleet);
        AgentFleet.Pin(fleet, "prepared");
        AgentFleet.Pin(fleet, "prepared", environment: "prod");
        fleet.Write(
            "environments/dev/releases/second.yaml",
            fleet.Read("environments/dev/releases/ama-metrics.yaml").Replace("prepared", "soak", StringComparison.Ordinal)
        );
        fleet.Write(
            "environments/prod/releases/second.yaml",
            fleet.Read("environments/dev/releases/ama-metrics.yaml").Replace("prepared", "cutover", StringComparison.Ordinal)
        );

        var plan = new Workspace(fleet.Path).Plan(new DiagnosticBag());

        Assert.Equal(["dev prepared", "prod prepared"], Order("ama-metrics"));
        Assert.Equal(["dev soak", "prod cutover"], Order("second"));
        var found = new DiagnosticBag();
        PhaseOrder.Rules.Check(new FleetPhases(MigrationChecks.Entries(plan, "second"), []), found);
        Assert.Empty(found.Sorted());

        IEnumerable<string> Order(string app) =>
            MigrationChecks.Entries(plan, app).Select(entry => $"{entry.Environment} {entry.Phase.Word()}");
    }

    [Theory]
    [InlineData("cutover", "soak")]
    [InlineData("cleanup", "done")]
    public async Task A_phase_that_only_waits_changes_no_manifest_of_the_agent(string from, string to)
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, from);
        await RenderAsync(fleet);
        var before = fleet.Read($"{Overlay}/rendered/manifests.yaml");
        AgentFleet.Pin(fleet, to);
        await RenderAsync(fleet);
        Assert.Equal(before, fleet.Read($"{Overlay}/rendered/manifests.yaml"));
    }

    [Theory]
    [InlineData("prepared", "adopted")]
    [InlineData("cutover", "prepared")]
    [InlineData("soak", "prepared")]
    [InlineData("cleanup", "prepared")]
    [InlineData("done", "prepared")]
    public async Task The_overlay_that_leads_back_is_what_the_pin_of_the_rollback_renders(string from, string back)
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, from);
        await RenderAsync(fleet);
        var ready = fleet.Read($"{Overlay}/rollback/rendered/manifests.yaml");
        Assert.Equal(System.Text.Encoding.UTF8.GetString(TestTools.Build(fleet.File($"{Overlay}/rollback"))), ready);
        AgentFleet.Pin(fleet, back, previous: from);
        await RenderAsync(fleet);
        Assert.Equal(ready, fleet.Read($"{Overlay}/rendered/manifests.yaml"));
    }

    [Fact]
    public async Task A_new_cluster_may_begin_where_the_others_have_arrived()
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "done");
        await RenderAsync(fleet);
        var objects = Read(fleet, $"{Overlay}/rendered/manifests.yaml");
        // Only the bridge is left in the old namespace.
        Assert.Equal(["Service"], objects.In("kube-system").Select(manifest => manifest.Kind));
    }

    [Fact]
    public async Task With_a_namespace_aware_image_nothing_is_left_in_the_old_namespace()
    {
        using var fleet = AgentFleet.Create();
        fleet.Write(
            "apps/ama-metrics/app.yaml",
            fleet
                .Read("apps/ama-metrics/app.yaml")
                .Replace(
                    "namespaceAwareImages: []",
                    "namespaceAwareImages: [{tag: 7.1.1-main, evidence: test}, {tag: 7.1.1-main-targetallocator, evidence: "
                        + "test}, {tag: 7.1.1-main-cfg, evidence: test}, {tag: 7.1.1-main-win, evidence: test}, {tag: "
                        + "master.260209.2, evidence: test}]",
                    StringComparison.Ordinal
                )
        );
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("bridge: true", "bridge: false", StringComparison.Ordinal)
        );
        AgentFleet.Pin(fleet, "done");
        await RenderAsync(fleet);
        Assert.Empty(Read(fleet, $"{Overlay}/rendered/manifests.yaml").In("kube-system"));
        Assert.DoesNotContain(
            "namespace: kube-system",
            fleet.Read("environments/dev/ama-metrics-shared/rendered/manifests.yaml"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("istio", "no target allocator, autoscaler or Windows")]
    [InlineData("target-allocator", "no autoscaler")]
    [InlineData("istio, arc, openshift, target-allocator", "Arc and OpenShift")]
    public async Task Other_features_go_through_every_phase_too(string features, string because)
    {
        using var fleet = AgentFleet.Create(features);
        if (!features.Contains("target-allocator", StringComparison.Ordinal))
            fleet.Write(
                "environments/dev/environment.yaml",
                fleet.Read("environments/dev/environment.yaml").Replace("bridge: true", "bridge: false", StringComparison.Ordinal)
            );
        await RenderAsync(fleet);
        foreach (var phase in new[] { "prepared", "cutover", "soak", "cleanup", "done" })
        {
            AgentFleet.Pin(fleet, phase);
            var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
            // Without the bridge the cutover is refused for its images alone.
            if (answer.Exit != 0 && !features.Contains("target-allocator", StringComparison.Ordinal))
            {
                Assert.All(
                    answer.Error.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)),
                    line => Assert.Contains("AMA-004", line, StringComparison.Ordinal)
                );
                return;
            }

            Assert.True(answer.Exit == 0, $"{because}, {phase}: {answer}");
        }
    }

    private static string State(Manifests objects, string space)
    {
        var roles = objects
            .In(space)
            .Where(manifest => manifest.Kind is "Deployment" or "DaemonSet" && manifest.Name != "ama-metrics-ksm")
            .Select(SyncSimulation.Of)
            .Distinct()
            .ToList();
        return roles switch
        {
            [] => "absent",
            [Activity.Active] => "up",
            [Activity.Held] => "held",
            _ => string.Join(" and ", roles),
        };
    }

    private static Manifests Read(TemporaryFolder fleet, string path) => Manifests.Read(path, fleet.Read(path), new DiagnosticBag())!;

    private static async Task RenderAsync(TemporaryFolder fleet)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
    }
}
