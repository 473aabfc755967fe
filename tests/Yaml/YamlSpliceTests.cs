using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

public sealed class YamlSpliceTests
{
    private static readonly YamlMap Item = Y.Map(("name", Y.Text("new")), ("server", Y.Text("https://new.example")));

    private const string Line = "{name: new, server: https://new.example}";

    public static TheoryData<string, string, string> Forms =>
        new()
        {
            {
                "a block list",
                "spec:\n  clusters:\n    - {name: a}\n  apps: {}\n",
                $"spec:\n  clusters:\n    - {{name: a}}\n    - {Line}\n  apps: {{}}\n"
            },
            {
                "a block list at the margin of its key",
                "spec:\n  clusters:\n  - name: a\n    server: b\n  apps: {}\n",
                $"spec:\n  clusters:\n  - name: a\n    server: b\n  - {Line}\n  apps: {{}}\n"
            },
            {
                "items over several lines",
                "spec:\n  clusters:\n    - name: a\n      server: >-\n        https://a\n\n  apps: {}\n",
                $"spec:\n  clusters:\n    - name: a\n      server: >-\n        https://a\n    - {Line}\n\n  apps: {{}}\n"
            },
            {
                "comments behind and below",
                "spec:\n  clusters: # ours\n    # first\n    - {name: a} # old\n    # - {name: gone}\n  # next\n  apps: {}\n",
                $"spec:\n  clusters: # ours\n    # first\n    - {{name: a}} # old\n    - {Line}\n    # - {{name: gone}}\n  # "
                    + "next\n  apps: {}\n"
            },
            { "no line end at the end", "spec:\n  clusters:\n    - {name: a}", $"spec:\n  clusters:\n    - {{name: a}}\n    - {Line}" },
            {
                "Windows line ends",
                "spec:\r\n  clusters:\r\n    - {name: a}\r\n  apps: {}\r\n",
                $"spec:\r\n  clusters:\r\n    - {{name: a}}\r\n    - {Line}\r\n  apps: {{}}\r\n"
            },
            { "a flow list", "spec:\n  clusters: [{name: a}] # one\n", $"spec:\n  clusters: [{{name: a}}, {Line}] # one\n" },
            {
                "a flow list with a last comma",
                "spec: {clusters: [{name: a},], apps: {}}\n",
                $"spec: {{clusters: [{{name: a}}, {Line},], apps: {{}}}}\n"
            },
            {
                "a flow list over several lines",
                "spec:\n  clusters: [\n    {name: a}, # one\n    {name: b}  # two\n  ]\n",
                $"spec:\n  clusters: [\n    {{name: a}}, # one\n    {{name: b}},\n    {Line}  # two\n  ]\n"
            },
            { "an empty flow list", "spec:\n  clusters: []\n  apps: {}\n", $"spec:\n  clusters: [{Line}]\n  apps: {{}}\n" },
            { "nothing", "spec:\n  clusters: # none yet\n  apps: {}\n", $"spec:\n  clusters: # none yet\n    - {Line}\n  apps: {{}}\n" },
            { "null", "spec:\n  clusters: ~ # none yet\n  apps: {}\n", $"spec:\n  clusters: [{Line}] # none yet\n  apps: {{}}\n" },
            {
                "no such key",
                "spec:\n    class: x # y\n\n# the end\n",
                $"spec:\n    class: x # y\n    clusters:\n      - {Line}\n\n# the end\n"
            },
            { "no such key in a flow map", "spec: {class: x}\n", $"spec: {{class: x, clusters: [{Line}]}}\n" },
            { "an empty flow map", "spec: {}\n", $"spec: {{clusters: [{Line}]}}\n" },
            {
                "letters outside of ASCII before it",
                "# ä€😀\nspec:\n  note: \"ä€😀\"\n  clusters: [{name: a}]\n",
                $"# ä€😀\nspec:\n  note: \"ä€😀\"\n  clusters: [{{name: a}}, {Line}]\n"
            },
            {
                "several levels in the last item",
                "spec:\n  clusters:\n    - name: a\n      apps:\n        web:\n          values:\n            list:\n          "
                    + "  - 1\n            text: |\n              two\n              lines\n  apps: {}\n",
                "spec:\n  clusters:\n    - name: a\n      apps:\n        web:\n          values:\n            list:\n          "
                    + $"  - 1\n            text: |\n              two\n              lines\n    - {Line}\n  apps: {{}}\n"
            },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_list_gets_one_item_more_and_every_other_character_stays(string form, string before, string after) =>
        Assert.True(
            after == YamlSplice.Append(before, ["spec", "clusters"], Item),
            $"{form}:\n{YamlSplice.Append(before, ["spec", "clusters"], Item)}"
        );

    [Theory]
    [InlineData("an alias", "x: &x [{name: a}]\nspec:\n  clusters: *x\n")]
    [InlineData("an anchored list, which others may refer to", "spec:\n  clusters: &x\n    - {name: a}\n  others: *x\n")]
    [InlineData("a text", "spec:\n  clusters: some\n")]
    [InlineData("a map", "spec:\n  clusters: {a: b}\n")]
    [InlineData("a parent that is missing", "kind: x\n")]
    [InlineData("a parent that is empty", "spec:\n")]
    [InlineData("a list as the document", "- a\n")]
    [InlineData("no document", "# nothing\n")]
    [InlineData("no YAML", "spec: [\n")]
    [InlineData("a duplicate key", "spec:\n  clusters: []\n  clusters: []\n")]
    [InlineData("an empty value in a flow map", "spec: {clusters: , a: b}\n")]
    public void What_cannot_be_spliced_safely_is_left_alone(string form, string text) =>
        Assert.True(
            YamlSplice.Append(text, ["spec", "clusters"], Item) is null,
            $"{form}:\n{YamlSplice.Append(text, ["spec", "clusters"], Item)}"
        );

    [Fact]
    public void A_literal_that_keeps_its_blank_lines_does_not_lose_them()
    {
        const string text = "spec:\n  clusters:\n    - name: a\n      note: |+\n        kept\n\n  apps: {}\n";
        // Either untouched or with its lines; this form cannot be told from the end of the item.
        var spliced = YamlSplice.Append(text, ["spec", "clusters"], Item);
        Assert.True(spliced is null || spliced.Contains("kept\n\n", StringComparison.Ordinal), spliced);
    }

    [Fact]
    public void A_second_item_comes_after_the_first()
    {
        var once = YamlSplice.Append("spec:\n  class: x\n", ["spec", "clusters"], Y.Map(("name", Y.Text("one"))))!;
        Assert.Equal(
            "spec:\n  class: x\n  clusters:\n    - {name: one}\n    - {name: two}\n",
            YamlSplice.Append(once, ["spec", "clusters"], Y.Map(("name", Y.Text("two"))))
        );
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("https://x.example:6443/a?b=c#d", "https://x.example:6443/a?b=c#d")]
    [InlineData("1", "'1'")]
    [InlineData("on", "'on'")]
    [InlineData("a, b", "'a, b'")]
    [InlineData("a]b", "'a]b'")]
    [InlineData("it's: so", "'it''s: so'")]
    [InlineData("", "''")]
    [InlineData("ä", "'ä'")]
    public void A_text_on_one_line_stays_that_text(string text, string written)
    {
        Assert.Equal(written, YamlSplice.Flow(text));
        var read = YamlReader.ReadMap("x", $"a: [{YamlSplice.Flow(text)}]\n", new GitOpsGen.Diagnostics.DiagnosticBag())!;
        Assert.Equal(text, Assert.Single(read.Texts("a")).Text);
    }
}
