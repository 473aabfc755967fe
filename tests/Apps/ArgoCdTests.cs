using System.Diagnostics;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.ArgoCd;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>What must stay true of the Argo CD that this repository installs, or the fleet loses its hands or opens its doors.</summary>
public sealed partial class ArgoCdTests
{
    private static readonly string Definitions = Path.Join(Repository.Root, "..", "shared", "data", "crds");

    // What Argo CD 3.4 leaves out by itself: group/kind. A list of ours takes its place.
    private static readonly string[] ExcludedByDefault =
    [
        "/Endpoints",
        "discovery.k8s.io/EndpointSlice",
        "coordination.k8s.io/Lease",
        "authentication.k8s.io/SelfSubjectReview",
        "authentication.k8s.io/TokenReview",
        "authorization.k8s.io/LocalSubjectAccessReview",
        "authorization.k8s.io/SelfSubjectAccessReview",
        "authorization.k8s.io/SelfSubjectRulesReview",
        "authorization.k8s.io/SubjectAccessReview",
        "certificates.k8s.io/CertificateSigningRequest",
        "cert-manager.io/CertificateRequest",
        "cilium.io/CiliumIdentity",
        "cilium.io/CiliumEndpoint",
        "cilium.io/CiliumEndpointSlice",
        "wgpolicyk8s.io/PolicyReport",
        "wgpolicyk8s.io/ClusterPolicyReport",
        "reports.kyverno.io/EphemeralReport",
        "reports.kyverno.io/ClusterEphemeralReport",
        "kyverno.io/AdmissionReport",
        "kyverno.io/ClusterAdmissionReport",
        "kyverno.io/BackgroundScanReport",
        "kyverno.io/ClusterBackgroundScanReport",
        "kyverno.io/UpdateRequest",
    ];

