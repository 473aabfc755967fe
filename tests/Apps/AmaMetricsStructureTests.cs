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
public sealed partial class AmaMetricsStructureTests
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_everything_on_the_objects_are_those_of_the_agents_chart(bool withTemplates)
    {
        var chart = Manifests.Read(ChartText());
        var ours = Manifests.Read(
            Build("ama-metrics", EverythingOn, withTemplates ? ChartCluster : null),
            Build("ama-metrics-shared", EverythingOn, withTemplates ? ChartCluster : null)
        );

        var differences = Manifests.Differences(ours, chart);

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
        var chart = Manifests.Read(Object);

        Assert.Empty(Manifests.Differences(Manifests.Read(Object), chart));
        Assert.Contains(expected, Manifests.Differences(Manifests.Read(Object.Replace(text, planted, StringComparison.Ordinal)), chart));
    }

    [Fact]
    public void The_comparison_knows_that_the_order_of_named_items_and_the_quotes_of_strings_mean_nothing()
    {
        var one = Manifests.Read("{kind: Pod, metadata: {name: p}, env: [{name: A, value: x}, {name: B, value: 1.2.3}]}");
        var other = Manifests.Read("{metadata: {name: 'p'}, kind: Pod, env: [{name: B, value: \"1.2.3\"}, {value: 'x', name: A}]}");

        Assert.Empty(Manifests.Differences(one, other));
    }

    [Fact]
    public void Another_cluster_differs_in_its_own_facts_and_nothing_else()
    {
        var chartCluster = Manifests.Read(Build("ama-metrics", EverythingOn, ChartCluster));
        var otherCluster = new ClusterFacts("aks-other", "1.34.1", "11111111-1111-1111-1111-111111111111", "rg-other", "westeurope");
        const string OtherId =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-other/providers/Microsoft.ContainerService/managedClusters/aks-other";

        var differences = Manifests.Differences(Manifests.Read(Build("ama-metrics", EverythingOn, otherCluster)), chartCluster);

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
        var namespaces = Manifests
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
                    Manifests.Differences(
                        Manifests.Read(component.Value),
                        Manifests.Read(Kustomize(definition.Folder, [.. Needs(component.Key)], []))
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
    [InlineData("ama-metrics-shared", "istio")]
    [InlineData("ama-metrics-shared", "arc,openshift")]
    public void The_patches_of_each_set_of_features_find_their_objects(string app, string features)
    {
        var names = features.Split(',', StringSplitOptions.RemoveEmptyEntries);

        // Kustomize refuses a patch by name whose object is not there.
        Assert.NotEmpty(Manifests.Read(Build(app, names, ChartCluster)));
    }

    [Fact]
    public void An_autoscaler_without_the_target_allocator_has_no_effect()
    {
        // Two collectors without it would each scrape everything.
        var objects = Manifests.Read(Build("ama-metrics", ["hpa"], ChartCluster));

        Assert.DoesNotContain("HorizontalPodAutoscaler kube-system/ama-metrics-hpa", objects.Keys);
        Assert.Equal("1", objects["Deployment kube-system/ama-metrics"]["/spec/replicas"]);
    }

    // What brings the objects that the component patches.
    private static IEnumerable<string> Needs(string component) =>
        component == "components/istio-windows" ? ["components/windows"]
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

    private sealed record ClusterFacts(string Name, string Kubernetes, string Subscription, string ResourceGroup, string Region);

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
            var spec = (YamlMappingNode)Yaml.Documents(File.ReadAllText(Path.Combine(folder, "app.yaml"))).Single()["spec"];
            return new(folder, Parts(spec, "components", "path"), Parts(spec, "templates", "file"), (YamlMappingNode)spec["parameters"]);
        }

        public string Fill(Part template, ClusterFacts cluster)
        {
            var parameters = Defaults(Parameters);
            parameters["subscriptionId"] = cluster.Subscription;
            parameters["resourceGroup"] = cluster.ResourceGroup;
            parameters["region"] = cluster.Region;
            parameters["istioRevision"] = "asm-1-27";
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
                    .Select(entry => new Part(Yaml.Text(entry[key]), When(entry), Phases(entry))),
            ];

        private static string[] Phases(YamlMappingNode entry) =>
            entry.Children.TryGetValue("phases", out var phases) ? [.. ((YamlSequenceNode)phases).Select(Yaml.Text)] : ["adopted"];

        private static string[] When(YamlMappingNode entry) =>
            entry.Children.TryGetValue("when", out var when) switch
            {
                false => [],
                true when when is YamlSequenceNode features => [.. features.Select(Yaml.Text)],
                true => [Yaml.Text(when!)],
            };

        private static Dictionary<string, object?> Defaults(YamlMappingNode parameters)
        {
            var defaults = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, parameter) in parameters.Children)
            {
                var fields = ((YamlMappingNode)parameter).Children;
                if (fields.TryGetValue("properties", out var properties))
                    defaults[Yaml.Text(name)] = Defaults((YamlMappingNode)properties);
                else if (fields.TryGetValue("default", out var value))
                    defaults[Yaml.Text(name)] = Yaml.Text(value);
            }

            return defaults;
        }

        /// <param name="Phases">Of the move; what is compared with the chart is where it begins.</param>
        public sealed record Part(string Path, string[] Features, string[] Phases)
        {
            public bool IsOn(string[] features) =>
                Phases.Contains("adopted", StringComparer.Ordinal)
                && Features.All(feature => features.Contains(feature, StringComparer.Ordinal));
        }
    }

    private static class Yaml
    {
        public static IEnumerable<YamlMappingNode> Documents(string text)
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
        }

        public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
    }

    /// <summary>
    /// Objects by "kind namespace/name", each as its leaves by path; what two of them do not share are their differences.
    /// </summary>
    private static partial class Manifests
    {
        // What Kubernetes itself tells the items of a list apart by, where the order says nothing.
        private static readonly string[] MergeKeys = ["mountPath", "name"];

        public static Dictionary<string, Dictionary<string, string>> Read(params string[] texts) =>
            texts.SelectMany(Yaml.Documents).ToDictionary(Key, Leaves, StringComparer.Ordinal);

        public static List<string> Differences(
            Dictionary<string, Dictionary<string, string>> ours,
            Dictionary<string, Dictionary<string, string>> chart
        ) =>
            [
                .. ours.Keys.Except(chart.Keys, StringComparer.Ordinal).Select(key => key + ": only here"),
                .. chart.Keys.Except(ours.Keys, StringComparer.Ordinal).Select(key => key + ": only in the chart"),
                .. ours
                    .Keys.Intersect(chart.Keys, StringComparer.Ordinal)
                    .SelectMany(key => Compare(ours[key], chart[key]).Select(line => $"{key}: {line}")),
            ];

        private static IEnumerable<string> Compare(Dictionary<string, string> ours, Dictionary<string, string> chart)
        {
            foreach (var path in ours.Keys.Union(chart.Keys, StringComparer.Ordinal))
            {
                var line = (ours.GetValueOrDefault(path), chart.GetValueOrDefault(path)) switch
                {
                    (null, var there) => $"only in the chart: {there}",
                    (var here, null) => $"only here: {here}",
                    var (here, there) => string.Equals(here, there, StringComparison.Ordinal) ? "" : $"{here} here, {there} in the chart",
                };
                if (line.Length > 0)
                    yield return $"{path}: {line}";
            }
        }

        private static string Key(YamlMappingNode document)
        {
            var metadata = (YamlMappingNode)document["metadata"];
            var ns = metadata.Children.TryGetValue("namespace", out var node) ? Yaml.Text(node) : "";
            return $"{Yaml.Text(document["kind"])} {ns}/{Yaml.Text(metadata["name"])}";
        }

        private static Dictionary<string, string> Leaves(YamlMappingNode document)
        {
            var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
            Collect(document, "", leaves);
            return leaves;
        }

        private static void Collect(YamlNode node, string path, Dictionary<string, string> leaves)
        {
            switch (node)
            {
                case YamlMappingNode { Children.Count: > 0 } mapping:
                    foreach (var (key, value) in mapping.Children)
                        Collect(value, $"{path}/{Yaml.Text(key)}", leaves);
                    break;
                case YamlSequenceNode { Children.Count: > 0 } sequence:
                    var names = Names(sequence);
                    for (var index = 0; index < names.Length; index++)
                        Collect(sequence.Children[index], $"{path}[{names[index]}]", leaves);
                    break;
                default:
                    leaves.Add(
                        path,
                        node is YamlScalarNode scalar ? Scalar(scalar)
                            : node is YamlMappingNode ? "{}"
                            : "[]"
                    );
                    break;
            }
        }

        private static string[] Names(YamlSequenceNode sequence)
        {
            foreach (var key in MergeKeys)
            {
                var values = sequence
                    .OfType<YamlMappingNode>()
                    .Select(item => item.Children.TryGetValue(key, out var value) ? Yaml.Text(value) : "")
                    .ToArray();
                if (
                    !values.Contains("", StringComparer.Ordinal)
                    && values.Distinct(StringComparer.Ordinal).Count() == sequence.Children.Count
                )
                    return values;
            }

            return [.. Enumerable.Range(0, sequence.Children.Count).Select(index => index.ToString(CultureInfo.InvariantCulture))];
        }

        // Strings in quotes, so that "true" is not true; how the source quoted them says nothing.
        private static string Scalar(YamlScalarNode node) =>
            node.Style is ScalarStyle.Plain && NotString().IsMatch(node.Value ?? "") ? node.Value ?? "" : $"'{node.Value}'";

        [GeneratedRegex(@"^(?:|~|null|true|false|[-+]?\d+(?:\.\d+)?)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
        private static partial Regex NotString();
    }
}
