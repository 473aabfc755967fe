using GitOpsGen.Promql;
using Xunit;

namespace GitOpsGen.Tests.Promql;

/// <summary>Which labels an expression can carry, and which it needs of its series.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData("up", "x", true)]
    [InlineData("up{x=\"\"}", "x", false)]
    [InlineData("sum(up)", "x", false)]
    [InlineData("sum by (x) (up)", "x", true)]
    [InlineData("sum by (x) (sum by (y) (up))", "x", false)]
    [InlineData("sum without (x) (up)", "x", false)]
    [InlineData("sum without (y) (up)", "x", true)]
    [InlineData("topk by (y) (3, up)", "x", true)]
    [InlineData("count_values(\"x\", up)", "x", true)]
    [InlineData("rate(up[5m])", "x", true)]
    [InlineData("absent(up{x=\"1\"})", "x", true)]
    [InlineData("absent(up{x=~\"1\"})", "x", false)]
    [InlineData("absent(sum(up))", "x", false)]
    [InlineData("vector(1)", "x", false)]
    [InlineData("label_replace(sum(up), \"x\", \"a\", \"\", \"\")", "x", true)]
    [InlineData("histogram_quantile(0.9, sum by (le, x) (a))", "le", false)]
    [InlineData("histogram_quantile(0.9, sum by (le, x) (a))", "x", true)]
    [InlineData("a / on (x) b", "x", true)]
    [InlineData("a / on (y) b", "x", false)]
    [InlineData("a / ignoring (x) b", "x", false)]
    [InlineData("a * on (y) group_left (x) b", "x", true)]
    [InlineData("a * on (y) group_left (x) sum by (y) (b)", "x", false)]
    [InlineData("sum by (x) (a) * on (y) group_right () b", "x", true)]
    [InlineData("a and on (y) b", "x", true)]
    [InlineData("sum(a) or b", "x", true)]
    [InlineData("sum(a) unless b", "x", false)]
    [InlineData("sum by (x) (a) > 0", "x", true)]
    [InlineData("1 - sum by (x) (a)", "x", true)]
    [InlineData("a > on (y) b", "x", false)]
    [InlineData("-up", "x", true)]
    [InlineData("max_over_time(sum(up)[1h:])", "x", false)]
    public void What_an_expression_can_carry_is_known(string expression, string label, bool expected) =>
        Assert.Equal(expected, OutputLabels.Of(PromqlParser.Parse(expression)!).MayHave(label));

    [Theory]
    [InlineData("a{x=\"1\", y!=\"2\", z=~\"a|b\", v=~\".*\"}", "", "a:x,z")]
    [InlineData("sum by (x) (a)", "", "a:x")]
    [InlineData("sum by (x) (a)", "y", "a:x")]
    [InlineData("sum without (x) (a)", "x y", "a:y")]
    [InlineData("topk(1, a)", "x", "a:x")]
    [InlineData("a * on (x) group_left (y) b", "y z", "a:x,z b:x,y")]
    [InlineData("a / ignoring (x) b", "y", "a:y b:")]
    [InlineData("a unless on (x) b", "y", "a:x,y b:x")]
    [InlineData("a or b", "y", "a:y b:y")]
    [InlineData("label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\")", "x", "a:y")]
    [InlineData("label_join(a, \"x\", \"-\", \"y\", \"z\")", "x", "a:y,z")]
    [InlineData("absent(a{x=\"1\"})", "y", "a:x")]
    [InlineData("rate(a[5m]) > 0", "x", "a:x")]
    public void What_an_expression_needs_is_known(string expression, string read, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                LabelNeeds
                    .Of(PromqlParser.Parse(expression)!, read.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(need => $"{need.Selector.Metric}:{string.Join(',', need.Labels.Order(StringComparer.Ordinal))}")
            )
        );

    [Theory]
    [InlineData("5m", "5m")]
    [InlineData("1h30m", "1h30m")]
    [InlineData("90m", "1h30m")]
    [InlineData("1d", "24h")]
    [InlineData("0", "0s")]
    [InlineData("100ms", "100ms")]
    public void A_duration_is_read_and_written(string text, string expected) =>
        Assert.Equal(expected, PromqlDuration.Text(PromqlDuration.Of(text)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("m5")]
    [InlineData("5m1h")]
    [InlineData("1.5h")]
    [InlineData("99999999999999999999999y")]
    public void What_is_no_duration_is_none(string text) => Assert.Null(PromqlDuration.Of(text));
}
