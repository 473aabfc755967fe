using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

public sealed partial class YamlWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_text_that_is_written_and_read_is_the_same_text_wherever_it_stands(int seed)
    {
        var texts = seed == 1 ? NastyTexts.All.Concat(NastyTexts.Controls) : NastyTexts.Random(seed, 2000);
        foreach (var text in texts)
        {
            foreach (var (written, find) in Places(text))
            {
                var yaml = YamlWriter.Write(written);
                var diagnostics = new DiagnosticBag();
                var documents = YamlReader.ReadAll("f.yaml", yaml, diagnostics);
                var found = documents is [var document] ? find(document) : null;
                Assert.True(
                    found is YamlScalar scalar && scalar.Text == text && IsText(scalar),
                    $"{Escaped(text)} was written as\n{yaml}\n{string.Join('\n', diagnostics.Sorted())}"
                );
            }
        }
    }

    [Fact]
    public void Whatever_is_text_for_the_real_Kustomize_too()
    {
        var texts = NastyTexts.All.Concat(NastyTexts.Random(7, 1500)).ToList();
        using var folder = new TemporaryFolder();
        folder.Write("kustomization.yaml", "resources: [map.yaml]\n");
        folder.Write(
            "map.yaml",
            YamlWriter.Write(
                Y.Map(
                    ("apiVersion", Y.Text("v1")),
                    ("kind", Y.Text("ConfigMap")),
                    ("metadata", Y.Map(("name", Y.Text("nasty")))),
                    ("data", Y.Map(texts.Select((text, i) => ($"k{i}", (YamlNode?)Y.Text(text)))))
                )
            )
        );

        var built = YamlReader.ReadAll(
            "built",
            Encoding.UTF8.GetString(TestTools.Build(folder.Path)),
            new DiagnosticBag(),
            YamlLimits.Generated
        )!;

        var data = ((YamlMap)Assert.Single(built)).Map("data")!;
        Assert.Equal(texts.Count, data.Entries.Count);
        Assert.All(texts.Index(), item => Assert.Equal(Escaped(item.Item), Escaped(((YamlScalar)data[$"k{item.Index}"]!).Text)));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("5")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("2024-01-01")]
    [InlineData("0x1F")]
    [InlineData("88.5")]
    [InlineData("a b")]
    public void What_was_not_text_does_not_become_text(string plain)
    {
        var read = YamlReader.ReadMap("f.yaml", $"a: {plain}\n", new DiagnosticBag())!;
        Assert.Equal($"a: {plain}\n", YamlWriter.Write(read));
    }

    [Fact]
    public void A_plain_text_of_several_lines_keeps_its_meaning()
    {
        var read = YamlReader.ReadMap("f.yaml", "a: one\n  two\n\n  three\nb: x\n", new DiagnosticBag())!;
        Assert.Equal("one two\nthree", read.Text("a"));
        var again = YamlReader.ReadMap("f.yaml", YamlWriter.Write(read), new DiagnosticBag())!;
        Assert.Equal(("one two\nthree", "x"), (again.Text("a"), again.Text("b")));
    }

    [Fact]
    public void YAML_is_written_one_way()
    {
        var written = YamlWriter.Write(
            Y.Map(
                ("name", Y.Text("a b")),
                ("version", Y.Text("1.10")),
                ("count", Y.Number(-3)),
                ("flag", Y.Flag(true)),
                ("nothing", null),
                ("empty", Y.Text("")),
                ("list", Y.List(Y.Text("x"), Y.Map(("k", Y.Text("v")), ("l", Y.List(Y.Text("w")))), Y.List(Y.Text("z")))),
                ("none", Y.List()),
                ("map", Y.Map()),
                ("text", Y.Text("one\n  two\n"))
            ),
            "A header."
        );
        Assert.Equal(
            """
            # A header.
            name: a b
            version: '1.10'
            count: -3
            flag: true
            empty: ''
            list:
            - x
            - k: v
              l:
              - w
            - - z
            none: []
            map: {}
            text: |
              one
                two

            """.ReplaceLineEndings("\n"),
            written
        );
    }

    [Fact]
    public void Several_documents_are_separated_and_each_is_read_again()
    {
        var text = YamlWriter.WriteAll([Y.Map(("a", Y.Text("---\nb"))), Y.List(Y.Text("c"))], "Notice.");
        Assert.StartsWith("# Notice.\na: ", text, StringComparison.Ordinal);
        Assert.Equal(2, YamlReader.ReadAll("f.yaml", text, new DiagnosticBag())!.Count);
    }

    [Fact]
    public void The_same_tree_is_the_same_bytes()
    {
        var read = YamlReader.ReadMap("f.yaml", "b: {d: [1, {e: 'x'}], c: \"y\\tz\"}\na: |+\n  t\n\n", new DiagnosticBag())!;
        var once = YamlWriter.Write(read);
        Assert.Equal(once, YamlWriter.Write(YamlReader.ReadMap("f.yaml", once, new DiagnosticBag())!));
        Assert.DoesNotContain('\r', once);
    }

    private static IEnumerable<(YamlNode Written, Func<YamlNode, YamlNode?> Find)> Places(string text)
    {
        yield return (Y.Text(text), document => document);
        yield return (Y.Map(("k", Y.Text(text)), ("l", Y.Text("after"))), document => ((YamlMap)document)["k"]);
        yield return (Y.List(Y.Text(text), Y.Text("after")), document => ((YamlList)document).Items[0]);
        yield return (Y.Map((text, Y.Text("value")), ("after-it", Y.Text("x"))), document => ((YamlMap)document).Entries[0].Key);
        yield return (
            Y.List(Y.Map(("a", Y.List(Y.Map((text, Y.Text(text)), ("c", Y.Text("z"))))))),
            document => ((YamlMap)((YamlMap)((YamlList)document).Items[0]).List("a")[0]).Entries[0].Value
        );
    }

    // Quoted, or of no form that a reader of YAML 1.1 or 1.2 takes for something else. (The forms are those of yaml.org/type and the core
    // schema.)
    private static bool IsText(YamlScalar scalar) => scalar.IsString || (scalar.Text.Length > 0 && !Typed().IsMatch(scalar.Text));

    private static string Escaped(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    [GeneratedRegex(
        """
            ^(?:
              ~ | null | Null | NULL | y | Y | yes | Yes | YES | n | N | no | No | NO | true | True | TRUE | false | False | FALSE | on | On | ON | off | Off | OFF | = | <<
            | [-+]?0b[01_]+ | [-+]?0[0-7_]+ | [-+]?(?:0|[1-9][0-9_]*) | [-+]?0x[0-9a-fA-F_]+ | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+ | 0o[0-7]+ | [-+]?[0-9]+
            | [-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)? | [-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)? | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]* | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
            | [0-9]{4}-[0-9]{2}-[0-9]{2} | [0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[\ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}.*
            )$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex Typed();
}
