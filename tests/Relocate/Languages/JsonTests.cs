using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class JsonTests
{
    [Fact]
    public void Every_string_has_its_path_and_place()
    {
        const string text = """{"a": {"b": ["x", {"c": "y"}]}, "d": 1, "e": "z"}""";
        var json = JsonStrings.Read(text);
        Assert.Equal(["$.a", "$.a.b", "$.a.b[0]", "$.a.b[1].c", "$.a.b[1].c", "$.d", "$.e", "$.e"], json.All.Select(one => one.Path));
        Assert.All(json.All, one => Assert.Equal(one.Value, text.Substring(one.Start, one.Length)));
        Assert.Null(json.StoppedAt);
    }

    [Fact]
    public void A_decoded_string_knows_where_its_characters_stood()
    {
        const string text = "[\"a\\n\\u0041\\\"kube-system\\\"\"]";
        var found = JsonStrings.Read(text).All[0];
        Assert.Equal("a\nA\"kube-system\"", found.Value);
        var raw = text.IndexOf("kube-system", StringComparison.Ordinal);
        Assert.Equal(4, found.DecodedIndex(raw));
        Assert.Equal(raw, found.RawOffset(4));
        Assert.Equal(1, found.DecodedIndex(3));
    }

    [Theory]
    [InlineData("// note\n{\"a\": \"b\", /* more */ \"c\": [1, \"d\",],}")]
    [InlineData("\uFEFF{\"a\": \"b\", \"c\": [true, \"d\"]}")]
    [InlineData("{\"a\": {{ .Values.x | quote }}, \"b\": \"b\", \"c\": [ {{- if .y }} \"d\" {{- end }} ]}")]
    public void Comments_commas_marks_and_holes_are_forgiven(string text)
    {
        var json = JsonStrings.Read(text);
        Assert.Null(json.StoppedAt);
        Assert.Contains(json.All, one => one is { Value: "d", IsKey: false } && one.Path.StartsWith("$.c[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"a\": \"b\"", 9)]
    [InlineData("{\"a\": \"b", 6)]
    [InlineData("{\"a\": ]", 6)]
    [InlineData("{\"a\": <b>}", 6)]
    public void It_says_where_the_text_ceases_to_be_json(string text, int stopped) =>
        Assert.Equal(stopped, JsonStrings.Read(text).StoppedAt);

    [Fact]
    public void A_key_without_a_value_is_still_a_key() => Assert.Equal("$.a", JsonStrings.Read("{\"a\":}").All[0].Path);

    [Fact]
    public void Depth_without_end_is_survived() => Assert.NotNull(JsonStrings.Read(new string('[', 200_000)).StoppedAt);

    [Fact]
    public void A_sibling_is_found_by_its_key()
    {
        var json = JsonStrings.Read("""[{"name": "POD_NAMESPACE", "value": "kube-system"}]""");
        var value = json.At(38)!;
        Assert.Equal("kube-system", value.Value);
        Assert.Equal("POD_NAMESPACE", value.Item.Parent?.MemberText("name"));
        Assert.Null(json.At(1));
    }

    [Theory]
    [InlineData("""{"panels":[{"targets":[{"expr":"up{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}"}]}]}""", "move", Category.Query)]
    [InlineData("""{"panels":[{"targets":[{"expr":"up{namespace=\"kube-system\",pod=~\"coredns.*\"}"}]}]}""", "keep", Category.Query)]
    [InlineData("""{"panels":[{"targets":[{"expr":"up{namespace=\"kube-system\"}"}]}]}""", "review", Category.Query)]
    [InlineData(
        """{"rows":[{"panels":[{"targets":[{"expr":"sum(\n  up{namespace=\"kube-system\", daemonset=\"ama-metrics-node\"}\n)"}]}]}]}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"annotations":{"list":[{"expr":"changes(up{namespace=\"kube-system\",deployment=\"ama-metrics\"}[5m])"}]},"panels":[]}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"templating":{"list":[{"name":"ns","current":{"text":"kube-system","value":"x"}}]}}""",
        "keep",
        Category.DashboardVariable
    )]
    [InlineData(
        """{"templating":{"list":[{"name":"ns","options":[{"text":"a"},{"value":"kube-system"}]}]}}""",
        "keep",
        Category.DashboardVariable
    )]
    [InlineData("""{"templating":{"list":[{"name":"ns","allValue":"kube-system"}]}}""", "keep", Category.DashboardVariable)]
    [InlineData("""{"templating":{"list":[{"name":"ns","regex":"/kube-system|default/"}]}}""", "keep", Category.DashboardVariable)]
    [InlineData(
        """{"templating":{"list":[{"name":"ns","type":"custom","query":"default,kube-system"}]}}""",
        "keep",
        Category.DashboardVariable
    )]
    [InlineData("""{"templating":{"list":[{"name":"ns","type":"constant","query":"kube-system"}]}}""", "keep", Category.DashboardVariable)]
    [InlineData(
        """{"templating":{"list":[{"name":"pod","type":"query","query":"label_values(kube_pod_info{namespace=\"kube-system\"}, pod)"}]}}""",
        "review",
        Category.Query
    )]
    [InlineData(
        """{"templating":{"list":[{"name":"pod","type":"query","query":{"query":"label_values(kube_pod_info{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}, pod)","refId":"x"}}]}}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"templating":{"list":[{"name":"pod","definition":"label_values(up{namespace=\"kube-system\",pod=~\"kube-proxy.*\"}, pod)"}]}}""",
        "keep",
        Category.Query
    )]
    [InlineData(
        """{"groups":[{"rules":[{"alert":"x","expr":"absent(up{namespace=\"kube-system\",deployment=\"ama-metrics-ksm\"})"}]}]}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"resources":[{"properties":{"rules":[{"expression":"up{namespace=\"kube-system\",pod=~\"ama-metrics.*\"} == 0"}]}}]}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"panels":[{"targets":[{"query":"ContainerLogV2 | where PodNamespace == \"kube-system\" | where PodName startswith \"ama-metrics\""}]}]}""",
        "move",
        Category.Query
    )]
    [InlineData(
        """{"panels":[{"targets":[{"query":"ContainerLogV2 | where PodNamespace == \"kube-system\" and PodName !startswith \"ama-metrics\""}]}]}""",
        "review",
        Category.Query
    )]
    [InlineData(
        """{"panels":[{"targets":[{"query":"KubePodInventory | where Namespace == 'kube-system' and Name has 'coredns'"}]}]}""",
        "keep",
        Category.Query
    )]
    [InlineData("""{"panels":[{"title":"Pods in kube-system"}]}""", "review", Category.Prose)]
    [InlineData("""{"panels":[{"description":"CoreDNS runs in kube-system"}]}""", "keep", Category.Prose)]
    [InlineData(
        """{"panels":[{"links":[{"url":"/d/x?var-namespace=kube-system&var-pod=ama-metrics"}]}]}""",
        "move",
        Category.DashboardVariable
    )]
    [InlineData(
        """{"panels":[{"links":[{"url":"/d/x?var-cluster=a&var-namespace=kube-system"}]}]}""",
        "review",
        Category.DashboardVariable
    )]
    public void A_dashboard_is_judged_by_the_place_in_it(string text, string verdict, Category category)
    {
        var judgement = Dashboards.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory);
        Assert.Equal((verdict, category), (judgement.Says(), judgement!.Category));
    }

    [Theory]
    [InlineData("""{"metadata":{"namespace":"kube-system"}}""")]
    [InlineData("""{"kube-system":{"expr":1}}""")]
    [InlineData("""{"title":"kube-system"}""")]
    public void Other_json_is_left_to_others(string text) =>
        Assert.Null(Dashboards.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory));
}
