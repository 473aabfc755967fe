using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>What must stay true of the stack of this repository: who copies it copies this.</summary>
public sealed class PrometheusStackTests
{
    private static readonly string[] Identity = ["cluster", "environment", "region"];

    public static TheoryData<string> Environments =>
        [
            .. Directory
                .EnumerateDirectories(Path.Join(Repository.Root, "environments"))
                .Where(folder => File.Exists(Path.Join(folder, "prometheus-stack", "values.yaml")))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void There_are_environments_with_one_cluster_and_with_many() => Assert.True(Environments.Count >= 9);

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_alert_says_from_which_cluster_it_comes(string environment)
    {
        var application = Read($"argocd/apps/{environment}/prometheus-stack.yaml");
        var isSet = application.Text("kind") == "ApplicationSet";
        var labels = Labels(Read($"environments/{environment}/prometheus-stack/values.yaml"))!;
        Assert.Equal(environment, labels.Text("environment"));
        Assert.Matches("^[a-z0-9-]+$", labels.Text("region"));
        if (!isSet)
        {
            Assert.Equal(Identity, labels.Entries.Select(entry => entry.Key.Text));
            Assert.EndsWith($"-{labels.Text("cluster")}", application.Map("metadata")!.Text("name"), StringComparison.Ordinal);
            return;
        }

        var helm = application
            .Map("spec")!
            .Map("template")!
            .Map("spec")!
            .List("sources")
            .OfType<YamlMap>()
            .Select(source => source.Map("helm"))
            .OfType<YamlMap>()
            .Single();
        Assert.Null(labels["cluster"]);
        Assert.Equal("{{.cluster}}", Labels(helm.Map("valuesObject")!)!.Text("cluster"));
    }

    [Theory]
    [InlineData("components/external-secrets/alertmanager-config.yaml")]
    [InlineData("local/alertmanager.yaml")]
    public void Alerts_of_two_clusters_are_never_one_notification_and_none_mutes_another_clusters(string file)
    {
        var lines = File.ReadAllLines(Path.Join(Repository.Root, "apps", "prometheus-stack", file));
        var grouping = lines.Where(line => line.Contains("group_by:", StringComparison.Ordinal)).ToList();
        var muting = lines.Where(line => line.Contains(" equal:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(grouping);
        Assert.NotEmpty(muting);
        Assert.All([.. grouping, .. muting], line => Assert.Contains("[cluster, ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Grafana_may_read_ConfigMaps_and_nothing_else()
    {
        var values = Read("apps/prometheus-stack/values.yaml").Map("grafana")!;
        var role = Read("apps/prometheus-stack/base/grafana-clusterrole.yaml");
        Assert.Equal(role.Map("metadata")!.Text("name"), values.Map("rbac")!.Text("useExistingClusterRole"));
        var rule = Assert.IsType<YamlMap>(Assert.Single(role.List("rules")));
        Assert.Equal(["configmaps"], rule.Texts("resources").Select(resource => resource.Text));
        Assert.All(
            new[] { "dashboards", "datasources" },
            sidecar => Assert.Equal("configmap", values.Map("sidecar")!.Map(sidecar)!.Text("resource"))
        );
        Assert.All(
            Environments,
            environment =>
                Assert.Contains(
                    "name: kube-prometheus-grafana-configmaps\n",
                    File.ReadAllText(
                        Path.Join(Repository.Root, "environments", environment.Data, "prometheus-stack", "rendered", "manifests.yaml")
                    ),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Nothing_of_clouds_is_permitted_on_a_laptop_unless_it_is_kept_for_pruning()
    {
        var project = Read("argocd/projects/local.yaml");
        var kept = project.Map("metadata")!.Map("annotations")!.Text("gitopsgen.io/kept-for-pruning") ?? "";
        var kinds = project.Map("spec")!.List("namespaceResourceWhitelist").OfType<YamlMap>().Select(kind => kind.Text("kind")!);
        // What other apps there make is theirs to have.
        var made = string.Concat(
            Directory
                .EnumerateFiles(Path.Join(Repository.Root, "environments", "local"), "manifests.yaml", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        Assert.All(
            kinds.Where(kind => kind is "Ingress" or "PodDisruptionBudget" && !made.Contains($"kind: {kind}\n", StringComparison.Ordinal)),
            kind => Assert.Contains($"/{kind}\n", kept + "\n", StringComparison.Ordinal)
        );
    }

    private static YamlMap? Labels(YamlMap values) => values.Map("prometheus")?.Map("prometheusSpec")?.Map("externalLabels");

    private static YamlMap Read(string path) =>
        (YamlMap)YamlReader.ReadAll(path, File.ReadAllText(Path.Join(Repository.Root, path)), new DiagnosticBag())![0];
}
