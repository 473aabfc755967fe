using GitOpsGen.Diagnostics;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Resolve;

/// <summary>Maps merge, lists replace, null removes.</summary>
public sealed class MergeTests
{
    [Theory]
    [InlineData("{a: 1}", "{b: 2}", "{a: 1, b: 2}")]
    [InlineData("{a: 1}", "{a: 2}", "{a: 2}")]
    [InlineData("{a: {b: 1, c: 1}}", "{a: {c: 2, d: 2}}", "{a: {b: 1, c: 2, d: 2}}")]
    [InlineData("{a: [1, 2, 3]}", "{a: [4]}", "{a: [4]}")]
    [InlineData("{a: [{b: 1}]}", "{a: [{c: 2}]}", "{a: [{c: 2}]}")]
    [InlineData("{a: [1]}", "{a: []}", "{a: []}")]
    [InlineData("{a: {b: 1}}", "{a: {}}", "{a: {b: 1}}")]
    [InlineData("{a: {b: 1}}", "{}", "{a: {b: 1}}")]
    [InlineData("{a: 1, b: 2}", "{a: null}", "{b: 2}")]
    [InlineData("{a: 1, b: 2}", "{a: ~}", "{b: 2}")]
    [InlineData("{a: 1}", "{a: \"null\"}", "{a: \"null\"}")]
    [InlineData("{a: {b: 1, c: 2}}", "{a: {b: null}}", "{a: {c: 2}}")]
    [InlineData("{a: {b: 1}}", "{a: null}", "{}")]
    [InlineData("{a: [1]}", "{a: null}", "{}")]
    [InlineData("{}", "{a: null, b: {c: null, d: 1}}", "{b: {d: 1}}")]
    [InlineData("{a: {b: 1}}", "{a: text}", "{a: text}")]
    [InlineData("{a: text}", "{a: {b: 1}}", "{a: {b: 1}}")]
    [InlineData("{a: text}", "{a: {b: null, c: 1}}", "{a: {c: 1}}")]
    [InlineData("{a: [1]}", "{a: {b: 1}}", "{a: {b: 1}}")]
    [InlineData("{a: {b: 1}}", "{a: [1]}", "{a: [1]}")]
    public void The_upper_map_is_laid_over_the_lower(string lower, string upper, string expected) =>
        Assert.Equal(YamlWriter.Write(Map(expected)), YamlWriter.Write(Merge.All([Map(lower), Map(upper)], Position.Start("f.yaml"))));

    [Theory]
    [InlineData("{a: 1, b: 2}", "{a: null}", "{a: null, b: 2}")]
    [InlineData("{a: {b: 1, c: 2}}", "{a: {b: null}}", "{a: {b: null, c: 2}}")]
    [InlineData("{}", "{a: null}", "{a: null}")]
    [InlineData("{a: null}", "{a: 1}", "{a: 1}")]
    [InlineData("{a: null}", "{b: 1}", "{a: null, b: 1}")]
    [InlineData("{a: {b: 1}}", "{a: null}", "{a: null}")]
    public void In_Helm_values_a_null_stays_because_the_chart_may_have_a_default(string lower, string upper, string expected) =>
        Assert.Equal(YamlWriter.Write(Map(expected)), YamlWriter.Write(Merge.Values([Map(lower), Map(upper)], Position.Start("f.yaml"))));

    [Fact]
    public void What_a_layer_removed_a_later_one_may_say_again_without_what_it_held() =>
        Assert.Equal(
            "a:\n  c: 2\n",
            YamlWriter.Write(Merge.All([Map("{a: {b: 1}}"), Map("{a: null}"), Map("{a: {c: 2}}")], Position.Start("f.yaml")))
        );

    [Fact]
    public void Keys_stand_in_the_order_in_which_they_were_first_said() =>
        Assert.Equal(
            "z: 1\na: 2\nm: 3\n",
            YamlWriter.Write(Merge.All([Map("{z: 0, a: 0}"), Map("{m: 3, a: 2, z: 1}")], Position.Start("f.yaml")))
        );

    [Fact]
    public void A_value_keeps_the_place_where_it_was_said()
    {
        var merged = Merge.Over(Map("a: 1\nb: {c: 1}\n"), Map("\n\na: 2\nb:\n  c: 2\n"));
        Assert.Equal((3, 5), (merged["a"]!.At.Line, merged.Map("b")!["c"]!.At.Line));
    }

    private static YamlMap Map(string text) => YamlReader.ReadMap("f.yaml", text, new DiagnosticBag())!;
}
