using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Render.Templates;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GitOpsGen.Tests.Apps;

/// <summary>
/// Our sources of the Azure Monitor agent are written by hand; these tests hold them true to the objects that the
/// agent's own chart makes, field by field, and build every component through the real Kustomize.
/// </summary>
public sealed class AmaMetricsStructureTests
{
    private static readonly string[] EverythingOn = ["target-allocator", "hpa", "windows"];

    /// <summary>The cluster that the chart was rendered for.</summary>
    private static readonly ClusterFacts ChartCluster = new("aks-dev", "1.33.7", "00000000-0000-0000-0000-000000000000", "rg", "eastus");

    /// <summary>All that may differ. A deviation that no longer exists fails the test as well.</summary>
    private static readonly string[] Deviations =
    [
        // Ours by design; without them the agent runs on its defaults.
        "ConfigMap kube-system/ama-metrics-prometheus-config: only here",
        "ConfigMap kube-system/ama-metrics-prometheus-config-node: only here",
        "ConfigMap kube-system/ama-metrics-prometheus-config-node-windows: only here",
        "ConfigMap kube-system/ama-metrics-settings-configmap: only here",
        // A prerequisite of the fleet: azmonitoring-crds.
        "CustomResourceDefinition /podmonitors.azmonitoring.coreos.com: only in the chart",
        "CustomResourceDefinition /servicemonitors.azmonitoring.coreos.com: only in the chart",
        // The autoscaler owns the number of replicas.
        "Deployment kube-system/ama-metrics: /spec/replicas: only in the chart: 2",
    ];

    /// <summary>Lists in another order make another pod template, and its pods restart.</summary>
    [Fact]
    public void With_everything_on_the_objects_are_those_of_the_agents_chart_in_the_order_of_its_lists()
    {
        var chart = ManifestLeaves.Read(ChartText());
        var ours = ManifestLeaves.Read(
            Build("ama-metrics", EverythingOn, ChartCluster),
            Build("ama-metrics-shared", EverythingOn, ChartCluster)
        );

        var differences = ManifestLeaves.Differences(ours, chart);

        var unexpected = differences.Except(Deviations, StringComparer.Ordinal).Select(line => "unexpected: " + line);
        var gone = Deviations.Except(differences, StringComparer.Ordinal).Select(line => "no longer there: " + line);
        string[] report = [.. unexpected, .. gone];
        Assert.True(report.Length == 0, string.Join('\n', report));
    }

    [Theory]
    [InlineData("Exists", "Equal", "Deployment /d: /spec/template/spec/tolerations[0]/operator: 'Equal' here, 'Exists' in the chart")]
    [InlineData("\"true\"", "true", "Deployment /d: /spec/template/spec/containers[a]/env[A]/value: true here, 'true' in the chart")]
    [InlineData(
        "{name: B, value: b}",
        "{name: C, value: b}",
        "Deployment /d: /spec/template/spec/containers[a]/env[B]/name: only in the chart: 'B'"
    )]
    [InlineData(
        "emptyDir: {}",
        "emptyDir: {medium: Memory}",
        "Deployment /d: /spec/template/spec/volumes[v]/emptyDir: only in the chart: {}"
    )]
    [InlineData("name: d}", "name: e}", "Deployment /d: only in the chart")]
    public void The_comparison_notices_a_planted_difference(string text, string planted, string expected)
    {
        const string Object = """
            kind: Deployment
            metadata: {name: d}
            spec:
              template:
                spec:
                  containers: [{name: a, env: [{name: A, value: "true"}, {name: B, value: b}]}]
                  tolerations: [{operator: Exists}]
                  volumes: [{name: v, emptyDir: {}}]
            """;
        var chart = ManifestLeaves.Read(Object);

        Assert.Empty(ManifestLeaves.Differences(ManifestLeaves.Read(Object), chart));
        Assert.Contains(
            expected,
            ManifestLeaves.Differences(ManifestLeaves.Read(Object.Replace(text, planted, StringComparison.Ordinal)), chart)
        );
    }

