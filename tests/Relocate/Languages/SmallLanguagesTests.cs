using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class SmallLanguagesTests
{
    [Theory]
    [InlineData("/var/log/containers/ama-metrics-*_kube-system_*.log", "move")]
    [InlineData("/var/log/containers/ama-metrics-ksm-*_kube-system_ama-metrics-ksm-*.log", "move")]
    [InlineData("/var/log/containers/coredns*_kube-system_*.log", "keep")]
    [InlineData("/var/log/containers/billing-agent-*_kube-system_*.log", "keep")]
    [InlineData("/var/log/containers/*_kube-system_*.log", "review")]
    [InlineData("/var/log/containers/*_kube-system_kube-proxy-*.log", "keep")]
    [InlineData("/var/log/containers/ama-*_kube-system_*.log", "review")]
    [InlineData("/var/log/pods/kube-system_ama-metrics-*_*/prometheus-collector/*.log", "move")]
    [InlineData("/var/log/pods/kube-system_kube-proxy-*/*/*.log", "keep")]
    [InlineData("/var/log/pods/kube-system_*/*/*.log", "review")]
    [InlineData("kube.var.log.containers.ama-metrics-node-*_kube-system_*.log", "move")]
    [InlineData("kube.var.log.containers.*_kube-system_*", "review")]
    [InlineData("/var/log/containers/(ama-metrics|ama-metrics-node)-.+_kube-system_.+\\.log", "move")]
    [InlineData("/var/log/containers/a*_x_y.log,/var/log/containers/ama-metrics-*_kube-system_*.log", "move")]
    public void A_log_path_is_judged_by_its_pod(string text, string verdict)
    {
        var judgement = LogPath.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory);
        Assert.Equal(verdict, judgement.Says());
        Assert.Equal(Category.LogPath, judgement!.Category);
    }

    [Theory]
    [InlineData("a_kube-system_b")]
    [InlineData("/kube-system_")]
    [InlineData("kube-system")]
    [InlineData("in kube-system.log")]
    public void Other_words_with_underscores_are_no_log_path(string text) =>
        Assert.Null(LogPath.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory));

    [Theory]
    [InlineData("ama-metrics-operator-targets.kube-system.svc.cluster.local", "move")]
    [InlineData("https://ama-metrics-operator-targets.kube-system.svc:443/scrape_configs", "move")]
    [InlineData("http://ama-metrics-ksm.kube-system:8080/metrics", "move")]
    [InlineData("the host ama-metrics-ksm.kube-system answers.", "move")]
    [InlineData("kube-dns.kube-system.svc", "keep")]
    [InlineData("metrics.of-others.kube-system.svc.cluster.local", "keep")]
    [InlineData("*.kube-system.svc", "review")]
    [InlineData("{{ .Values.service }}.kube-system.svc", "review")]
    [InlineData("{{ .Values.service | default \"ama-metrics-ksm\" }}.kube-system.svc", "move")]
    [InlineData("$(SERVICE).kube-system.svc.cluster.local", "review")]
    [InlineData("${SERVICE}.kube-system.svc.cluster.local", "review")]
    [InlineData("$$KUBE_STATE_NAME$$.kube-system.svc", "review")]
    [InlineData("pod-0.ama-metrics.kube-system.svc.cluster.local", "move")]
    [InlineData("10-0-0-7.kube-system.pod.cluster.local", "none")]
    [InlineData("folder.kube-system.yaml", "none")]
    [InlineData("a.kube-system.example.com", "none")]
    [InlineData("any.kube-system", "none")]
    [InlineData("tcp://any.kube-system:53", "keep")]
    public void An_address_is_judged_by_its_service(string text, string verdict) =>
        Assert.Equal(
            verdict,
            ServiceAddress.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Fact]
    public void An_address_goes_with_its_service() =>
        Assert.Equal(
            "service:ama-metrics-ksm",
            ServiceAddress.Judge("ama-metrics-ksm.kube-system.svc", 16, Known.Request, Known.Inventory)?.Group
        );

    [Theory]
    [InlineData("system:serviceaccount:kube-system:ama-metrics-serviceaccount", "move")]
    [InlineData("system:serviceaccount:kube-system:coredns", "keep")]
    [InlineData("system:serviceaccount:kube-system:", "review")]
    [InlineData("system:serviceaccount:kube-system:{{ .Values.name }}", "review")]
    [InlineData("system:serviceaccounts:kube-system", "review")]
    [InlineData("serviceaccount:kube-system:ama-metrics", "none")]
    [InlineData("/api/v1/namespaces/kube-system/services/https:ama-metrics-ksm:8080/proxy", "move")]
    [InlineData("/apis/apps/v1/namespaces/kube-system/deployments/ama-metrics", "move")]
    [InlineData("/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy", "keep")]
    [InlineData("/api/v1/namespaces/kube-system/pods", "review")]
    [InlineData("kube-system/ama-metrics-settings-configmap", "move")]
    [InlineData("kube-system/coredns", "keep")]
    [InlineData("kube-system/unheard-of", "none")]
    [InlineData("manifests/kube-system/ama-metrics.yaml", "none")]
    [InlineData("kube-system/ama-metrics.yaml", "none")]
    [InlineData("podMonitor/kube-system/ama-metrics-node/0", "move")]
    public void A_user_and_a_path_are_judged_by_the_name_in_them(string text, string verdict) =>
        Assert.Equal(
            verdict,
            SmallLanguages.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );
}
