using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.ArgoCd;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The sample app is scraped in each way somewhere, and somebody scrapes it there.</summary>
public sealed class SampleAppTests
{
    private static readonly string Definitions = Path.Join(Repository.Root, "..", "shared", "data", "crds");

    [Theory]
    [InlineData("local", null)]
    [InlineData("dev", null)]
    [InlineData("canary", "ServiceMonitor sample-app-service-monitor")]
    [InlineData("prod-p10", "PodMonitor sample-app-pod-monitor")]
    [InlineData("eks-dev", "Probe sample-app-probe")]
    public void Each_environment_has_its_form_and_no_other(string environment, string? monitor)
    {
        var objects = Rendered(environment, "sample-app");
        var monitors = objects.OfKind("ServiceMonitor", "PodMonitor", "Probe").Select(each => $"{each.Kind} {each.Name}");
        Assert.Equal(monitor is null ? [] : [monitor], monitors);
        var pods = objects.Find("Deployment", "sample-app", "sample-app")!.Pods!;
        Assert.Equal(monitor is null ? "true" : null, pods.Annotation("prometheus.io/scrape"));
        Assert.Equal(monitor is null ? "8080" : null, pods.Annotation("prometheus.io/port"));
    }

    [Theory]
    [InlineData("local", false, false)]
    [InlineData("dev", true, false)]
    [InlineData("canary", true, true)]
    [InlineData("prod-p10", false, false)]
    public void A_strict_mesh_is_met_by_merging_or_by_its_certificates(string environment, bool isStrict, bool hasCertificates)
    {
        var objects = Rendered(environment, "sample-app");
        Assert.Equal(isStrict, objects.OfKind("PeerAuthentication").Any());
        Assert.Equal(
            hasCertificates,
            objects.Objects.Any(each => Text(each).Contains("/etc/prom-certs/cert-chain.pem", StringComparison.Ordinal))
        );
        if (hasCertificates)
            Assert.Contains(
                "mountPath: /etc/prom-certs",
                File.ReadAllText(Path.Join(Repository.Root, "environments", environment, "prometheus-stack", "values.yaml")),
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("local")]
    [InlineData("dev")]
    public void Where_pods_are_annotated_the_stack_has_the_job_that_reads_it(string environment) =>
        Assert.NotNull(Rendered(environment, "prometheus-stack").Find("ScrapeConfig", "monitoring", "annotated-pods"));

    [Theory]
    [InlineData("canary", "ServiceMonitor", "crd-servicemonitors.yaml")]
    [InlineData("prod-p10", "PodMonitor", "crd-podmonitors.yaml")]
    [InlineData("eks-dev", "Probe", "crd-probes.yaml")]
    [InlineData("local", "PrometheusRule", "crd-prometheusrules.yaml")]
    [InlineData("dev", "ScrapeConfig", "crd-scrapeconfigs.yaml")]
    public void Each_object_is_what_its_definition_allows(string environment, string kind, string definition)
    {
        Assert.SkipUnless(Directory.Exists(Definitions), "the definitions are not at hand");
        var app = kind == "ScrapeConfig" ? "prometheus-stack" : "sample-app";
        var only = Assert.Single(Rendered(environment, app).OfKind(kind));
        Assert.Empty(CrdSchema.Read(Path.Join(Definitions, definition)).Errors(only.Document));
    }

    [Theory]
    [InlineData("10.0.0.7", "https", "/own", "9080", "https://10.0.0.7:9080/own")]
    [InlineData("fd00::7", null, null, "9080", "http://[fd00::7]:9080/metrics")]
    [InlineData("10.0.0.7", "ftp", null, "9080", "http://10.0.0.7:9080/metrics")]
    [InlineData("10.0.0.7", null, null, null, "http://10.0.0.7:80/metrics")]
    public void The_job_scrapes_what_the_annotations_say(string ip, string? scheme, string? path, string? port, string address) =>
        Assert.Equal(address, Target(ip, ("scrape", "true"), ("scheme", scheme), ("path", path), ("port", port)));

    [Theory]
    [InlineData("scrape", "false")]
    [InlineData("scrape", null)]
    [InlineData("phase", "Succeeded")]
    [InlineData("scraped-by", "sample-app-pod-monitor")]
    public void The_job_leaves_out_what_is_not_for_it(string key, string? value) =>
        Assert.Null(Target("10.0.0.7", ("scrape", key == "scrape" ? value : "true"), (key, value), ("port", "9080")));

    // What Prometheus makes of a pod by the job's rules (replace, keep, drop of its relabel_config, anchored).
    private static string? Target(string ip, params (string Key, string? Value)[] annotations)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__address__"] = $"{ip}:80",
            ["__scheme__"] = "http",
            ["__metrics_path__"] = "/metrics",
            ["__meta_kubernetes_pod_ip"] = ip,
        };
        foreach (var (key, value) in annotations.Where(annotation => annotation.Value is not null))
            labels[Meta(key)] = key == "scraped-by" ? "true" : value!;
        var job = Rendered("local", "prometheus-stack").Find("ScrapeConfig", "monitoring", "annotated-pods")!;
        foreach (var rule in job.Spec!.List("relabelings").OfType<YamlMap>())
            if (!Apply(rule, labels))
                return null;
        return $"{labels["__scheme__"]}://{labels["__address__"]}{labels["__metrics_path__"]}";
    }

    private static string Meta(string key) =>
        key switch
        {
            "phase" => "__meta_kubernetes_pod_phase",
            "scraped-by" => "__meta_kubernetes_pod_annotationpresent_gitopsgen_io_scraped_by",
            _ => $"__meta_kubernetes_pod_annotation_prometheus_io_{key}",
        };

    private static bool Apply(YamlMap rule, Dictionary<string, string> labels)
    {
        var source = string.Join(
            rule.Text("separator") ?? ";",
            rule.Texts("sourceLabels").Select(label => labels.GetValueOrDefault(label.Text, ""))
        );
        var match = Regex.Match(source, $@"\A(?:{rule.Text("regex") ?? "(.*)"})\z", RegexOptions.NonBacktracking);
        if (rule.Text("action") != "replace")
            return match.Success == (rule.Text("action") == "keep");
        if (match.Success)
            labels[rule.Text("targetLabel")!] = match.Result(rule.Text("replacement") ?? "$1");
        return true;
    }

    private static string Text(Manifest manifest) => YamlWriter.Write(manifest.Document);

    private static Manifests Rendered(string environment, string app)
    {
        var path = Path.Join(Repository.Root, "environments", environment, app, "rendered", "manifests.yaml");
        return Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
    }
}
