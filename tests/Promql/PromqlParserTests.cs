using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Promql;

/// <summary>What Prometheus reads is read, whatever it looks like; what is none is null and never an exception.</summary>
public sealed class PromqlParserTests
{
    [Theory]
    [InlineData("up")]
    [InlineData("up{job=\"a\",}")]
    [InlineData("{__name__=~\"job:.*\", le!=\"\"}")]
    [InlineData("{\"a.metric\", \"a.label\"=\"x\"}")]
    [InlineData("sum(up)")]
    [InlineData("sum by (a, b,) (up)")]
    [InlineData("SUM(up) BY (a)")]
    [InlineData("sum without () (up)")]
    [InlineData("topk(5, up) by (job)")]
    [InlineData("count_values(\"version\", build)")]
    [InlineData("quantile by (\"a.b\") (0.9, up)")]
    [InlineData("rate(a_total{x='y'}[5m]) > 0")]
    [InlineData("rate(a_total[5m] offset 1h30m)")]
    [InlineData("a offset -5m")]
    [InlineData("a @ 1609746000")]
    [InlineData("a @ start() offset 5m")]
    [InlineData("rate(a[5m] @ end())")]
    [InlineData("max_over_time(rate(a[5m])[1h:1m])")]
    [InlineData("max_over_time(a[1h:])")]
    [InlineData("a[5m:] @ 10 offset 1m")]
    [InlineData("a / on (x) group_left (y, z) b")]
    [InlineData("a * on () group_right () b")]
    [InlineData("a * ignoring (x) b")]
    [InlineData("a == bool 1")]
    [InlineData("a and on (x) b or c unless d")]
    [InlineData("-a ^ 2")]
    [InlineData("-(a) + +b")]
    [InlineData("2 ^ -1 ^ 2")]
    [InlineData("1e3 + .5 + 0x1F + Inf - NaN + 1_000")]
    [InlineData("a atan2 b % c")]
    [InlineData("5m + 1")]
    [InlineData("vector(1)")]
    [InlineData("time() - 1")]
    [InlineData("day_of_week()")]
    [InlineData("label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\")")]
    [InlineData("a # a comment\n + b")]
    [InlineData("a{x=\"\\\"\\n\\x41\\u00e9\\101\"}")]
    [InlineData("a{x=`\\d`}")]
    [InlineData(":a:b")]
    [InlineData("sum")]
    [InlineData("by{on=\"x\", by=\"y\"}")]
    [InlineData("avg(offset) by (bool)")]
    [InlineData("rate(a[300])")]
    [InlineData("rate(a[5m * 2])")]
    [InlineData("a{a=\"1\"} > b and c")]
    [InlineData("\"text\"")]
    public void An_expression_is_read(string text) => Assert.NotNull(PromqlParser.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("sum(up")]
    [InlineData("up)")]
    [InlineData("up{")]
    [InlineData("up{a=}")]
    [InlineData("up{a=\"x}")]
    [InlineData("a[5m")]
    [InlineData("rate(a[5m])[5m]")]
    [InlineData("a +")]
    [InlineData("a b")]
    [InlineData("sum(a) by")]
    [InlineData("a $ b")]
    [InlineData("a{x=\"\\q\"}")]
    [InlineData("a on (x) b")]
    [InlineData("1m5h")]
    public void What_is_no_expression_is_not_understood(string text) => Assert.Null(PromqlParser.Parse(text));

    [Fact]
    public void No_depth_and_no_length_is_too_much()
    {
        Assert.Null(PromqlParser.Parse(new string('(', 100_000)));
        Assert.Null(PromqlParser.Parse(new string('-', 100_000) + "1"));
        Assert.Null(PromqlParser.Parse(string.Concat(Enumerable.Repeat("sum(", 100_000))));
        Assert.Null(PromqlParser.Parse("a" + string.Concat(Enumerable.Repeat(" + a", 100_000))));
        Assert.Null(PromqlParser.Parse("a" + string.Concat(Enumerable.Repeat("[1h:]", 100_000))));
        Assert.NotNull(PromqlParser.Parse("a" + string.Concat(Enumerable.Repeat(" + a", 400))));
    }

    [Fact]
    public void Broken_expressions_are_never_an_exception()
    {
        const string Odd = "(){}[],\"'`:@$\\#=~!<>+-*/^%0.e_x";
        var random = new Random(7);
        var whole = Expressions().ToList();
        for (var round = 0; round < 20_000; round++)
        {
            var text = whole[random.Next(whole.Count)];
            var at = random.Next(text.Length);
            var broken = text[..at] + Odd[random.Next(Odd.Length)] + text[Math.Min(text.Length, at + random.Next(3))..];
            if (PromqlParser.Parse(broken) is { } node)
                OutputLabels.Of(node);
        }
    }

    /// <summary>promtool is the second judge: of the expressions of our own fleet and of the chart, each that it takes is read.</summary>
    [Fact]
    public void What_promtool_takes_is_read()
    {
        var expressions = Expressions().Distinct(StringComparer.Ordinal).ToList();
        Assert.SkipUnless(expressions.Count >= 200, $"the real data is not beside the repository: only {expressions.Count} expressions");
        using var folder = new TemporaryFolder();
        var rules = string.Concat(
            expressions.Select(text => $"      - {{record: x, expr: {System.Text.Json.JsonSerializer.Serialize(text)}}}\n")
        );
        folder.Write("rules.yaml", $"groups:\n  - name: all\n    rules:\n{rules}");
        var (exit, _, error) = TestTools.Run(TestTools.Promtool, ["check", "rules", "--lint=none", folder.File("rules.yaml")]);
        Assert.True(exit == 0, error);
        Assert.Equal([], expressions.Where(text => PromqlParser.Parse(text) is null));
    }

    // Our own, and those of the chart where its output is at hand.
    private static IEnumerable<string> Expressions() =>
        new[] { "apps/prometheus-stack/base/alerts.yaml", "../shared/data/kube-prometheus-stack-88.5.3.yaml" }
            .Select(file => Path.Join(Repository.Root, file))
            .Where(File.Exists)
            .SelectMany(file => Manifests.Read("x", File.ReadAllText(file), new DiagnosticBag())!.OfKind("PrometheusRule"))
            .SelectMany(rule => rule.Spec!.List("groups").OfType<YamlMap>())
            .SelectMany(group => group.List("rules").OfType<YamlMap>())
            .Select(rule => rule.Text("expr")!);
}
