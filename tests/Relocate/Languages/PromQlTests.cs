using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("up{namespace=\"kube-system\"}", "review")]
    [InlineData("up{namespace=\"kube-system\", pod=~\"ama-metrics-.*\"}", "move")]
    [InlineData("up{pod=~\"ama-metrics-.*\",namespace='kube-system'}", "move")]
    [InlineData("up{ namespace = `kube-system` , deployment = 'ama-metrics' }", "move")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"coredns-.+\"}", "keep")]
    [InlineData("up{namespace=\"kube-system\",daemonset=\"kube-proxy\"}", "keep")]
    [InlineData("up{namespace=\"kube-system\",daemonset=\"billing-agent\"}", "keep")]
    [InlineData("up{namespace=\"kube-system\",secret=\"aad-msi-auth-token\"}", "keep")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"ama-.*\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\".*\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"$pod\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",deployment=~\"$deployment\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",daemonset=~\"${daemonset:regex}\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",daemonset=~\"[[daemonset]]\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",service=\"{{ .Values.service }}\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"ama-metrics-$kind-.*\"}", "move")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"ama-metrics.*|coredns.*\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"ama-metrics.*|.*\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"ama-metrics-(node|win-node)-.*\"}", "move")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"(ama-metrics|coredns)-.*\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",pod=~\"^(?:coredns|kube-proxy)-[a-z0-9]+$\"}", "keep")]
    [InlineData("up{namespace=\"kube-system\",pod!~\"ama-metrics.*\"}", "review")]
    [InlineData("up{namespace!=\"kube-system\",pod=~\"ama-metrics.*\"}", "review")]
    [InlineData("up{namespace=~\"kube-system|monitoring\",pod=~\"ama-metrics.*\"}", "move")]
    [InlineData("up{namespace=~\"kube-system|monitoring\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",app=\"ama-metrics\",container=\"coredns\"}", "review")]
    [InlineData("up{namespace=\"kube-system\",container=\"something\",pod=\"ama-metrics-1\"}", "move")]
    [InlineData("up{namespace=\"kube-system\",container=\"something\"}", "review")]
    [InlineData("up{exported_namespace=\"kube-system\",exported_pod=~\"ama-metrics.*\"}", "move")]
    [InlineData("coredns_dns_requests_total{namespace=\"kube-system\"}", "keep")]
    [InlineData("kube_pod_info{namespace=\"kube-system\",job=\"ama-metrics-ksm\"}", "review")]
    [InlineData("container_memory_rss{namespace=\"kube-system\",job=\"kubelet\"}", "review")]
    [InlineData("kube_service_info{namespace=\"kube-system\",service=\"ama-metrics-ksm\"}", "move")]
    [InlineData("up{job=\"kube-system/ama-metrics\"}", "move")]
    [InlineData("up{job=\"serviceMonitor/kube-system/ama-metrics-ksm/0\"}", "move")]
    [InlineData("up{instance=\"ama-metrics-ksm.kube-system.svc:8080\"}", "move")]
    [InlineData("requests_total{destination_service=\"kube-dns.kube-system.svc.cluster.local\"}", "keep")]
    [InlineData(
        "requests_total{source_workload_namespace=\"kube-system\",source_workload=\"ama-metrics\",destination_workload=\"coredns\"}",
        "move"
    )]
    [InlineData("requests_total{destination_workload_namespace=\"kube-system\",source_workload=\"ama-metrics\"}", "review")]
    [InlineData("{\"the.metric\", namespace=\"kube-system\", pod=\"ama-metrics-x\"}", "move")]
    [InlineData("up{{{ .Values.extra }} namespace=\"kube-system\", pod=~\"ama-metrics.*\"}", "move")]
    [InlineData("sum(rate(up{namespace=\\\"kube-system\\\",pod=~\\\"ama-metrics.*\\\"}[$__rate_interval])) by (pod)", "move")]
    [InlineData("label_values(kube_pod_info{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}, pod)", "move")]
    [InlineData("{namespace=\"kube-system\", pod=~\"ama-metrics.*\"} |= \"error\" | json", "move")]
    [InlineData("up{a=\"x\\\"}\", namespace=\"kube-system\", pod=\"ama-metrics-0\"}", "move")]
    public void A_selector_is_judged_by_its_other_matchers(string query, string verdict)
    {
        var (text, offset) = Known.Mention(query);
        Assert.Equal(verdict, PromQl.Judge(text, offset, Known.Request, Known.Inventory).Says());
    }

    [Theory]
    [InlineData(
        "a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} * on (namespace, pod) group_left(node) "
            + "b{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}",
        "move"
    )]
    [InlineData("a{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} * on(namespace) group_left b{namespace=\"«kube-system»\"}", "review")]
    [InlineData("a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} * on(namespace) group_left b{namespace=\"kube-system\"}", "review")]
    [InlineData(
        "a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} / on(namespace) b{namespace=\"kube-system\",pod=~\"coredns.*\"}",
        "review"
    )]
    [InlineData(
        "a{namespace=\"«kube-system»\",pod=~\"kube-proxy.*\"} / on(namespace) b{namespace=\"kube-system\",pod=~\"coredns.*\"}",
        "keep"
    )]
    [InlineData("a{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} / on(namespace,pod) b{namespace=\"«kube-system»\"}", "move")]
    [InlineData("a{namespace=\"«kube-system»\"} and on(pod) b{pod=~\"ama-metrics.*\"}", "move")]
    [InlineData("a{namespace=\"«kube-system»\"} unless on(pod) b{pod=~\"ama-metrics.*\"}", "review")]
    [InlineData("a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} or b{namespace=\"kube-system\",pod=~\"coredns.*\"}", "move")]
    [InlineData("a{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} or b{namespace=\"«kube-system»\",pod=~\"coredns.*\"}", "keep")]
    [InlineData("sum(a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"}) / sum(b{namespace=\"kube-system\"})", "move")]
    [InlineData(
        "sum by (namespace) (a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"}) / on(namespace) sum by (namespace) "
            + "(b{namespace=\"kube-system\"})",
        "review"
    )]
    [InlineData(
        "a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} / ignoring(namespace) b{namespace=\"kube-system\",pod=~\"coredns.*\"}",
        "move"
    )]
    [InlineData(
        "a{namespace=\"«kube-system»\",pod=~\"ama-metrics.*\"} / b{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} > bool 0.5",
        "move"
    )]
    [InlineData("# only kube-system\nup", "keep")]
    [InlineData("up{namespace=\"«kube-system»\",pod=\"ama-metrics-0\"} # not {coredns", "move")]
    [InlineData("a{namespace=\"«kube-system»\",pod=\"ama-metrics-0\"} offset 1h > 5m / 2", "move")]
    public void Both_sides_of_a_join_go_together(string query, string verdict)
    {
        var (text, offset) = Known.Mention(query);
        Assert.Equal(verdict, PromQl.Judge(text, offset, Known.Request, Known.Inventory).Says());
    }

    [Fact]
    public void The_two_sides_of_a_join_have_one_group()
    {
        var query = PromQl.Parse(
            "a{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} * on(namespace) b{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}"
        );
        var first = query.Judge(13, Known.Request, Known.Inventory);
        var second = query.Judge(77, Known.Request, Known.Inventory);
        Assert.NotNull(first?.Group);
        Assert.Equal(first.Group, second?.Group);
    }

    [Fact]
    public void What_moves_or_is_open_is_offered_both_namespaces_for_the_time_between() =>
        Assert.Contains(
            "ns=~\"kube-system|azure-managed-prometheus\"",
            PromQl.Judge("up{ns=\"kube-system\"}", 7, Known.Request, Known.Inventory)!.Evidence,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("legend for kube-system")]
    [InlineData("count(kube-system)")]
    [InlineData("label_replace(up, \"a\", \"kube-system\", \"b\", \"\")")]
    public void Text_outside_a_matcher_is_not_judged(string text) =>
        Assert.Null(PromQl.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory));

    [Theory]
    [InlineData("use up{namespace=\"kube-system\"} for it", true)]
    [InlineData("use up{a=\"b:1\", namespace=~\"kube-system|x\"}", true)]
    [InlineData("{\"namespace\": \"kube-system\"}", false)]
    [InlineData("namespace=\"kube-system\"", false)]
    [InlineData("the kube-system namespace", false)]
    [InlineData("{{ if eq .ns \"kube-system\" }}", false)]
    public void A_selector_is_told_by_its_form(string text, bool expected) =>
        Assert.Equal(expected, PromQl.LooksLikePromQl(text, text.IndexOf("kube-system", StringComparison.Ordinal)));

    [Fact]
    public void Nesting_without_end_is_survived()
    {
        var text = new string('(', 50_000) + "up{namespace=\"kube-system\",pod=\"ama-metrics-0\"}";
        Assert.Equal("move", PromQl.Judge(text, 50_014, Known.Request, Known.Inventory).Says());
    }

    [Fact]
    public void An_open_brace_or_quote_is_survived()
    {
        Assert.Equal("review", PromQl.Judge("up{namespace=\"kube-system", 14, Known.Request, Known.Inventory).Says());
        Assert.Equal("move", PromQl.Judge("up{pod=\"ama-metrics-1\",namespace=\"kube-system\"", 34, Known.Request, Known.Inventory).Says());
    }
}
