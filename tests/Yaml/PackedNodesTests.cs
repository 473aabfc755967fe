using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

/// <summary>What is packed is, for whoever asks, what it was.</summary>
public sealed class PackedNodesTests
{
    private const int Plenty = 1 << 28;

    [Fact]
    public void Every_text_comes_back()
    {
        string[] longOnes =
        [
            new('x', 300),
            new('ä', 300),
            new('z', 5000),
            Convert.ToBase64String(Random(3000)),
            string.Concat(NastyTexts.All) + new string('ü', 2000),
            new string('y', 300) + "\ud800",
            "\udc00",
        ];
        var texts = NastyTexts.All.Concat(longOnes).ToList();
        var map = Y.Map(
            texts.Distinct().Select((text, at) => ($"{text}{at}", (YamlNode?)Y.List(Y.Text(text), new YamlScalar(At(at), text, false))))
        );
        AssertSame(map, Packed(map));
    }

    [Fact]
    public void Places_of_other_files_and_of_lines_before_come_back()
    {
        var map = new YamlMap(
            At(70),
            [
                new(
                    new YamlScalar(At(5), "a", true),
                    new YamlMap(new Position("b.yaml", 3, 1), []) { MergedAt = new Position("c.yaml", 9, 9) }
                ),
                new(
                    new YamlScalar(new Position("b.yaml", 1, 300), "b", false),
                    new YamlList(At(100_000), [new YamlUnreadable(At(1)), Y.Number(1)])
                ),
                new(new YamlScalar(At(5), "a", true), Y.Text("the second is never found")),
            ]
        );
        AssertSame(map, Packed(map));
        Assert.Equal("b.yaml", Packed(map)["a"]!.At.File);
        Assert.Null(Packed(map)["c"]);
    }

    [Fact]
    public void Entries_and_items_are_found_by_number()
    {
        var map = Packed(Y.Map(Enumerable.Range(0, 12).Select(i => ($"k{i}", (YamlNode?)Y.List(Y.Number(i), Y.Text($"t{i}"))))));
        Assert.Equal("k11", map.Entries[^1].Key.Text);
        Assert.Equal("t7", ((YamlScalar)map.List("k7")[1]).Text);
        Assert.Throws<IndexOutOfRangeException>(() => map.Entries[12]);
        Assert.Throws<IndexOutOfRangeException>(() => map.List("k1")[-1]);
    }

    [Theory]
    [InlineData("a: &a [x, y]\nb: *a\nc: {<<: &m {d: 1, e: [2]}, f: *a}\n")]
    [InlineData("{\"a\":[[],{},null,[{}]],\"b\":{\"c\":\"\"}}")]
    [InlineData("a: |\n  one\n  two\n'': 1\n~: 2\n? [1, 2]\n: 3\n")]
    public void What_was_read_comes_back(string text)
    {
        var nodes = YamlReader.ReadAll("a.yaml", text, new DiagnosticBag(), YamlLimits.Generated);
        foreach (var map in nodes?.OfType<YamlMap>() ?? [])
            AssertSame(map, Packed(map));
    }

    [Fact]
    public void Mutated_manifests_come_back()
    {
        var random = new Random(4);
        var mutator = new Mutator(random);
        var documents = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "environments", "canary"), "manifests.yaml", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadAllText(file).Split("\n---\n"))
            .Where(text => text.Length < 6000)
            .ToList();
        for (var round = 0; round < 500; round++)
        {
            var bytes = mutator.Mangle(Encoding.UTF8.GetBytes(documents[random.Next(documents.Count)]));
            foreach (var one in Manifests.Read("a.yaml", bytes, new DiagnosticBag())?.Objects ?? [])
                AssertSame(one.Document, Packed(one.Document));
        }
    }

    [Fact]
    public void Aliases_that_name_a_value_many_times_take_no_room()
    {
        var laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i < 6; i++)
            laughs.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        var text = $"kind: A\nmetadata: {{name: a}}\n{laughs}";
        var read = Manifests.Read("a.yaml", text, new DiagnosticBag())!;
        var packed = read.Packed(text.Length);
        Assert.Same(read.Objects[0].Document, packed.Objects[0].Document);
        Assert.NotSame(read.Objects[0].Document, read.Packed(Plenty).Objects[0].Document);
    }

    [Fact]
    public void A_list_of_a_hundred_thousand_items_is_gone_through_by_number()
    {
        var items = Packed(Y.Map(("a", Y.List(Enumerable.Range(0, 100_000).Select(Y.Number))))).List("a");
        var sum = 0L;
        for (var i = 0; i < items.Count; i++)
            sum += long.Parse(((YamlScalar)items[i]).Text);
        Assert.Equal(4_999_950_000, sum);
    }

    // Not to be compressed.
    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static YamlMap Packed(YamlMap map) => Assert.Single(PackedNodes.Pack([map], Plenty));

    private static Position At(int line) => new("a.yaml", line, (line * 7) + 1);

    private static void AssertSame(YamlNode expected, YamlNode actual)
    {
        Assert.Equal(expected.At, actual.At);
        Assert.Equal(expected.Kind, actual.Kind);
        switch (expected, actual)
        {
            case (YamlScalar one, YamlScalar other):
                Assert.Equal((one.Text, one.IsString, one.IsNull), (other.Text, other.IsString, other.IsNull));
                break;
            case (YamlList one, YamlList other):
                Assert.Equal(one.Items.Count, other.Items.Count);
                foreach (var (left, right) in one.Items.Zip(other.Items))
                    AssertSame(left, right);
                break;
            case (YamlMap one, YamlMap other):
                AssertSameEntries(one, other);
                break;
        }
    }

    private static void AssertSameEntries(YamlMap expected, YamlMap actual)
    {
        Assert.Equal(expected.MergedAt, actual.MergedAt);
        Assert.Equal(expected.Entries.Count, actual.Entries.Count);
        foreach (var (left, right) in expected.Entries.Zip(actual.Entries))
        {
            AssertSame(left.Key, right.Key);
            AssertSame(left.Value, right.Value);
            AssertSame(expected[left.Key.Text]!, actual[left.Key.Text]!);
        }
    }
}
