using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The agent in a cluster that Azure Arc connects, through the whole tool.</summary>
public sealed class ArcTests
{
    private const string Agent = "environments/dev/ama-metrics/rendered/manifests.yaml";
    private const string Shared = "environments/dev/ama-metrics-shared/rendered/manifests.yaml";
    private const string Collector = "Deployment kube-system/ama-metrics";
    private const string Node = "DaemonSet kube-system/ama-metrics-node";
    private const string Pod = "/spec/template/spec";

    private static readonly string[] Workloads = [Collector, Node];

    [Fact]
    public async Task It_asks_Arc_for_tokens_tolerates_the_control_plane_and_has_nothing_of_AKS()
    {
        var objects = await RenderAsync("arc, target-allocator");

        Assert.All(
            Workloads,
            name =>
            {
                var leaves = objects[name];
                Assert.Equal("'registry.example/adapter:1'", leaves[$"{Pod}/containers[arc-msi-adapter]/image"]);
                Assert.DoesNotContain(leaves.Keys, path => path.Contains("addon-token-adapter", StringComparison.Ordinal));
                Assert.DoesNotContain(leaves.Values, value => value == "'kubernetes.azure.com/cluster'");
                Assert.False(leaves.ContainsKey($"{Pod}/containers[arc-msi-adapter]/securityContext/privileged"));
                Assert.Equal("'ama-metrics-proxy-cert'", leaves[$"{Pod}/volumes[ama-metrics-proxy-cert]/secret/secretName"]);
                Assert.Equal(3, Tolerations(leaves, "node-role.kubernetes.io/control-plane"));
                Assert.Equal(3, Tolerations(leaves, "node-role.kubernetes.io/master"));
            }
        );
        Assert.Equal("'k3s'", Variable(objects[Collector], "ARC_DISTRIBUTION"));
        Assert.Equal("'true'", Variable(objects[Collector], "IS_ARC_EXTENSION"));
        Assert.Equal("'true'", Variable(objects[Collector], "MOUNT_MARINER_CERTS"));
        Assert.EndsWith(
            "/extensions/azuremonitor-metrics'",
            objects[Node][$"{Pod}/containers[arc-msi-adapter]/env[EXTENSION_ARMID]/value"],
            StringComparison.Ordinal
        );
        var reader = objects["ClusterRole /ama-metrics-reader"];
        Assert.Contains("'azureclusteridentityrequests/status'", reader.Values);
        Assert.DoesNotContain(objects.Keys, name => name.Contains("win-node", StringComparison.Ordinal));
        Assert.Contains("AzureClusterIdentityRequest azure-arc/ama-metrics-clusteridentityrequest", objects.Keys);
    }

    [Fact]
    public async Task On_AKS_nobody_may_ask_Arc()
    {
        var objects = await RenderAsync("target-allocator");
        Assert.DoesNotContain("'clusterconfig.azure.com'", objects["ClusterRole /ama-metrics-reader"].Values);
    }

    [Fact]
    public async Task The_adapter_is_privileged_on_OpenShift_alone()
    {
        var objects = await RenderAsync("arc, openshift");
        Assert.All(Workloads, name => Assert.Equal("true", objects[name][$"{Pod}/containers[arc-msi-adapter]/securityContext/privileged"]));
    }

    [Fact]
    public async Task What_nodes_do_not_have_is_not_mounted_and_a_proxy_is_read_where_there_is_one()
    {
        var objects = await RenderAsync("arc", "proxy: true, mountUbuntuCerts: false, ");
        Assert.All(
            Workloads,
            name =>
            {
                var leaves = objects[name];
                Assert.DoesNotContain(leaves.Keys, path => path.Contains("ubuntu", StringComparison.Ordinal));
                Assert.Contains(leaves.Keys, path => path.Contains("[/anchors/mariner]", StringComparison.Ordinal));
                Assert.Contains("'ama-metrics-proxy-config'", leaves.Values);
            }
        );
        Assert.Equal("'false'", Variable(objects[Collector], "MOUNT_UBUNTU_CERTS"));
    }

    [Theory]
    [InlineData("windows")]
    [InlineData("hpa, target-allocator")]
    public async Task What_the_extension_does_not_have_is_refused(string features)
    {
        using var fleet = AgentFleet.Create($"arc, {features}");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("GOG273", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_image_and_its_distribution_have_no_default()
    {
        using var fleet = AgentFleet.Create("arc");
        const string Environment = "environments/dev/environment.yaml";
        fleet.Write(Environment, fleet.Read(Environment).Replace("distribution: k3s, ", "", StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("arc-collector.yaml", answer.Error, StringComparison.Ordinal);
        Assert.Contains("distribution", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_environment_of_this_repository_shows_it()
    {
        var text = File.ReadAllText(Path.Join(Repository.Root, "environments", "arc-dev", "ama-metrics", "rendered", "manifests.yaml"));
        Assert.Contains("ARC_DISTRIBUTION", text, StringComparison.Ordinal);
        Assert.DoesNotContain("privileged: true", text, StringComparison.Ordinal);
        Assert.DoesNotContain("win-node", text, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> RenderAsync(string features, string arc = "")
    {
        using var fleet = AgentFleet.Create(features);
        const string Environment = "environments/dev/environment.yaml";
        fleet.Write(Environment, fleet.Read(Environment).Replace("arc: {", $"arc: {{{arc}", StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        return ManifestLeaves.Read(fleet.Read(Agent), fleet.Read(Shared));
    }

    private static string Variable(Dictionary<string, string> leaves, string name) =>
        leaves[$"{Pod}/containers[prometheus-collector]/env[{name}]/value"];

    private static int Tolerations(Dictionary<string, string> leaves, string key) =>
        leaves.Count(leaf => leaf.Key.StartsWith($"{Pod}/tolerations[", StringComparison.Ordinal) && leaf.Value == $"'{key}'");
}
