using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>What the new namespace needs, built by real Kustomize.</summary>
public sealed class NewObjectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DiagnosticBag problems = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Mesh.None, null, "")]
    [InlineData(Mesh.Istio, null, "    istio-injection: enabled\n")]
    [InlineData(Mesh.Istio, "1-27", "    istio.io/rev: 1-27\n")]
    [InlineData(Mesh.AksIstio, "asm-1-27", "    istio.io/rev: asm-1-27\n")]
    [InlineData(Mesh.Ambient, null, "    istio.io/dataplane-mode: ambient\n")]
    public void The_namespace_has_the_label_that_the_mesh_reads(Mesh mesh, string? revision, string label)
    {
        var text = Files(mesh, revision, NewObject.Namespace)["new/namespace.yaml"];
        Assert.EndsWith(
            $"""
            metadata:
              name: azure-managed-prometheus
              labels:
                name: azure-managed-prometheus
                kubernetes.azure.com/managedby: aks
            {label}    pod-security.kubernetes.io/enforce: privileged
              annotations:
                helm.sh/resource-policy: keep

            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Policies_that_concern_the_moved_pods_are_copied_in_meaning()
    {
        Workload("ama-metrics", "agent");
        Workload("coredns", "dns");
        Policy("for-agent", "{matchLabels: {app: agent}}", "- from: [{podSelector: {matchLabels: {app: dns}}}, {namespaceSelector: {}}]");
        Policy("for-all", "{}", "- from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]");
        Policy("for-others", "{matchExpressions: [{key: app, operator: NotIn, values: [agent]}]}", "[]");
        Policy("ama-metrics-own", "{}", "[]");

        var built = Build(NewObject.NetworkPolicy);

        Assert.Equal(
            ["for-agent", "for-all"],
            built.Select(policy =>
                ((YamlDotNet.RepresentationModel.YamlMappingNode)policy.Children["metadata"]).Children["name"].ToString()
            )
        );
        Assert.Equal(
            """{"from":[{"podSelector":{"matchLabels":{"app":"dns"}}},{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}},"podSelector":{"matchLabels":{"app":"dns"}}},{"namespaceSelector":{}}]}""",
            Json(built[0], "ingress")
        );
        Assert.Equal(
            """{"from":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}},{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"azure-managed-prometheus"}}}]}""",
            Json(built[1], "ingress")
        );
        Assert.All(built, policy => Assert.Contains("azure-managed-prometheus", ManifestText.Id(policy), StringComparison.Ordinal));
        Assert.Empty(problems.Sorted());
    }

    [Fact]
    public void Quotas_are_copied_with_their_limits()
    {
        folder.Write(
            "quota.yaml",
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: compute, namespace: kube-system}\nspec: {hard: {pods: "
                + "\"50\", requests.cpu: \"4\"}}\n---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: other, namespace: "
                + "web}\nspec: {hard: {pods: \"1\"}}\n"
        );
        var quota = Assert.Single(Build(NewObject.ResourceQuota));
        Assert.Equal("v1 ResourceQuota azure-managed-prometheus compute", ManifestText.Id(quota));
        Assert.Contains("\"50\"", ManifestText.Text(quota), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_copy_is_said_and_nothing_is_invented()
    {
        Workload("ama-metrics", "agent");
        Assert.Empty(Files(Mesh.None, null, NewObject.NetworkPolicy, NewObject.ResourceQuota));
        Assert.Equal(["GOG129", "GOG129"], problems.Sorted().Select(problem => problem.Code));
    }

    [Fact]
    public void A_sane_default_is_made_where_it_is_asked_for()
    {
        var built = Build(true, NewObject.Namespace, NewObject.NetworkPolicy, NewObject.ResourceQuota);
        Assert.Equal(
            [
                "networking.k8s.io/v1 NetworkPolicy azure-managed-prometheus within-namespace",
                "v1 Namespace  azure-managed-prometheus",
                "v1 ResourceQuota azure-managed-prometheus system-priority",
            ],
            built.Select(ManifestText.Id).Order(StringComparer.Ordinal)
        );
        Assert.Empty(problems.Sorted());
    }

    private void Workload(string name, string app) =>
        folder.Write(
            $"{name}.yaml",
            SmallFleet
                .Deployment.Replace("{name: web, namespace: demo}", $"{{name: {name}, namespace: kube-system}}", StringComparison.Ordinal)
                .Replace("app: web", $"app: {app}", StringComparison.Ordinal)
        );

    private void Policy(string name, string selector, string ingress) =>
        folder.Write(
            $"policy-{name}.yaml",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: kube-system}}\nspec:\n  podSelector: {selector}\n  ingress:\n    {ingress}\n".Replace(
                "ingress:\n    []",
                "ingress: []",
                StringComparison.Ordinal
            )
        );

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> Files(
        Mesh mesh,
        string? revision,
        params NewObject[] objects
    ) => Files(mesh, revision, false, objects);

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> Files(
        Mesh mesh,
        string? revision,
        bool defaults,
        params NewObject[] objects
    )
    {
        var tree = new FileTree(folder.Path);
        var manifests = DeclaredManifests.Read(tree, tree.Walk("").Order(StringComparer.Ordinal));
        return new NewObjects(
            new RelocationRequest(folder.Path, Plans.From, Plans.To, ["ama-metrics*"]),
            new NewObjectRequest("new", [.. objects], mesh, revision, defaults),
            manifests,
            problems
        ).Files();
    }

    private List<YamlDotNet.RepresentationModel.YamlMappingNode> Build(params NewObject[] objects) => Build(false, objects);

    private List<YamlDotNet.RepresentationModel.YamlMappingNode> Build(bool defaults, params NewObject[] objects)
    {
        foreach (var (path, text) in Files(Mesh.None, null, defaults, objects))
            folder.Write(path, text);
        folder.Write("overlay/kustomization.yaml", "components: [../new]\n");
        return [.. ManifestText.Values(TestTools.Build(folder.File("overlay")))];
    }

    private static string Json(YamlDotNet.RepresentationModel.YamlMappingNode policy, string direction) =>
        YamlJson.Read(Encoding.UTF8.GetString(Write(policy)))["spec"]![direction]![0]!.ToString(Newtonsoft.Json.Formatting.None);

    private static byte[] Write(YamlDotNet.RepresentationModel.YamlMappingNode node)
    {
        using var writer = new StringWriter();
        new YamlDotNet.RepresentationModel.YamlStream(new YamlDotNet.RepresentationModel.YamlDocument(node)).Save(
            writer,
            assignAnchors: false
        );
        return Encoding.UTF8.GetBytes(writer.ToString().Replace("\n...", "", StringComparison.Ordinal));
    }
}
