using System.Diagnostics;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

public sealed class YamlReaderTests
{
    private readonly DiagnosticBag diagnostics = new();

    [Fact]
    public void Every_node_knows_its_place()
    {
        var map = Map("# first\na: 1\nb:\n  - x\n  - {c: \"d\", é: 😀, f: g}\nh: |\n  text\n");
        Assert.Equal(
            [(2, 1, 2, 4), (3, 1, 4, 3), (6, 1, 6, 4)],
            map.Entries.Select(entry => (entry.Key.At.Line, entry.Key.At.Column, entry.Value.At.Line, entry.Value.At.Column))
        );
        var inner = (YamlMap)map.List("b")[1];
        Assert.Equal([(5, 6), (5, 14), (5, 21)], inner.Entries.Select(entry => (entry.Key.At.Line, entry.Key.At.Column)));
        Assert.All(map.Entries, entry => Assert.Equal("f.yaml", entry.Key.At.File));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void Lines_end_as_they_like(string end)
    {
        var map = Map(string.Join(end, "a: 1", "b: |", "  one", "  two", "c: 3", ""));
        Assert.Equal(("1", "one\ntwo\n", "3"), (map.Text("a"), map.Text("b"), map.Text("c")));
        Assert.Equal(5, map.Entries[2].Key.At.Line);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("# only a comment\n", 0)]
    [InlineData("---\n", 1)]
    [InlineData("a: 1\n---\nb: 2\n", 2)]
    [InlineData("a: 1\n...\n---\nb: 2\n...\n", 2)]
    public void A_file_holds_none_one_or_many_documents(string text, int count) =>
        Assert.Equal(count, YamlReader.ReadAll("f.yaml", text, diagnostics)!.Count);

    [Fact]
    public void An_anchor_ends_with_its_document() => Fails("a: &x 1\n---\nb: *x\n", "GOG001", 3, 4, "*x has no anchor before it");

    [Theory]
    [InlineData("a: *x\n", 1, 4)]
    [InlineData("a: &x [*x]\n", 1, 8)]
    [InlineData("a: &x {b: {c: *x}}\n", 1, 15)]
    [InlineData("a: *x\nb: &x 1\n", 1, 4)]
    public void An_alias_needs_an_anchor_that_is_complete(string text, int line, int column) =>
        Fails(text, "GOG001", line, column, "*x has no anchor before it");

    [Fact]
    public void An_alias_is_the_node_itself()
    {
        var map = Map("a: &x {b: 1}\nc: *x\nd: [*x]\n");
        Assert.Same(map["a"], map["c"]);
        Assert.Same(map["a"], map.List("d")[0]);
    }

    [Fact]
    public void An_anchor_may_be_given_again() => Assert.Equal("2", Map("a: &x 1\nb: &x 2\nc: *x\n").Text("c"));

    [Fact]
    public void A_key_twice_is_reported_and_the_first_counts()
    {
        var map = Map("a: 1\nb: 2\na: 3\n", errors: 1);
        Assert.Equal("1", map.Text("a"));
        Assert.Equal(("GOG002", new Position("f.yaml", 3, 1)), Only());
    }

    [Theory]
    [InlineData("\"a\": 1\na: 2\n")]
    [InlineData("{a: 1, 'a': 2}\n")]
    [InlineData("1: x\n\"1\": y\n")]
    public void Keys_are_equal_however_they_are_quoted(string text)
    {
        Map(text, errors: 1);
        Assert.Equal("GOG002", Only().Code);
    }

    [Fact]
    public void Keys_differ_by_case() => Assert.Equal(2, Map("a: 1\nA: 2\n").Entries.Count);

    [Fact]
    public void A_map_of_many_keys_finds_each_and_reports_what_is_twice()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(i => $"k{i}: v{i}\n"));
        var map = Map(text + "k7: again\n", errors: 1);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal($"v{i}", map.Text($"k{i}")));
        Assert.Equal(("GOG002", new Position("f.yaml", 1001, 1)), Only());
    }

    [Fact]
    public void A_merge_key_brings_what_the_map_does_not_say_itself()
    {
        var map = Map(
            "base: &base {a: 1, b: 1}\nmore: &more {b: 2, c: 2}\nx:\n  <<: *base\n  a: own\ny:\n  <<: [*base, *more]\nz:\n  b: "
                + "own\n  <<: *more\n"
        );
        Assert.Equal("a=own b=1", Flat(map.Map("x")!));
        Assert.Equal("a=1 b=1 c=2", Flat(map.Map("y")!));
        Assert.Equal("b=own c=2", Flat(map.Map("z")!));
    }

    [Theory]
    [InlineData("x: {<<: text}\n", "GOG004", 1, 9)]
    [InlineData("x: {<<: [{a: 1}, b]}\n", "GOG004", 1, 18)]
    [InlineData("b: &b {c: 1}\nx: {<<: *b, <<: *b}\n", "GOG002", 2, 13)]
    public void A_merge_key_takes_one_map_or_a_list_of_maps(string text, string code, int line, int column)
    {
        Map(text, errors: 1);
        Assert.Equal((code, new Position("f.yaml", line, column)), Only());
    }

    [Fact]
    public void A_quoted_merge_key_is_a_key() => Assert.Equal("1", Map("\"<<\": 1\n").Text("<<"));

    [Theory]
    [InlineData("? [a, b]\n: c\n", 1, 3, "a list cannot be a key")]
    [InlineData("? {a: b}\n: c\n", 1, 3, "a map cannot be a key")]
    public void Only_text_is_a_key(string text, int line, int column, string what)
    {
        Map(text, errors: 1);
        Assert.Equal(("GOG001", new Position("f.yaml", line, column)), Only());
        Assert.Contains(what, diagnostics.Sorted()[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: !!str 1", "text")]
    [InlineData("a: ! 1", "text")]
    [InlineData("a: !!int 1", "integer")]
    [InlineData("a: !!bool true", "boolean")]
    [InlineData("a: !!null ~", "null")]
    [InlineData("a: !!map {}", "map")]
    [InlineData("a: !!seq []", "list")]
    public void A_tag_that_says_what_everybody_sees_is_allowed(string text, string kind) => Assert.Equal(kind, Map(text)["a"]!.Kind);

    [Theory]
    [InlineData("a: !secret x", "!secret")]
    [InlineData("a: !!binary aGk=", "!!binary")]
    [InlineData("a: !!set {}", "!!set")]
    [InlineData("a: !!timestamp 2024-01-01", "!!timestamp")]
    [InlineData("a: !!int \"1\"", "!!int")]
    [InlineData("a: !!python/object:os.system []", "!!python/object:os.system")]
    [InlineData("a: !!str {}", "!!str")]
    public void Another_tag_means_nothing_and_is_reported(string text, string tag)
    {
        Map(text, errors: 1);
        Assert.Equal(("GOG001", new Position("f.yaml", 1, 4)), Only());
        Assert.Contains($"the tag {tag} means nothing here", diagnostics.Sorted()[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("NULL", "null")]
    [InlineData("\"null\"", "text")]
    [InlineData("'~'", "text")]
    [InlineData("true", "boolean")]
    [InlineData("\"true\"", "text")]
    [InlineData("yes", "text")]
    [InlineData("5", "integer")]
    [InlineData("-5", "integer")]
    [InlineData("'5'", "text")]
    [InlineData("88.5", "text")]
    [InlineData("{}", "map")]
    [InlineData("[]", "list")]
    public void A_value_is_of_the_kind_that_it_looks_unless_quoted(string text, string kind) =>
        Assert.Equal(kind, Map($"a: {text}\n")["a"]!.Kind);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_is_bounded(int levels, bool fits)
    {
        var read = YamlReader.ReadAll("f.yaml", $"{new string('[', levels)}x{new string(']', levels)}", diagnostics);
        Assert.Equal(fits, read is not null);
        if (!fits)
            Assert.Equal(("GOG009", new Position("f.yaml", 1, 66)), Only());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("&a [")]
    [InlineData("!!seq [")]
    public void Nesting_of_a_megabyte_stops_at_once(string opening)
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(YamlReader.ReadAll("f.yaml", string.Concat(Enumerable.Repeat(opening, 1_000_000 / opening.Length)), diagnostics));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        Assert.Contains(Only().Code, new[] { "GOG009", "GOG001" });
    }

    [Fact]
    public void Block_nesting_by_indentation_is_bounded_too()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200; i++)
            text.Append(new string(' ', i)).Append($"k{i}:\n");
        Fails(text.ToString(), "GOG009", 65, 65, "64 levels");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Billions_of_laughs_stop_at_once_in_little_memory(bool merged)
    {
        var text = new StringBuilder(
            "a0: &a0 {x0: lol, x1: lol, x2: lol, x3: lol, x4: lol, x5: lol, x6: lol, x7: lol, x8: lol, x9: lol}\n"
        );
        for (var i = 1; i <= 30; i++)
        {
            var aliases = string.Join(", ", Enumerable.Range(0, 10).Select(n => merged ? $"*a{i - 1}" : $"k{n}: *a{i - 1}"));
            text.Append(merged ? $"a{i}: &a{i} {{<<: [{aliases}]}}\n" : $"a{i}: &a{i} {{{aliases}}}\n");
        }

        var (memory, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        Assert.Null(YamlReader.ReadAll("f.yaml", text.ToString(), diagnostics));
        Assert.Equal("GOG008", Only().Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - memory < 20 << 20, $"{GC.GetAllocatedBytesForCurrentThread() - memory} bytes");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_scalar_of_megabytes_is_read()
    {
        var text = new string('x', 4_000_000);
        Assert.Equal(text, Map($"a: {text}\nb: \"{text}\"\n").Text("b"));
    }

    [Theory]
    [InlineData("a: b\0\n", 1, 5, "U+0000")]
    [InlineData("a:\n  - \"x\u0007\"\n", 2, 7, "U+0007")]
    [InlineData("# \u001b[31m\n", 1, 3, "U+001B")]
    [InlineData("a: \u0080\n", 1, 4, "U+0080")]
    public void A_control_character_is_no_YAML(string text, int line, int column, string what) => Fails(text, "GOG001", line, column, what);

    [Theory]
    [InlineData("a: \"b\n", 1, 4, "quote that begins here is not closed")]
    [InlineData("a: 1\n\"b: 2\nc: 3\n", 2, 1, "quote that begins here is not closed")]
    [InlineData("a: 'it''s\n", 1, 4, "quote that begins here is not closed")]
    [InlineData("a: [b\n", 1, 4, "'[' that begins here is not closed")]
    [InlineData("a: [b\nc: d\n", 1, 4, "'[' that begins here is not closed")]
    [InlineData("x: 1\na: {b: {}, c: [d]\n\ne: 1\nf: 2\n", 2, 4, "'{' that begins here is not closed")]
    [InlineData("a: [b, {c: d]\n", 1, 8, "'{' that begins here is not closed")]
    [InlineData("a:\n\t- b\n", 2, 1, "tab")]
    [InlineData("a:\n  b: 1\n\tc: 2\n", 3, 1, "tab")]
    [InlineData("a: b: c\n", 1, 5, "quote the text")]
    [InlineData("a: 1\n  b: 2\n", 2, 4, "indented wrongly")]
    [InlineData("a: @b\n", 1, 4, "in quotes")]
    [InlineData("a: `b`\n", 1, 4, "in quotes")]
    [InlineData("a: %b\n", 1, 4, "in quotes")]
    [InlineData("a: *\n", 1, 4, "a name was expected")]
    [InlineData("- a\nb: c\n", 2, 1, "'- ' was expected")]
    [InlineData("a:\n  b: 1\n c: 2\n", 3, 2, "look at the indentation")]
    [InlineData("a: 1\n- b\n", 2, 1, "look at the indentation")]
    [InlineData("a: \"\\q\"\n", 1, 4, "single quotes")]
    public void A_usual_slip_is_reported_at_its_place_in_plain_words(string text, int line, int column, string what) =>
        Fails(text, "GOG001", line, column, what);

    [Theory]
    [InlineData("")]
    [InlineData("~\n")]
    [InlineData("# nothing\n")]
    public void A_file_that_must_be_a_map_may_hold_nothing(string text) => Assert.Empty(Map(text).Entries);

    [Theory]
    [InlineData("text\n", "the file must be a map, not text")]
    [InlineData("[a]\n", "the file must be a map, not a list")]
    public void A_file_that_must_be_a_map_holds_nothing_else(string text, string what)
    {
        Assert.Null(YamlReader.ReadMap("f.yaml", text, diagnostics));
        Assert.Contains(what, diagnostics.Sorted()[0].Message, StringComparison.Ordinal);
    }

    private YamlMap Map(string text, int errors = 0)
    {
        var map = YamlReader.ReadMap("f.yaml", text, diagnostics);
        Assert.Equal(errors, diagnostics.Count);
        return Assert.IsType<YamlMap>(map);
    }

    private void Fails(string text, string code, int line, int column, string what)
    {
        Assert.Null(YamlReader.ReadAll("f.yaml", text, diagnostics));
        Assert.Equal((code, new Position("f.yaml", line, column)), Only());
        Assert.Contains(what, diagnostics.Sorted()[0].Message, StringComparison.Ordinal);
    }

    private (string Code, Position At) Only()
    {
        var only = Assert.Single(diagnostics.Sorted());
        return (only.Code, only.At!.Value);
    }

    private static string Flat(YamlMap map) =>
        string.Join(
            ' ',
            map.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key.Text}={((YamlScalar)entry.Value).Text}")
        );
}
