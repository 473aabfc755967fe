using GitOpsGen.Compare;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>How an object is compared: fields by path, items of lists by what identifies them.</summary>
public sealed class FieldTests
{
    private static string Pod(string spec) => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: demo}}\nspec:\n{spec}";

    private static IReadOnlyList<string> Fields(string old, string @new) =>
        [
            .. Assert
                .Single(Differences.Of(old, @new))
                .Fields.Select(field => $"{field.Path} {field.Word} {field.Old} {field.New}".TrimEnd()),
        ];

    [Theory]
    [InlineData(
        "containers: [{name: a, image: x:1}, {name: b, image: y:1}]",
        "containers: [{name: b, image: y:2}, {name: a, image: x:1}]",
        "spec.containers[b].image changed y:1 y:2"
    )]
    [InlineData(
        "containers: [{name: a, env: [{name: A, value: '1'}, {name: B, value: '2'}]}]",
        "containers: [{name: a, env: [{name: B, value: '2'}, {name: A, value: '3'}]}]",
        "spec.containers[a].env[A].value changed '1' '3'",
        "spec.containers[a].env reordered - A\n- B - B\n- A"
    )]
    [InlineData(
        "containers: [{name: a, volumeMounts: [{name: v, mountPath: /x}, {name: v, mountPath: /y}]}]",
        "containers: [{name: a, volumeMounts: [{name: w, mountPath: /y}, {name: v, mountPath: /x}]}]",
        "spec.containers[a].volumeMounts[/y].name changed v w"
    )]
    [InlineData(
        "containers: [{name: a, ports: [{containerPort: 80}, {containerPort: 81}]}]",
        "containers: [{name: a, ports: [{containerPort: 81, hostIP: x}, {containerPort: 80}]}]",
        "spec.containers[a].ports[81].hostIP added  x"
    )]
    [InlineData(
        "containers: [{name: a, args: [--level=info, --port=1]}]",
        "containers: [{name: a, args: [--port=1, --level=debug]}]",
        "spec.containers[a].args[1] changed --level=info --level=debug"
    )]
    [InlineData(
        "containers: [{name: a, command: [a, b, c]}]",
        "containers: [{name: a, command: [b, a, c, d]}]",
        "spec.containers[a].command[3] added  d",
        "spec.containers[a].command reordered - a\n- b\n- c - b\n- a\n- c\n- d"
    )]
    [InlineData(
        "initContainers: [{name: a, image: x:1}, {name: b}]",
        "initContainers: [{name: b}, {name: a, image: x:1}]",
        "spec.initContainers reordered - a\n- b - b\n- a"
    )]
    [InlineData("volumes: [{name: v, emptyDir: {}}]", "volumes: [{name: v, emptyDir: {}}, {name: w}]", "spec.volumes[w] added  name: w")]
    [InlineData(
        "tolerations: [{key: a, effect: x}, {key: b, effect: x}]",
        "tolerations: [{key: b, effect: x}]",
        "spec.tolerations[a] removed key: a\neffect: x"
    )]
    [InlineData("finalizers: [a, b]", "finalizers: [b, a]", "spec.finalizers reordered - a\n- b - b\n- a")]
    public void Lists_are_compared_by_what_identifies_their_items(string old, string @new, params string[] expected) =>
        Assert.Equal(expected, Fields(Pod($"  {old}\n"), Pod($"  {@new}\n")));

    [Fact]
    public void The_order_of_keys_the_style_of_quotes_and_the_order_of_documents_are_no_change()
    {
        const string Map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: \"one\", z: w}\n";
        const string Same = "kind: ConfigMap\napiVersion: v1\ndata:\n  z: 'w'\n  x: one\nmetadata:\n  name: a\n";
        Assert.Empty(Differences.Of(Map + "---\n" + Pod("  hostname: a\n"), Pod("  hostname: a\n") + "---\n" + Same));
        Assert.Empty(
            Differences.Of(Pod("  args: [--port=1, '*.demo', \"a: b\"]\n"), Pod("  args:\n  - '--port=1'\n  - \"*.demo\"\n  - 'a: b'\n"))
        );
    }

    [Fact]
    public void Text_that_looks_like_a_number_is_no_number() =>
        Assert.Equal(["spec.value changed '1' 1"], Fields(Pod("  value: \"1\"\n"), Pod("  value: 1\n")));

    [Fact]
    public void Another_version_of_the_api_is_the_same_object() =>
        Assert.Equal(
            ["apiVersion changed example.io/v1beta1 example.io/v1"],
            Fields(
                "apiVersion: example.io/v1beta1\nkind: Thing\nmetadata: {name: a}\n",
                "apiVersion: example.io/v1\nkind: Thing\nmetadata: {name: a}\n"
            )
        );

    [Fact]
    public void Another_group_is_another_object() =>
        Assert.Equal(
            2,
            Differences
                .Of(
                    "apiVersion: example.io/v1\nkind: Thing\nmetadata: {name: a}\n",
                    "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n"
                )
                .Length
        );

    [Fact]
    public void Texts_of_several_lines_are_compared_by_line()
    {
        var group = Assert.Single(
            Differences.Of(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  f: |\n    one\n    two\n    three\n",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  f: |\n    one\n    2\n    three\n"
            )
        );
        Assert.Equal(["  one", "- two", "+ 2"], Assert.Single(group.Fields).Lines);
    }

    [Theory]
    [InlineData(@"one\r\ntwo\r\n", @"one\ntwo\n", "- one\u240d|- two\u240d|+ one|+ two")]
    [InlineData(@"one\ntwo\n", @"one\ntwo", "  one|- two|+ two (no end of line)")]
    [InlineData(@"one\r", "one", "- one\u240d|+ one")]
    public void Where_only_the_ends_of_lines_differ_they_are_shown(string old, string @new, string expected)
    {
        var field = Assert.Single(Assert.Single(Differences.Of(Pod($"  text: \"{old}\"\n"), Pod($"  text: \"{@new}\"\n"))).Fields);
        Assert.Equal(expected.Split('|'), field.Lines);
    }

    [Fact]
    public void An_order_is_shown_as_it_was_and_as_it_is_in_all_writers()
    {
        var diff = Differences.Fleet(Differences.Of(Pod("  command: [a, b]\n"), Pod("  command: [b, a]\n")));
        foreach (var text in new[] { DiffText.Write(diff), DiffMarkdown.Write(diff), DiffHtml.Write(diff) })
        foreach (var word in new[] { "spec.command: in another order", "- - a", "+ - b" })
            Assert.Contains(word, text, StringComparison.Ordinal);
        var field = DiffJson.Write(diff)["changes"]![0]!["fields"]![0]!;
        Assert.Equal(("- a\n- b", "- b\n- a"), ((string?)field["old"], (string?)field["new"]));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_never_the_same()
    {
        byte[] Map(byte letter) => [.. "kind: ConfigMap\nmetadata: {name: a}\ndata: {k: "u8, letter, .. "}\n"u8];
        var place = ComparedFile.Of("environments/dev/web/rendered/manifests.yaml")!.Place;
        var bag = new DiagnosticBag();
        var change = Assert.Single(FileComparer.Compare(place, Map(0xff), Map(0xfe), bag, new DiagnosticBag()));
        Assert.Equal((ChangeKind.Unreadable, "GOG011"), (change.Kind, Assert.Single(bag.Sorted()).Code));
    }

    [Fact]
    public void Keys_with_dots_stay_one_step_of_the_path() =>
        Assert.Equal(["spec.labels[\"a.b/c\"] changed x y"], Fields(Pod("  labels: {a.b/c: x}\n"), Pod("  labels: {a.b/c: y}\n")));

    [Fact]
    public void Items_of_a_list_are_objects_of_their_own()
    {
        const string List =
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: VALUE}}\n- "
            + "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n";
        var group = Assert.Single(
            Differences.Of(List.Replace("VALUE", "x", StringComparison.Ordinal), List.Replace("VALUE", "y", StringComparison.Ordinal))
        );
        Assert.Equal(("ConfigMap a", "data.k"), (group.Object.ToString(), Assert.Single(group.Fields).Path));
    }

    [Fact]
    public void An_object_that_is_there_twice_is_compared_in_order()
    {
        static string Map(string value) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{k: {value}}}\n";
        var group = Assert.Single(Differences.Of($"{Map("x")}---\n{Map("y")}", $"{Map("x")}---\n{Map("z")}"));
        Assert.Equal(("y", "z"), (group.Fields[0].Old, group.Fields[0].New));
        Assert.Equal(ChangeKind.Removed, Assert.Single(Differences.Of($"{Map("x")}---\n{Map("y")}", Map("x"))).Kind);
    }
}