    [Fact]
    public void The_comparison_knows_that_the_quotes_of_strings_mean_nothing_and_the_order_of_a_list_much()
    {
        const string One = "{kind: Pod, metadata: {name: p}, env: [{name: A, value: x}, {name: B, value: 1.2.3}]}";
        var quoted = ManifestLeaves.Read("{metadata: {name: 'p'}, kind: Pod, env: [{value: 'x', name: A}, {name: B, value: \"1.2.3\"}]}");
        var turned = ManifestLeaves.Read("{metadata: {name: p}, kind: Pod, env: [{name: B, value: 1.2.3}, {name: A, value: x}]}");

        Assert.Empty(ManifestLeaves.Differences(ManifestLeaves.Read(One), quoted));
        Assert.Equal(["Pod /p: /env: A, B here, B, A in the chart"], ManifestLeaves.Differences(ManifestLeaves.Read(One), turned));
    }

    [Fact]
    public void Another_cluster_differs_in_its_own_facts_and_nothing_else()
    {
        var chartCluster = ManifestLeaves.Read(Build("ama-metrics", EverythingOn, ChartCluster));
        var otherCluster = new ClusterFacts("aks-other", "1.34.1", "11111111-1111-1111-1111-111111111111", "rg-other", "westeurope");
        const string OtherId =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-other/providers/Microsoft.ContainerService/managedClusters/aks-other";

        var differences = ManifestLeaves.Differences(ManifestLeaves.Read(Build("ama-metrics", EverythingOn, otherCluster)), chartCluster);

        // Collector, two DaemonSets, allocator and configuration reader know the cluster; all but the allocator the region.
        int Changed(string name, string value) =>
            differences.Count(line => line.Contains($"/env[{name}]/value: '{value}' here", StringComparison.Ordinal));
        Assert.Equal(5, Changed("CLUSTER", OtherId));
        Assert.Equal(4, Changed("AKSREGION", "westeurope"));
        Assert.Equal(1, Changed("KUBE_VERSION", "1.34.1"));
        Assert.Equal(10, differences.Count);
    }

    [Fact]
    public void The_base_holds_objects_of_kube_system_only_so_that_it_can_be_built_twice()
    {
        var namespaces = ManifestLeaves
            .Read(Build("ama-metrics", [.. EverythingOn, "istio", "arc"], cluster: null))
            .Keys.Select(key => key.Split(' ')[1].Split('/')[0]);

        Assert.All(namespaces, ns => Assert.Equal("kube-system", ns));
    }

    [Theory]
    [InlineData("ama-metrics")]
    [InlineData("ama-metrics-shared")]
    public void Every_component_builds_alone_on_the_base(string app)
    {
        var definition = AppDefinition.Read(app);
        var built = definition.Components.ToDictionary(
            component => component.Path,
            component => Kustomize(definition.Folder, [.. Needs(component.Path), component.Path], []),
            StringComparer.Ordinal
        );

        Assert.NotEmpty(built);
        Assert.All(
            built,
            component =>
                Assert.NotEmpty(
                    ManifestLeaves.Differences(
                        ManifestLeaves.Read(component.Value),
                        ManifestLeaves.Read(Kustomize(definition.Folder, [.. Needs(component.Key)], []))
                    )
                )
        );
    }

    [Theory]
    [InlineData("ama-metrics", "")]
    [InlineData("ama-metrics", "hpa")]
    [InlineData("ama-metrics", "target-allocator,istio")]
    [InlineData("ama-metrics", "windows,istio")]
    [InlineData("ama-metrics", "arc,target-allocator")]
    [InlineData("ama-metrics", "arc,openshift")]
    [InlineData("ama-metrics-shared", "istio")]
    [InlineData("ama-metrics-shared", "arc,openshift")]
    public void The_patches_of_each_set_of_features_find_their_objects(string app, string features)
    {
        var names = features.Split(',', StringSplitOptions.RemoveEmptyEntries);

        // Kustomize refuses a patch by name whose object is not there.
        Assert.NotEmpty(ManifestLeaves.Read(Build(app, names, ChartCluster)));
    }

