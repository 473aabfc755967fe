using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The apps dra and dra-driver-nvidia: each cluster has the objects in the version that it serves, or a clear refusal.</summary>
public sealed class DraTests
{
    private static readonly string[] Needed = ["prometheus-crds", "dynamic-resource-allocation", "nvidia-gpu-nodes"];

    [Theory]
    [InlineData("1.32.9", "v1beta1", "resource.kubernetes.io/admin-access")]
    [InlineData("1.33.7", "v1beta2", "resource.k8s.io/admin-access")]
    [InlineData("1.34.2", "v1", "resource.kubernetes.io/admin-access")]
    [InlineData("1.35.3", "v1", "resource.kubernetes.io/admin-access")]
    [InlineData("1.36.1", "v1", "resource.kubernetes.io/admin-access")]
    [InlineData("1.37.0", "v1", "resource.kubernetes.io/admin-access")]
    public async Task Each_version_has_its_api_its_form_and_its_label(string kubernetes, string version, string label)
    {
        using var fleet = new OneAppFleet("dra", kubernetes, "", Needed);
        var objects = await fleet.RenderAsync();
        var devices = objects.OfKind("DeviceClass", "ResourceClaimTemplate", "ResourceClaim").ToList();
        Assert.Equal(version == "v1" ? 8 : 7, devices.Count);
        Assert.All(devices, one => Assert.Equal($"resource.k8s.io/{version}", one.Document.Text("apiVersion")));
        var request = Requests(objects.Find("ResourceClaim", "gpu", "shared-gpu")!).Single();
        Assert.Equal("gpu-any", version == "v1beta1" ? request.Text("deviceClassName") : request.Map("exactly")!.Text("deviceClassName"));
        var policy = objects.Find("ValidatingAdmissionPolicy", "", "dra-admin-access")!.Spec!;
        var rule = Assert.IsType<YamlMap>(Assert.Single(policy.Map("matchConstraints")!.List("resourceRules")));
        Assert.Equal([version], rule.Texts("apiVersions").Select(one => one.Text));
        var expression = Assert.IsType<YamlMap>(Assert.Single(policy.List("validations"))).Text("expression")!;
        Assert.Contains($"\"{label}\"", expression, StringComparison.Ordinal);
        Assert.Equal(version == "v1beta1", !expression.Contains("exactly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.32.9")]
    [InlineData("1.34.2")]
    [InlineData("1.37.0")]
    public async Task No_rule_of_devices_finds_an_error(string kubernetes)
    {
        using var fleet = new OneAppFleet("dra", kubernetes, "dra-example", Needed);
        await fleet.RenderAsync();
        // Where the API is off by default a warning says so, and only that.
        var found = await fleet.RunAsync("validate", "--offline", "--rule", "DRA", "--fail-on", "error");
        Assert.True(found.Exit == 0, found.ToString());
        Assert.Equal(kubernetes == "1.32.9", found.Output.Contains("warning DRA-001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.31.9", "", ">=1.32")]
    [InlineData("1.31.9", "aks", ">=1.34")]
    [InlineData("1.31.9", "eks", ">=1.34")]
    [InlineData("1.32.9", "aks", ">=1.34")]
    [InlineData("1.32.9", "eks", ">=1.34")]
    [InlineData("1.33.7", "aks", ">=1.34")]
    [InlineData("1.33.7", "eks", ">=1.34")]
    public async Task What_cannot_be_is_refused_with_the_versions_that_can(string kubernetes, string features, string versions)
    {
        using var fleet = new OneAppFleet("dra", kubernetes, features, Needed);
        var refusal = await fleet.RefusalAsync();
        Assert.Contains($"GOG416: app \"dra\" cannot run on Kubernetes {kubernetes}", refusal, StringComparison.Ordinal);
        Assert.Contains($"it needs {versions}:", refusal, StringComparison.Ordinal);
        Assert.Contains("Instead: the device plugin", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.34.2", "aks")]
    [InlineData("1.34.2", "eks")]
    [InlineData("1.35.3", "aks")]
    [InlineData("1.35.3", "eks")]
    [InlineData("1.36.1", "aks")]
    [InlineData("1.36.1", "eks")]
    [InlineData("1.37.0", "aks")]
    [InlineData("1.37.0", "eks")]
    public async Task Managed_clusters_have_it_from_1_34_on(string kubernetes, string features)
    {
        using var fleet = new OneAppFleet("dra", kubernetes, features, Needed);
        var made = (await fleet.RenderAsync()).Find("DeviceClass", "", "gpu-any")!;
        Assert.Equal("resource.k8s.io/v1", made.Document.Text("apiVersion"));
    }

    [Theory]
    [InlineData("1.31.9", false)]
    [InlineData("1.32.9", false)]
    [InlineData("1.33.7", false)]
    [InlineData("1.34.1", false)]
    [InlineData("1.34.2", true)]
    [InlineData("1.35.3", true)]
    [InlineData("1.36.1", true)]
    [InlineData("1.37.0", true)]
    public async Task The_driver_needs_1_34_2(string kubernetes, bool fits)
    {
        using var fleet = new OneAppFleet("dra-driver-nvidia", kubernetes, "", Needed);
        if (fits)
            await fleet.RenderAsync();
        else
            Assert.Contains("it needs >=1.34.2:", await fleet.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_driver_is_told_the_version_of_the_API_which_Helm_would_guess() =>
        Assert.Equal("resource.k8s.io/v1", Read("apps/dra-driver-nvidia/values.yaml").Text("resourceApiVersion"));

    [Theory]
    [InlineData("eks-dev")]
    [InlineData("local")]
    public void Classes_have_names_of_our_own_and_each_has_its_quota(string environment)
    {
        var objects = Rendered(environment);
        var classes = objects.OfKind("DeviceClass").Select(one => one.Name).ToList();
        Assert.DoesNotContain(classes, name => name.EndsWith("nvidia.com", StringComparison.Ordinal));
        var quota = objects.Find("ResourceQuota", "gpu", "devices")!.Spec!.Map("hard")!.Entries.Select(entry => entry.Key.Text).ToList();
        Assert.All(classes, name => Assert.Contains($"{name}.deviceclass.resource.k8s.io/devices", quota));
        var asked = objects.OfKind("ResourceClaim", "ResourceClaimTemplate").SelectMany(Classes).Distinct(StringComparer.Ordinal);
        Assert.Empty(asked.Except(classes));
    }

    [Fact]
    public void The_example_claims_by_a_template_that_is_there()
    {
        var pod = Rendered("eks-dev").Find("Deployment", "gpu", "gpu-example")!.Pods!.Spec!;
        var claim = Assert.IsType<YamlMap>(Assert.Single(pod.List("resourceClaims")));
        Assert.NotNull(Rendered("eks-dev").Find("ResourceClaimTemplate", "gpu", claim.Text("resourceClaimTemplateName")!));
        Assert.Null(Rendered("local").Find("Deployment", "gpu", "gpu-example"));
    }

    private static IEnumerable<YamlMap> Requests(Manifest claim)
    {
        var spec = claim.Kind == "ResourceClaimTemplate" ? claim.Spec!.Map("spec")! : claim.Spec!;
        return spec.Map("devices")!.List("requests").OfType<YamlMap>();
    }

    private static IEnumerable<string> Classes(Manifest claim) =>
        Requests(claim)
            .SelectMany(request => request.List("firstAvailable").OfType<YamlMap>().Append(request.Map("exactly")))
            .OfType<YamlMap>()
            .Select(one => one.Text("deviceClassName")!);

    private static YamlMap Read(string path) =>
        YamlReader.ReadMap(path, File.ReadAllText(Path.Join(Repository.Root, path)), new DiagnosticBag())!;

    private static Manifests Rendered(string environment)
    {
        var path = Path.Join(Repository.Root, "environments", environment, "dra", "rendered", "manifests.yaml");
        return Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
    }
}