    public static TheoryData<string> Environments =>
        [
            .. Directory
                .EnumerateDirectories(Path.Join(Repository.Root, "environments"))
                .Where(folder => Directory.Exists(Path.Join(folder, "argocd")))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void It_runs_where_the_fleet_is_managed_and_on_a_laptop() =>
        Assert.Equal(["local", "management"], Environments.Select(environment => environment.Data));

    [Theory]
    [MemberData(nameof(Environments))]
    public void It_applies_itself_on_the_server(string environment) =>
        Assert.Contains(
            "ServerSideApply=true",
            Read($"argocd/apps/{environment}/argocd.yaml")
                .Map("spec")!
                .Map("syncPolicy")!
                .Texts("syncOptions")
                .Select(option => option.Text)
        );

    [Theory]
    [MemberData(nameof(Environments))]
    public void Nothing_that_Argo_CD_leaves_out_by_itself_is_missing_from_our_list(string environment)
    {
        var text = Values(environment).Map("configs")!.Map("cm")!.Text("resource.exclusions")!;
        var list = Assert.IsType<YamlList>(Assert.Single(YamlReader.ReadAll("resource.exclusions", text, new DiagnosticBag())!));
        var excluded = list
            .Items.OfType<YamlMap>()
            .SelectMany(item =>
                item.Texts("apiGroups").SelectMany(group => item.Texts("kinds").Select(kind => $"{group.Text}/{kind.Text}"))
            )
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(ExcludedByDefault.Except(excluded, StringComparer.Ordinal));
        // All at once would hide what the fleet itself renders.
        Assert.DoesNotContain(excluded, one => one.Contains('*', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void A_set_may_keep_the_Application_of_a_cluster_that_fell_off_its_list(string environment) =>
        Assert.Equal("true", Values(environment).Map("configs")!.Map("params")!.Text("applicationsetcontroller.enable.policy.override"));

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_health_of_Applications_is_computed_where_the_fleet_says_so(string environment)
    {
        var fleet = Read("gitopsgen.yaml").Map("spec")!.Map("argocd")!.Text("applicationHealth");
        var check = Values(environment).Map("configs")!.Map("cm")!["resource.customizations.health.argoproj.io_Application"];
        Assert.Equal(fleet == "true", check is not null);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Plain_HTTP_is_spoken_behind_a_Gateway_with_TLS_and_an_internal_address_alone(string environment)
    {
        var isPlain = Values(environment).Map("configs")!.Map("params")!.Text("server.insecure") == "true";
        var gateways = Rendered(environment).OfKind("Gateway").ToList();
        Assert.Equal(isPlain, gateways.Count > 0);
        foreach (var gateway in gateways)
        {
            Assert.Equal(["HTTPS"], gateway.Spec!.List("listeners").OfType<YamlMap>().Select(listener => listener.Text("protocol")));
            var annotations = gateway.Spec!.Map("infrastructure")!.Map("annotations")!;
            Assert.Equal("true", annotations.Text("service.beta.kubernetes.io/azure-load-balancer-internal"));
            Assert.Equal("internal", annotations.Text("service.beta.kubernetes.io/aws-load-balancer-scheme"));
        }
    }

    [Fact]
    public void The_label_by_which_credentials_are_found_is_on_the_Secret_and_not_on_what_makes_it()
    {
        var made = Rendered("management").Find("ExternalSecret", "argocd", "repository-credentials")!;
        const string label = "argocd.argoproj.io/secret-type";
        Assert.Null(made.Label(label));
        Assert.Equal("repo-creds", made.Spec!.Map("target")!.Map("template")!.Map("metadata")!.Map("labels")!.Text(label));
    }

    [Fact]
    public void A_team_may_deploy_to_its_namespaces_and_nothing_else()
    {
        var project = Rendered("management").Find("AppProject", "argocd", "team-shop")!.Spec!;
        Assert.All(
            project.List("destinations").OfType<YamlMap>(),
            to => Assert.StartsWith("shop", to.Text("namespace"), StringComparison.Ordinal)
        );
        Assert.Empty(project.List("clusterResourceWhitelist"));
        Assert.All(
            ((YamlMap)Assert.Single(project.List("roles"))).Texts("policies"),
            policy =>
                Assert.Matches("^p, proj:team-shop:developer, (applications, (get|sync)|logs, get), team-shop/\\*, allow$", policy.Text)
        );
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_project_that_Argo_CD_makes_itself_permits_nothing(string environment)
    {
        var project = Rendered(environment).Find("AppProject", "argocd", "default")!.Spec!;
        Assert.Empty(project.List("destinations"));
        Assert.Empty(project.List("sourceRepos"));
    }

    /// <summary>The target has a label <c>service</c>, too: else the alert told the name of a Kubernetes Service.</summary>
    [Fact]
    public void Deliveries_keep_the_service_that_they_went_by()
    {
        var monitor = Values("management").Map("notifications")!.Map("metrics")!.Map("serviceMonitor")!;
        Assert.Equal("true", monitor.Text("honorLabels"));
    }

    [Fact]
    public void Each_key_of_a_notifier_is_in_the_runbook()
    {
        var keys = SecretKey()
            .Matches(YamlWriter.Write(Values("management").Map("notifications")!.Map("notifiers")!))
            .Select(match => match.Groups[1].Value)
            .ToList();
        Assert.Equal(4, keys.Count);
        var runbook = File.ReadAllText(Runbook);
        Assert.All(keys, key => Assert.Contains($"`{key}`", runbook, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AppProject", "appproject-crd.yaml")]
    [InlineData("ExternalSecret", "crd-externalsecrets.external-secrets.io.yaml")]
    [InlineData("Gateway", "crd-gateways.gateway.networking.k8s.io.yaml")]
    [InlineData("HTTPRoute", "crd-httproutes.gateway.networking.k8s.io.yaml")]
    [InlineData("PrometheusRule", "crd-prometheusrules.yaml")]
    public void Each_object_is_what_its_definition_allows(string kind, string definition)
    {
        Assert.SkipUnless(Directory.Exists(Definitions), "the definitions are not at hand");
        var objects = Rendered("management").OfKind(kind).ToList();
        Assert.NotEmpty(objects);
        var schema = CrdSchema.Read(Path.Join(Definitions, definition));
        Assert.All(objects, one => Assert.Empty(schema.Errors(one.Document)));
    }

    /// <summary>Otherwise Argo CD's first sync of itself would not find what it would have made.</summary>
    [Fact]
    public async Task The_first_install_is_of_what_the_Application_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        using var folder = new TemporaryFolder();
        folder.WriteScript(
            "kubectl",
            "case \"$*\" in *version*) echo '{\"gitVersion\": \"v1.36.1\"}' ;; *apply*) cat > \"$0.applied\" ;; esac"
        );
        folder.WriteScript("helm", "echo \"$*\" > \"$0.asked\"; echo 'kind: Inflated'");
        var start = new ProcessStartInfo("bash", [Path.Join(Repository.Root, "scripts", "bootstrap"), "install", "--environment", "local"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{output}{await error}");

        var source = (YamlMap)Read("argocd/apps/local/argocd.yaml").Map("spec")!.List("sources")[0];
        Assert.StartsWith(
            $"template {source.Map("helm")!.Text("releaseName")} {source.Text("chart")} --repo {source.Text("repoURL")} "
                + $"--version {source.Text("targetRevision")} --namespace argocd --kube-version v1.36.1",
            folder.Read("helm.asked"),
            StringComparison.Ordinal
        );
        Assert.Equal("kind: Inflated\n", folder.Read("kubectl.applied"));
    }

    private static string Runbook => Path.Join(Repository.Root, "docs", "runbooks", "argocd.md");

    private static YamlMap Values(string environment) => Read($"environments/{environment}/argocd/values.yaml");

    private static Manifests Rendered(string environment)
    {
        var path = Path.Join(Repository.Root, "environments", environment, "argocd", "rendered", "manifests.yaml");
        return Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
    }

    private static YamlMap Read(string path) =>
        (YamlMap)YamlReader.ReadAll(path, File.ReadAllText(Path.Join(Repository.Root, path)), new DiagnosticBag())![0];

    [GeneratedRegex(@"\$([a-z]+(?:-[a-z]+)+)", RegexOptions.NonBacktracking)]
    private static partial Regex SecretKey();
}
