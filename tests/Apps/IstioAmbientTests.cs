using System.Collections.Immutable;
using GitOpsGen.Check.Platform;
using GitOpsGen.Check.Scraping;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;
using GitOpsGen.Tests.ArgoCd;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The ambient mesh of this repository: its parts fit each other, and what a scrape needs is held by rules.</summary>
public sealed class IstioAmbientTests
{
    private const string Ambient = "    istio.io/dataplane-mode: ambient\n";

    private const string Monitor = """
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: sample-app, namespace: sample-app, labels: {prometheus: main}}
        spec:
          selector: {matchLabels: {app.kubernetes.io/name: sample-app}}
          podMetricsEndpoints: [{port: http, path: /metrics}]
        """;

    private static readonly string Definitions = Path.Join(Repository.Root, "..", "shared", "data", "crds");
    private static readonly string[] Charts = ["istio-base", "istiod", "istio-cni", "ztunnel", "istio-gateway"];
    private static readonly string[] Apps = [.. Charts, "istio-ambient"];
    private static readonly string[] Parts = [.. Apps, "sample-app", "prometheus-stack"];

    public static TheoryData<string> Environments => ["eks-dev", "local"];

    [Fact]
    public void All_charts_have_one_version_and_come_from_where_Istio_is_now() =>
        Assert.Equal(
            ["https://blob.istio.io/istio-release/charts 1.31.1"],
            Charts.Select(App).Select(app => $"{app.TextOf("chart", "repository")} {app.TextOf("chart", "version")}").Distinct()
        );

    [Fact]
    public void Git_and_istiod_say_the_same_of_the_webhooks()
    {
        foreach (var app in new[] { "istio-base", "istiod" })
        {
            Assert.Equal("Fail", Read($"apps/{app}/values.yaml").TextOf("base", "validationFailurePolicy"));
            Assert.All(
                Environments,
                environment =>
                    Assert.Contains(
                        ".webhooks[]?.clientConfig.caBundle",
                        File.ReadAllText(Path.Join(Repository.Root, "argocd", "apps", environment.Data, $"{app}.yaml")),
                        StringComparison.Ordinal
                    )
            );
        }
    }

