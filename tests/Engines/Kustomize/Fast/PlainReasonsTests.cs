using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>What of an overlay, or of what it reaches, must be built the plain way, though engine and shape are trusted.</summary>
public sealed class PlainReasonsTests
{
    private const string Deployment = "apps/web/base/deployment.yaml";
    private const string Kustomization = "apps/web/base/kustomization.yaml";

    public static TheoryData<string, string, string> Bases =>
        new()
        {
            { "a description of its own", Kustomization, "openapi: {path: own.json}\n" },
            { "a plugin", Kustomization, "transformers: [labels.yaml]\n" },
            { "a comment that refers to the description", Deployment, "# {\"$ref\":\"#/definitions/io.k8s.api.core.v1.PodSpec\"}\n" },
            { "the same with blanks", Deployment, "# { \"type\": \"array\"}\n" },
            { "the short form of such a comment", Deployment, "# {\"$openapi\":\"replicas\"}\n" },
            { "an object inside another", Deployment, Wrapped },
            { "one in a list of objects", Deployment, Listed },
            { "one that comes by an alias", Deployment, Aliased },
            {
                "an escaped kind",
                Deployment,
                "---\napiVersion: v1\nkind: \"Config\\u004dap\"\nmetadata: {name: escaped, namespace: demo}\n"
            },
            {
                "an escaped key",
                Deployment,
                "---\napiVersion: v1\n\"k\\u0069nd\": ConfigMap\nmetadata: {name: escaped, namespace: demo}\n"
            },
        };

    public static TheoryData<string, string, string> Harmless =>
        new()
        {
            { "a reference", Deployment, Scaler },
            { "a comment", Deployment, "# A { brace, and a \\ too.\n" },
            { "a CRD that describes such fields", Deployment, Crd },
            {
                "a backslash in a value",
                Deployment,
                "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: demo}\ndata: {a: \"b\\nc\"}\n"
            },
        };

    [Theory]
    [MemberData(nameof(Bases))]
    public async Task Plain_is(string what, string file, string text)
    {
        using var fleet = With(file, text);
        Assert.Equal(["plain", "plain"], await WaysAsync(fleet));
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Fast_is(string what, string file, string text)
    {
        using var fleet = With(file, text);
        Assert.Equal(["fast", "fast", "plain"], await WaysAsync(fleet));
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task Plain_is_what_has_no_strategic_patch()
    {
        using var none = SmallFleet.Create();
        Assert.DoesNotContain("fast", await WaysAsync(none));
        using var json = PatchedFleet.Create("- {op: replace, path: /spec/replicas, value: {{parameters.replicas}}}\n");
        json.Write(
            "apps/web/app.yaml",
            json.Read("apps/web/app.yaml").Replace("as: patch", "as: patch, target: {kind: Deployment}", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("fast", await WaysAsync(json));
    }

    [Fact]
    public async Task A_patch_of_the_base_is_one_too()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(Kustomization, fleet.Read(Kustomization) + "patches: [{path: patch.yaml}]\n");
        fleet.Write("apps/web/base/patch.yaml", PatchedFleet.Patch.Replace("{{parameters.replicas}}", "1", StringComparison.Ordinal));
        Assert.Contains("fast", await WaysAsync(fleet));
    }

    private static async Task<IReadOnlyList<string>> WaysAsync(TemporaryFolder fleet)
    {
        var kustomize = new WatchedKustomize(fleet);
        kustomize.Verdict.Keep(true);
        var built = await kustomize.BuildAsync();
        var ways = kustomize.TakeWays();
        Assert.Empty(kustomize.Diagnostics.Sorted());
        Assert.Equal(await new WatchedKustomize(fleet) { Fast = FastBuilds.None }.BuildAsync(), built);
        kustomize.TakeWays();
        return [.. ways.Order(StringComparer.Ordinal)];
    }

    private static TemporaryFolder With(string file, string text)
    {
        var fleet = PatchedFleet.Create();
        fleet.Write(file, fleet.Read(file) + text);
        fleet.Write("apps/web/base/own.json", """{"definitions": {}}""");
        fleet.Write(
            "apps/web/base/labels.yaml",
            "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\nfieldSpecs: [{path: metadata/labels, create: true}]\n"
        );
        return fleet;
    }

    private const string Wrapped = """
        ---
        apiVersion: kubernetes.crossplane.io/v1alpha1
        kind: Object
        metadata: {name: wrapped}
        spec: {forProvider: {manifest: {apiVersion: v1, kind: ConfigMap, data: {a: b}}}}

        """;

    private const string Listed = """
        ---
        apiVersion: v1
        kind: List
        items:
          - apiVersion: example.com/v1
            kind: Wrapper
            metadata: {name: wrapped, namespace: demo}
            spec: {inner: [{apiVersion: v1, kind: Pod, metadata: {finalizers: [a]}}]}

        """;

    private const string Aliased = """
        ---
        apiVersion: example.com/v1
        kind: Wrapper
        metadata: {name: wrapped, namespace: demo}
        which: &which {apiVersion: v1, kind: Pod}
        spec:
          inner:
            <<: *which
            metadata: {finalizers: [a]}

        """;

    private const string Scaler = """
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: demo}
        spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}

        """;

    private const string Crd = """
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec: {versions: [{schema: {openAPIV3Schema: {properties: {apiVersion: {type: string}, kind: {type: string}}}}}]}

        """;
}
