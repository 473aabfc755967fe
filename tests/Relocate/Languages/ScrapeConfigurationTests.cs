using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class ScrapeConfigurationTests
{
    [Theory]
    [InlineData(
        "- job_name: kube-dns\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names:\n      - kube-system",
        "keep"
    )]
    [InlineData("- job_name: windows-kube-proxy\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces: {names: [kube-system]}", "keep")]
    [InlineData("- job_name: anything\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names: [kube-system]", "review")]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names: [kube-system]\n  "
            + "relabel_configs:\n  - source_labels: [__meta_kubernetes_pod_label_k8s_app]\n    action: keep\n    regex: kube-proxy",
        "keep"
    )]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names: [kube-system]\n  "
            + "relabel_configs:\n  - source_labels: [__meta_kubernetes_pod_name]\n    action: keep\n    regex: ama-metrics-.*",
        "move"
    )]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names: [kube-system]\n  "
            + "relabel_configs:\n  - source_labels: [__meta_kubernetes_pod_name]\n    action: drop\n    regex: ama-metrics-.*",
        "review"
    )]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names: [kube-system]\n  "
            + "relabel_configs:\n  - action: keep\n    regex: (ama-metrics|coredns)-.*\n    source_labels:\n    - "
            + "__meta_kubernetes_pod_name",
        "review"
    )]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: endpoints\n    namespaces:\n      names: [kube-system]\n    "
            + "selectors:\n    - role: endpoints\n      label: \"k8s-app=kube-dns\"",
        "keep"
    )]
    [InlineData(
        "- job_name: anything\n  kubernetes_sd_configs:\n  - role: service\n    namespaces:\n      names: [kube-system]\n    "
            + "selectors:\n    - role: service\n      field: metadata.name=ama-metrics-ksm",
        "move"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]\n   "
            + " regex: kube-system;ama-metrics-.*\n    action: keep",
        "move"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]\n   "
            + " regex: 'kube-system;coredns-.+'\n    action: drop",
        "keep"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]\n   "
            + " regex: default;ama-metrics-.*|kube-system;coredns-.*\n    action: keep",
        "keep"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]\n   "
            + " regex: ^(default;coredns-.*|kube-system;ama-metrics-.*)$\n    action: keep",
        "move"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, __meta_kubernetes_pod_name]\n   "
            + " regex: (kube-system|monitoring);ama-metrics-.*\n    action: keep",
        "move"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace, "
            + "__meta_kubernetes_pod_container_port_name]\n    regex: kube-system;metrics\n    action: keep",
        "review"
    )]
    [InlineData(
        "- job_name: all\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace]\n    regex: kube-system\n    action: drop",
        "review"
    )]
    [InlineData(
        "- job_name: ama-metrics-node\n  relabel_configs:\n  - source_labels: [__meta_kubernetes_namespace]\n    regex: "
            + "kube-system\n    action: keep",
        "move"
    )]
    [InlineData(
        "- job_name: etcd\n  metric_relabel_configs:\n  - source_labels: [namespace]\n    regex: kube-system\n    action: keep",
        "review"
    )]
    [InlineData(
        "- job_name: x\n  metric_relabel_configs:\n  - source_labels: [namespace, pod]\n    regex: kube-system;ama-metrics.*\n "
            + "   action: keep",
        "move"
    )]
    [InlineData("- job_name: x\n  static_configs:\n  - targets: ['ama-metrics-ksm.kube-system.svc.cluster.local:8080']", "move")]
    [InlineData("- job_name: kube-proxy\n  static_configs:\n  - targets: ['ama-metrics-ksm.kube-system.svc.cluster.local:8080']", "move")]
    [InlineData("- job_name: ama-metrics\n  static_configs:\n  - targets: ['metrics-server.kube-system.svc:443']", "keep")]
    [InlineData("- job_name: x\n  # names: [kube-system]\n  scheme: http", "keep")]
    [InlineData("- job_name: x # of kube-system\n  scheme: http", "keep")]
    [InlineData("- kubernetes_sd_configs:\n  - role: pod\n    namespaces:\n      names:\n      - kube-system\n  job_name: coredns", "keep")]
    [InlineData(
        "global: {}\nscrape_configs:\n{{- if .Values.dns }}\n- job_name: coredns\n  kubernetes_sd_configs:\n{{- end }}\n  - "
            + "namespaces:\n      names:\n      - kube-system\n",
        "keep"
    )]
    [InlineData(
        "scrape_configs:\n  - job_name: coredns\n    scheme: http\n  - job_name: $$OTHER$$\n    kubernetes_sd_configs:\n      "
            + "- namespaces:\n          names: [kube-system]\n  - job_name: ama-metrics-node\n",
        "review"
    )]
    [InlineData("global:\n  external_labels:\n    from: kube-system\nscrape_configs:\n- job_name: coredns\n", "review")]
    public void A_job_is_judged_by_what_it_scrapes(string text, string verdict) =>
        Assert.Equal(
            verdict,
            ScrapeConfiguration.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Theory]
    [InlineData("scrape_configs:\n- job_name: x", true)]
    [InlineData("- job_name: x\n  static_configs: []", true)]
    [InlineData("job_name: x", false)]
    [InlineData("a: b", false)]
    public void A_configuration_is_told_by_its_keys(string text, bool expected) => Assert.Equal(expected, ScrapeConfiguration.IsOne(text));
}