    [Fact]
    public void An_autoscaler_without_the_target_allocator_has_no_effect()
    {
        // Two collectors without it would each scrape everything.
        var objects = ManifestLeaves.Read(Build("ama-metrics", ["hpa"], ChartCluster));

        Assert.DoesNotContain("HorizontalPodAutoscaler kube-system/ama-metrics-hpa", objects.Keys);
        Assert.Equal("1", objects["Deployment kube-system/ama-metrics"]["/spec/replicas"]);
    }

    // What brings the objects that the component patches.
    private static IEnumerable<string> Needs(string component) =>
        component == "components/istio-windows" ? ["components/windows"]
        : component == "components/arc-openshift" ? ["components/arc"]
        : component.EndsWith("-namespace-arc", StringComparison.Ordinal) || component.EndsWith("-namespaces-arc", StringComparison.Ordinal)
            ? ["components/arc"]
        : component.EndsWith("-openshift", StringComparison.Ordinal) ? ["components/openshift"]
        : [];

    private static string ChartText()
    {
        var path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "ama-metrics-7.1.1.yaml"));
        if (!File.Exists(path))
            Assert.Skip("The agent's chart, rendered for the comparison (ama-metrics-7.1.1.yaml), is not at hand.");
        return File.ReadAllText(path);
    }

    /// <summary>The app with the components and, given a cluster, the templates of these features.</summary>
    private static string Build(string app, string[] features, ClusterFacts? cluster)
    {
        var definition = AppDefinition.Read(app);
        var components = definition.Components.Where(part => part.IsOn(features)).Select(part => part.Path);
        var patches = cluster is null
            ? []
            : definition.Templates.Where(part => part.IsOn(features)).Select(part => definition.Fill(part, cluster));
        return Kustomize(definition.Folder, [.. components], [.. patches]);
    }

    private static string Kustomize(string app, string[] components, string[] patches)
    {
        // Inside the repository, where Kustomize reaches the app by a relative path on every machine.
        var scratch = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "scratch", Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            var up = Path.GetRelativePath(scratch, app).Replace('\\', '/');
            var text = new StringBuilder("resources:\n").Append(CultureInfo.InvariantCulture, $"  - {up}/base\n").Append("components:\n");
            foreach (var component in components)
                text.Append(CultureInfo.InvariantCulture, $"  - {up}/{component}\n");
            text.Append("patches:\n");
            for (var index = 0; index < patches.Length; index++)
            {
                File.WriteAllText(Path.Combine(scratch, $"patch-{index}.yaml"), patches[index]);
                text.Append(CultureInfo.InvariantCulture, $"  - path: patch-{index}.yaml\n");
            }

            File.WriteAllText(Path.Combine(scratch, "kustomization.yaml"), text.ToString());
            return RealKustomize.Build(scratch);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private sealed record ClusterFacts(string Name, string Kubernetes, string Subscription, string ResourceGroup, string Region)
    {
        /// <summary>What the parameter <c>arc</c> says.</summary>
        public Dictionary<string, object?> Arc { get; } =
            new(StringComparer.Ordinal) { ["distribution"] = "k3s", ["adapterImage"] = "registry.example/adapter:1" };
    }

    private static class Repository
    {
        public static string Root { get; } = Find();

        private static string Find()
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "GitOpsGen.sln")))
                    return folder.FullName;
            }

            throw new InvalidOperationException("No folder above the tests holds GitOpsGen.sln.");
        }
    }

    private static class RealKustomize
    {
        public static string Build(string folder)
        {
            var (program, verb) = OnPath("kustomize") ? ("kustomize", "build") : ("kubectl", "kustomize");
            if (!OnPath(program))
                Assert.Skip("Neither kustomize nor kubectl is on the PATH.");
            var start = new ProcessStartInfo(program, [verb, folder])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} {verb}: {errors.GetAwaiter().GetResult()}");
            return output;
        }

        private static bool OnPath(string program) =>
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
    }

    /// <summary>What app.yaml says about components, templates and the defaults of its parameters, as shipped.</summary>
    private sealed record AppDefinition(
        string Folder,
        AppDefinition.Part[] Components,
        AppDefinition.Part[] Templates,
        YamlMappingNode Parameters
    )
    {
        private static readonly TemplateEngine Engine = new();

        public static AppDefinition Read(string app)
        {
            var folder = Path.Combine(Repository.Root, "apps", app);
            var spec = (YamlMappingNode)ManifestLeaves.Documents(File.ReadAllText(Path.Combine(folder, "app.yaml"))).Single()["spec"];
            return new(folder, Parts(spec, "components", "path"), Parts(spec, "templates", "file"), (YamlMappingNode)spec["parameters"]);
        }

        public string Fill(Part template, ClusterFacts cluster)
        {
            var parameters = Defaults(Parameters);
            parameters["subscriptionId"] = cluster.Subscription;
            parameters["resourceGroup"] = cluster.ResourceGroup;
            parameters["region"] = cluster.Region;
            parameters["istioRevision"] = "asm-1-27";
            parameters["imageTag"] = "7.1.1-main";
            if (parameters.TryGetValue("arc", out var arc))
                foreach (var (name, value) in cluster.Arc)
                    ((Dictionary<string, object?>)arc!)[name] = value;
            return Engine
                .Render(
                    File.ReadAllText(Path.Combine(Folder, template.Path)),
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["parameters"] = parameters,
                        ["cluster"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = cluster.Name },
                        ["environment"] = new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["kubernetesVersion"] = cluster.Kubernetes,
                        },
                    }
                )
                .Text;
        }

        private static Part[] Parts(YamlMappingNode spec, string list, string key) =>
            [
                .. ((YamlSequenceNode)spec["kustomize"][list])
                    .Cast<YamlMappingNode>()
                    .Select(entry => new Part(ManifestLeaves.Text(entry[key]), When(entry), Phases(entry), IsOfOldSide(entry))),
            ];

        private static string[] Phases(YamlMappingNode entry) =>
            entry.Children.TryGetValue("phases", out var phases)
                ? [.. ((YamlSequenceNode)phases).Select(ManifestLeaves.Text)]
                : ["adopted"];

        private static bool IsOfOldSide(YamlMappingNode entry) =>
            !entry.Children.TryGetValue("side", out var side) || ManifestLeaves.Text(side) == "old";

        private static string[] When(YamlMappingNode entry) =>
            entry.Children.TryGetValue("when", out var when) switch
            {
                false => [],
                true when when is YamlSequenceNode features => [.. features.Select(ManifestLeaves.Text)],
                true => [ManifestLeaves.Text(when!)],
            };

        private static Dictionary<string, object?> Defaults(YamlMappingNode parameters)
        {
            var defaults = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, parameter) in parameters.Children)
            {
                var fields = ((YamlMappingNode)parameter).Children;
                if (fields.TryGetValue("properties", out var properties))
                    defaults[ManifestLeaves.Text(name)] = Defaults((YamlMappingNode)properties);
                else if (fields.TryGetValue("default", out var value))
                    defaults[ManifestLeaves.Text(name)] = ManifestLeaves.Text(value) is "true" or "false"
                        ? ManifestLeaves.Text(value) == "true"
                        : ManifestLeaves.Text(value);
            }

            return defaults;
        }

        /// <param name="Phases">Of the move; what is compared with the chart is where it begins.</param>
        public sealed record Part(string Path, string[] Features, string[] Phases, bool IsOfOldSide)
        {
            public bool IsOn(string[] features) =>
                IsOfOldSide
                && Phases.Contains("adopted", StringComparer.Ordinal)
                && Features.All(feature => features.Contains(feature, StringComparer.Ordinal));
        }
    }
}
