using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>The objects that people really run go through an overlay and come out as plain Kustomize would bring them out.</summary>
public sealed class RealStackTests
{
    private const string Stack = "kube-prometheus-stack-88.5.3.yaml";

    [Fact]
    public async Task The_125_objects_of_the_Prometheus_stack_are_patched_and_labelled_as_plain_kustomize_does_it()
    {
        using var fleet = Create(Repository.Data(Stack));

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.True(render.Exit == 0, render.ToString());
        var bytes = await File.ReadAllBytesAsync(fleet.File("environments/dev/web/rendered/manifests.yaml"));
        Assert.True(TestTools.Build(fleet.File("environments/dev/web")).AsSpan().SequenceEqual(bytes));
        Assert.Equal(125, ManifestScanner.Scan(bytes).Count);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(125, text.Split("\n    platform.example/team: observability\n").Length - 1);
        Assert.Contains("priorityClassName: system-cluster-critical", text, StringComparison.Ordinal);
        Assert.Equal(Selected(bytes), text.Split("\n    patched: by-selector\n").Length - 1);
        Assert.Contains("retention: 3d\n", text, StringComparison.Ordinal);
        ScansAsItIsRead(bytes);
    }

    [Theory]
    [InlineData(Stack)]
    [InlineData("ama-metrics-7.1.1.yaml")]
    [InlineData("crds")]
    public void The_scanner_finds_what_readers_of_YAML_find(string data)
    {
        var source = Repository.Data(data);
        using var folder = new TemporaryFolder();
        var files = Directory.Exists(source) ? Directory.GetFiles(source, "*.yaml") : [source];
        foreach (var file in files)
            File.Copy(file, folder.File(Path.GetFileName(file)));
        folder.Write("kustomization.yaml", $"resources: [{string.Join(", ", files.Select(Path.GetFileName))}]\n");
        ScansAsItIsRead(TestTools.Build(folder.Path));
    }

    [Theory]
    [InlineData(Stack)]
    [InlineData("ama-metrics-7.1.1.yaml")]
    public void What_the_tool_reads_and_writes_again_is_the_same_to_kustomize(string data)
    {
        // Charts take this way: read, sorted, written.
        using var folder = new TemporaryFolder();
        folder.Write("kustomization.yaml", "resources: [data.yaml]\n");
        folder.Write("data.yaml", File.ReadAllText(Repository.Data(data)));
        var before = TestTools.Build(folder.Path);
        var problems = new DiagnosticBag();
        folder.Write(
            "data.yaml",
            YamlWriter.WriteAll(
                YamlReader.ReadAll("data.yaml", folder.Read("data.yaml"), problems, YamlLimits.Generated)!.Where(node => node is YamlMap)
            )
        );
        Assert.Equal(0, problems.Count);
        Assert.True(before.AsSpan().SequenceEqual(TestTools.Build(folder.Path)));
    }

    private static TemporaryFolder Create(string stack)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [stack.yaml]\n");
        fleet.Write("apps/web/base/stack.yaml", File.ReadAllText(stack));
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                """
                kustomize:
                    base: base
                    labels: {platform.example/team: observability}
                    patches:
                      - {file: patches/merge.yaml, target: {kind: DaemonSet}}
                      - {file: patches/selected.yaml, target: {kind: ServiceMonitor, labelSelector: "release=kps,app!=kube-prometheus-stack-coredns"}}
                      - {file: patches/retention.yaml}
                """
            )
        );
        fleet.Write(
            "apps/web/patches/merge.yaml",
            "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: any}\nspec: {template: {spec: {priorityClassName: "
                + "system-cluster-critical}}}\n"
        );
        fleet.Write(
            "apps/web/patches/selected.yaml",
            "- {op: add, path: /metadata/annotations, value: {patched: by-selector}}\n- {op: add, path: "
                + "/spec/endpoints/0/scheme, value: https}\n"
        );
        var prometheus = ManifestText
            .Values(File.ReadAllBytes(stack))
            .Select(ManifestText.Id)
            .Single(id => id.Contains(" Prometheus ", StringComparison.Ordinal))
            .Split(' ');
        fleet.Write(
            "apps/web/patches/retention.yaml",
            $"apiVersion: {prometheus[0]}\nkind: Prometheus\nmetadata: {{name: {prometheus[3]}, namespace: "
                + $"{prometheus[2]}}}\nspec: {{retention: 3d}}\n"
        );
        return fleet;
    }

    private static int Selected(byte[] manifests)
    {
        var selected = ManifestText
            .Values(manifests)
            .Count(value =>
                ManifestText.Id(value).Contains(" ServiceMonitor ", StringComparison.Ordinal)
                && Label(value, "release") == "kps"
                && Label(value, "app") != "kube-prometheus-stack-coredns"
            );
        Assert.InRange(selected, 5, 20);
        return selected;
    }

    private static string? Label(YamlMappingNode value, string name) =>
        ((YamlMappingNode)((YamlMappingNode)value.Children["metadata"]).Children["labels"]).Children.TryGetValue(name, out var label)
            ? ((YamlScalarNode)label).Value
            : null;

    private static void ScansAsItIsRead(byte[] manifests)
    {
        var scanned = ManifestScanner
            .Scan(manifests)
            .Select(header => $"{header.ApiVersion} {header.Id.Kind} {header.Id.Namespace} {header.Id.Name}")
            .ToList();
        Assert.NotEmpty(scanned);
        Assert.Equal(ManifestText.Values(manifests).Select(ManifestText.Id), scanned);
        var ours = YamlReader
            .ReadAll("manifests", Encoding.UTF8.GetString(manifests), new DiagnosticBag(), YamlLimits.Generated)!
            .Cast<YamlMap>();
        Assert.Equal(
            ours.Select(map =>
                $"{map.Text("apiVersion")} {map.Text("kind")} {map.Map("metadata")?.Text("namespace")} {map.Map("metadata")?.Text("name")}"
            ),
            scanned
        );
    }
}