    [Fact]
    public void Nowhere_is_it_beside_the_sidecars_of_the_add_on()
    {
        Assert.All(Apps, app => Assert.Contains("features: [istio]", Text($"apps/{app}/app.yaml"), StringComparison.Ordinal));
        Assert.All(
            new[] { "sample-app", "prometheus-stack" },
            app => Assert.Contains("features: [ambient, istio]", Text($"apps/{app}/app.yaml"), StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Nothing_is_scraped_twice(string environment)
    {
        foreach (var app in Charts.Except(["istio-base"]))
            Assert.NotNull(Read($"environments/{environment}/{app}/values.yaml").TextOf("podAnnotations", "gitopsgen.io/scraped-by"));
        var waypoint = All(environment).Find("Gateway", "sample-app", "waypoint")!;
        Assert.Equal("waypoints", waypoint.Spec!.TextOf("infrastructure", "annotations", "gitopsgen.io/scraped-by"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Whoever_is_allowed_is_somebody(string environment)
    {
        var objects = All(environment);
        var accounts = objects
            .OfKind("ServiceAccount")
            .Select(account => $"cluster.local/ns/{account.Namespace}/sa/{account.Name}")
            // What istiod makes of the Gateway, and what the two charts make.
            .Append("cluster.local/ns/sample-app/sa/waypoint")
            .Append($"cluster.local/ns/istio-ingress/sa/{App("istio-gateway").TextOf("chart", "releaseName")}")
            .Append("cluster.local/ns/monitoring/sa/kube-prometheus-prometheus");
        var allowed = objects
            .OfKind("AuthorizationPolicy")
            .SelectMany(policy => YamlWriter.Write(policy.Document).Split('\n'))
            .Where(line => line.Contains("cluster.local/ns/", StringComparison.Ordinal))
            .Select(line => line.Trim().TrimStart('-').Trim())
            .ToList();
        Assert.NotEmpty(allowed);
        Assert.Empty(allowed.Except(accounts));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_waypoint_serves_the_Service_that_the_policies_and_the_route_name(string environment)
    {
        var objects = All(environment);
        var service = objects.Find("Service", "sample-app", "sample-app")!;
        Assert.Equal("waypoint", service.Label("istio.io/use-waypoint"));
        Assert.Equal("true", service.Label("istio.io/ingress-use-waypoint"));
        Assert.Null(objects.Find("Ingress", "sample-app", "sample-app"));
        var route = objects.Find("HTTPRoute", "sample-app", "sample-app")!;
        foreach (var backend in new[] { "sample-app-current", "sample-app-next" })
        {
            Assert.Contains($"name: {backend}\n", YamlWriter.Write(route.Document), StringComparison.Ordinal);
            Assert.NotNull(objects.Find("Service", "sample-app", backend));
            Assert.Equal(
                $"{backend}.sample-app.svc.cluster.local",
                objects.Find("DestinationRule", "sample-app", backend)!.Spec!.Text("host")
            );
        }
    }

    [Theory]
    [InlineData("eks-dev", true)]
    [InlineData("local", false)]
    public void The_authority_comes_from_the_store_before_istiod_does(string environment, bool isOurs)
    {
        var secret = All(environment).Find("ExternalSecret", "istio-system", "cacerts");
        Assert.Equal(isOurs ? "-5" : null, secret?.Metadata!.TextOf("annotations", "argocd.argoproj.io/sync-wave"));
        if (isOurs)
            Assert.Equal(
                ["ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem"],
                secret!.Spec!.List("data").OfType<YamlMap>().Select(entry => entry.Text("secretKey"))
            );
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_mesh_takes_mTLS_alone_and_allows_nothing_by_default(string environment)
    {
        var objects = All(environment);
        Assert.Equal("STRICT", objects.Find("PeerAuthentication", "istio-system", "default")!.Spec!.TextOf("mtls", "mode"));
        Assert.Empty(objects.Find("AuthorizationPolicy", "istio-system", "mesh-default")!.Spec!.Entries);
    }

    [Fact]
    public void No_sync_runs_the_load_test()
    {
        Assert.Equal("true", All("local").Find("CronJob", "sample-app", "load-test")!.Spec!.Text("suspend"));
        Assert.Empty(All("local").OfKind("Job"));
        Assert.Null(All("eks-dev").Find("CronJob", "sample-app", "load-test"));
    }

    [Theory]
    [InlineData("AuthorizationPolicy", "crd-authorizationpolicies.security.istio.io.yaml")]
    [InlineData("PeerAuthentication", "crd-peerauthentications.security.istio.io.yaml")]
    [InlineData("DestinationRule", "crd-destinationrules.networking.istio.io.yaml")]
    [InlineData("Telemetry", "crd-telemetries.telemetry.istio.io.yaml")]
    [InlineData("Gateway", "crd-gateways.gateway.networking.k8s.io.yaml")]
    [InlineData("HTTPRoute", "crd-httproutes.gateway.networking.k8s.io.yaml")]
    [InlineData("PodMonitor", "crd-podmonitors.yaml")]
    [InlineData("ExternalSecret", "crd-externalsecrets.external-secrets.io.yaml")]
    public void Each_object_is_what_its_definition_allows(string kind, string definition)
    {
        Assert.SkipUnless(Directory.Exists(Definitions), "the definitions are not at hand");
        var schema = CrdSchema.Read(Path.Join(Definitions, definition));
        var objects = Environments.SelectMany(environment => All(environment.Data).OfKind(kind)).ToList();
        Assert.NotEmpty(objects);
        Assert.All(objects, each => Assert.Empty(schema.Errors(each.Document)));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_rules_have_nothing_to_say(string environment) => Assert.Empty(Findings("AMB-001", Contents(environment, Monitor)));

    [Fact]
    public void Without_the_label_of_the_stack_the_scrape_is_refused()
    {
        var contents = Contents("local", Monitor, text => Without(text, "name: monitoring\n", Ambient));
        Assert.All(["prometheus.io/scrape", "PodMonitor sample-app/sample-app"], who => Refused(contents, who, "is not in the mesh"));
    }

    [Fact]
    public void Without_the_policy_for_Prometheus_the_scrape_is_refused()
    {
        var contents = Contents("local", Monitor, text => Renamed(text, "sa/kube-prometheus-prometheus", "sa/another"));
        Assert.All(["prometheus.io/scrape", "PodMonitor sample-app/sample-app"], who => Refused(contents, who, "no policy allows"));
    }

    [Fact]
    public void A_port_that_the_policy_does_not_name_is_refused()
    {
        var contents = Contents("local", Monitor, text => Renamed(text, "- \"8080\"\n        - \"9115\"", "- \"9115\""));
        Refused(contents, "PodMonitor sample-app/sample-app", "no policy allows");
    }

    [Fact]
    public void Without_the_waypoint_its_policies_hold_nothing()
    {
        var contents = Contents("local", "", text => Renamed(text, "    istio.io/use-waypoint: waypoint\n", ""));
        Refused(contents, "AuthorizationPolicy sample-app/users", "no waypoint serves");
    }

    [Fact]
    public void With_sidecars_in_place_of_ambient_the_monitor_meets_a_strict_port()
    {
        var contents = Contents("local", Monitor, text => Swapped(text, "name: sample-app\n"));
        Assert.Contains(Findings("SCR-005", contents), message => message.Contains("speaks plain HTTP", StringComparison.Ordinal));
        Assert.Empty(Findings("SCR-005", Contents("local", Monitor)));
    }

    [Theory]
    [InlineData("1.31", false)]
    [InlineData("1.32", true)]
    [InlineData("1.33", true)]
    [InlineData("1.34", true)]
    [InlineData("1.35", true)]
    [InlineData("1.36", true)]
    [InlineData("1.37", false)]
    public void It_fits_some_versions_of_Kubernetes(string version, bool fits) =>
        Assert.Equal(fits, Findings("AMB-001", Contents("local", "") with { KubernetesVersion = version }).Count == 0);

    [Theory]
    [InlineData("1.31.9", true)]
    [InlineData("1.32.9", false)]
    [InlineData("1.33.7", false)]
    [InlineData("1.34.2", false)]
    [InlineData("1.35.3", false)]
    [InlineData("1.36.1", false)]
    [InlineData("1.37.0", true)]
    public void Every_part_of_the_mesh_says_which_versions_it_runs_on(string version, bool isRefused)
    {
        using var copy = Repository.CopyOfFleet();
        const string Local = "environments/local/environment.yaml";
        copy.Write(Local, copy.Read(Local).Replace("kubernetesVersion: 1.36.1", $"kubernetesVersion: {version}", StringComparison.Ordinal));
        var found = new DiagnosticBag();
        new Workspace(copy.Path).Plan(found);
        foreach (var app in Parts)
        {
            var refusal = found.Sorted().FirstOrDefault(one => one.Message.StartsWith($"app \"{app}\" cannot", StringComparison.Ordinal));
            Assert.Equal(isRefused ? "GOG416" : null, refusal?.Code);
            if (isRefused)
                Assert.Contains($"Kubernetes {version} (local); it needs >=1.32 <1.37:", refusal!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("kubernetesVersion: 1.36.1", "kubernetesVersion: 1.31.9", "GOG416: app \"ztunnel\" cannot run on Kubernetes 1.31.9")]
    [InlineData("kubernetesVersion: 1.36.1", "kubernetesVersion: 1.37.0", "GOG416: app \"sample-app\" cannot run on Kubernetes 1.37.0")]
    [InlineData("ambient, ", "ambient, istio, ", "GOG273: app \"istiod\" does not go with the feature istio:")]
    public async Task What_it_does_not_go_with_is_refused_at_render(string old, string other, string refusal)
    {
        using var copy = Repository.CopyOfFleet();
        const string Local = "environments/local/environment.yaml";
        Assert.Contains(old, copy.Read(Local), StringComparison.Ordinal);
        copy.Write(Local, copy.Read(Local).Replace(old, other, StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(copy, "render", "--offline", "--dry-run");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(refusal, answer.Error, StringComparison.Ordinal);
    }

    private static void Refused(ClusterContents contents, string who, string why) =>
        Assert.Contains(
            Findings("AMB-001", contents),
            message => message.Contains(who, StringComparison.Ordinal) && message.Contains(why, StringComparison.Ordinal)
        );

    private static List<string> Findings(string rule, ClusterContents contents) =>
        [
            .. new[] { PlatformRules.Rules, ScrapingRules.Rules }
                .SelectMany(set => set.Rules)
                .Single(each => each.Id == rule)
                .Judge(contents)
                .All.Select(finding => finding.Message),
        ];

    // The label in the metadata of the Namespace that ends in `name`.
    private static string Without(string text, string name, string label) =>
        text.Replace(
            label,
            text.Contains("kind: Namespace", StringComparison.Ordinal) && Owns(text, name) ? "" : label,
            StringComparison.Ordinal
        );

    private static string Swapped(string text, string name) =>
        Owns(text, name) ? text.Replace(Ambient, "    istio-injection: enabled\n", StringComparison.Ordinal) : text;

    private static bool Owns(string text, string name) =>
        text.Split("---\n")
            .Any(document =>
                document.Contains("kind: Namespace\n", StringComparison.Ordinal) && document.Contains($"  {name}", StringComparison.Ordinal)
            );

    private static string Renamed(string text, string old, string other) => text.Replace(old, other, StringComparison.Ordinal);

    private static ClusterContents Contents(string environment, string more, Func<string, string>? change = null)
    {
        var parts = Files(environment)
            .Select(file => new ContentsPart(AppOf(file), Parsed(file, change?.Invoke(File.ReadAllText(file)) ?? File.ReadAllText(file))));
        var values = Read($"environments/{environment}/prometheus-stack/values.yaml");
        var stack = new ChartUse(values.At, "kube-prometheus-stack", "88.5.3", "kube-prometheus", "monitoring", values, IsSeen: false);
        return new ClusterContents(environment, [.. parts, new ContentsPart("more", Parsed("more.yaml", more)) { Chart = stack }])
        {
            KubernetesVersion = "1.36",
        };
    }

    private static Manifests All(string environment) =>
        new([.. Files(environment).SelectMany(file => Parsed(file, File.ReadAllText(file)).Objects)]);

    private static ImmutableArray<string> Files(string environment) =>
        [
            .. Directory
                .EnumerateFiles(Path.Join(Repository.Root, "environments", environment), "manifests.yaml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];

    private static string AppOf(string file) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!;

    private static Manifests Parsed(string file, string text) => Manifests.Read(file, text, new DiagnosticBag()) ?? new Manifests([]);

    private static string Text(string path) => File.ReadAllText(Path.Join(Repository.Root, path));

    private static YamlMap App(string name) => Read($"apps/{name}/app.yaml").Map("spec")!;

    private static YamlMap Read(string path) => (YamlMap)YamlReader.ReadAll(path, Text(path), new DiagnosticBag())![0];
}

file static class Maps
{
    public static string? TextOf(this YamlMap map, params string[] keys) =>
        keys[..^1].Aggregate((YamlMap?)map, (inner, key) => inner?.Map(key))?.Text(keys[^1]);
}
