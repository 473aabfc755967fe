using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>
/// The phase adopted hands over what runs without a change: what this repository renders for it is what the agent's own chart makes, in
/// the order of its lists, because another order is another pod template and restarts every pod.
/// </summary>
public sealed partial class AdoptedPhaseTests
{
    private const string Old = "kube-system";

    /// <summary>All that may differ; docs/migration.md names each. One that no longer exists fails the test as well.</summary>
    private static readonly string[] Named =
    [
        // They are in git so that the new side has them: what a cluster has is to be brought there first.
        "ConfigMap kube-system/ama-metrics-prometheus-config: only here",
        "ConfigMap kube-system/ama-metrics-prometheus-config-node: only here",
        "ConfigMap kube-system/ama-metrics-prometheus-config-node-windows: only here",
        "ConfigMap kube-system/ama-metrics-settings-configmap: only here",
        // A prerequisite of the fleet: azmonitoring-crds.
        "CustomResourceDefinition /podmonitors.azmonitoring.coreos.com: only in the chart",
        "CustomResourceDefinition /servicemonitors.azmonitoring.coreos.com: only in the chart",
        // The autoscaler owns it; git does not speak of it, so a sync leaves it alone.
        "Deployment kube-system/ama-metrics: /spec/replicas: only in the chart: 2",
        // An input: what the customer has.
        "HorizontalPodAutoscaler kube-system/ama-metrics-hpa: /spec/maxReplicas: 12 here, 30 in the chart",
    ];

    public static TheoryData<string, string> Adopted =>
        [
            .. Environments("adopted")
                .SelectMany(environment =>
                    Directory
                        .EnumerateDirectories(Path.Join(Repository.Root, "environments", environment, "ama-metrics"))
                        .Select(folder => Path.GetFileName(folder)!)
                        .Where(name => File.Exists(Manifests(environment, $"ama-metrics/{name}")))
                        .Select(cluster => (environment, cluster))
                )
                .OrderBy(unit => unit.cluster, StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Adopted))]
    public void Every_object_is_the_agents_own_but_for_what_the_guide_names(string environment, string cluster)
    {
        var chart = ManifestLeaves.Read(File.ReadAllText(Repository.Data("ama-metrics-7.1.1.yaml")));
        var ours = ManifestLeaves.Read(
            AsTheChartsCluster(File.ReadAllText(Manifests(environment, $"ama-metrics/{cluster}"))),
            File.ReadAllText(Manifests(environment, "ama-metrics-shared"))
        );

        Assert.Equal(Named.Order(StringComparer.Ordinal), ManifestLeaves.Differences(ours, chart).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_mesh_speaks_on_the_new_side_alone()
    {
        var sides = Environments("")
            .SelectMany(environment =>
                Directory.EnumerateFiles(
                    Path.Join(Repository.Root, "environments", environment, "ama-metrics"),
                    "manifests.yaml",
                    SearchOption.AllDirectories
                )
            )
            .SelectMany(file => ManifestLeaves.Read(File.ReadAllText(file)))
            .Where(one =>
                one.Key.StartsWith("Deployment ", StringComparison.Ordinal) || one.Key.StartsWith("DaemonSet ", StringComparison.Ordinal)
            )
            .ToLookup(one => one.Key.Contains($" {Old}/", StringComparison.Ordinal), one => one.Value);

        Assert.All(sides[true], leaves => Assert.DoesNotContain(leaves.Keys, path => path.Contains("istio.io", StringComparison.Ordinal)));
        Assert.Contains(sides[false], leaves => leaves.Keys.Any(path => path.Contains("istio.io", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Environments(string phase) =>
        Directory
            .EnumerateFiles(Path.Join(Repository.Root, "environments"), "ama-metrics.yaml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "releases")
            .Where(file => File.ReadAllText(file).Contains($"phase: {phase}", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!);

    private static string Manifests(string environment, string unit) =>
        Path.Join(Repository.Root, "environments", environment, unit, "rendered", "manifests.yaml");

    // The chart was rendered for another cluster, with a tag of its own.
    private static string AsTheChartsCluster(string text) =>
        Region()
            .Replace(
                Cluster()
                    .Replace(
                        Tag().Replace(text, "7.1.1-main"),
                        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/"
                            + "Microsoft.ContainerService/managedClusters/aks-dev"
                    ),
                "${1}eastus"
            );

    [GeneratedRegex(@"\d+\.\d+\.\d+-main-\d\d-\d\d-\d{4}-[0-9a-f]{8}", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"/subscriptions/\S+/managedClusters/[-\w]+", RegexOptions.NonBacktracking)]
    private static partial Regex Cluster();

    [GeneratedRegex(@"(name: AKSREGION\n +value: )\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Region();
}
