using GitOpsGen.Check;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Kubernetes;
using GitOpsGen.Render;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// Patterns and selectors of patch targets: what the tool says of them is what the real Kustomize does, or that it cannot tell.
/// </summary>
public sealed class PatternTests
{
    private static readonly string[] Names =
    [
        "web",
        "web-1",
        "WEB",
        "Web2",
        "we",
        "a.b",
        "aXb",
        "k8s",
        "ab",
        "aab",
        "aaab",
        "b",
        "x",
        "a-b",
        "a_b",
        "a+b",
        "\u00e9a",
        "\u212A8s",
        "\u0663",
        "web\n",
        "a b",
        "[x]",
        "a{2}",
        "aaa",
    ];

    // Kustomize takes all of these. Those with true can be judged here.
    private static readonly (string Pattern, bool IsCommon)[] Patterns =
    [
        ("web", true),
        ("w.*", true),
        ("we", true),
        ("web|b", true),
        ("(web|b)", true),
        ("(?:a|aa)b", true),
        ("w[a-e]b", true),
        ("[^w].*", true),
        ("a\\.b", true),
        ("a.b", true),
        ("a+b", true),
        ("a{2}b", true),
        ("a{1,3}b", true),
        ("a{2,}", true),
        ("a*?b", true),
        ("[a-]b", true),
        ("[-a]+", true),
        ("a[-_]b", true),
        ("a\\+b", true),
        ("web-?[0-9]?", true),
        ("|web", true),
        ("()web", true),
        ("[.]*", true),
        ("a\\{2\\}", true),
        ("[A-Za-z0-9-]+", true),
        ("(?i)web", false),
        ("(?i:web)", false),
        ("(?U)w.*", false),
        ("(?s)web.", false),
        ("(?m)web$", false),
        ("^web$", false),
        ("web$", false),
        ("\\Aweb", false),
        ("web\\z", false),
        ("\\bweb\\b", false),
        ("\\w+", false),
        ("\\d", false),
        ("a\\sb", false),
        ("\\pL+", false),
        ("\\p{Greek}", false),
        ("[[:alpha:]]+", false),
        ("[[:word:]]*", false),
        ("[\\d]", false),
        ("\\x61b", false),
        ("\\x{61}b", false),
        ("\\141b", false),
        ("\\Qa.b\\E", false),
        ("(?P<n>web)", false),
        ("(?<n>web)", false),
        ("[a-z-[aeiou]]+", false),
        ("[]x[]*", false),
        ("a{,3}b", false),
        ("a{2", false),
        ("}", false),
        ("web)|(?:b", false),
        ("[\\x61-\\x63]+", false),
        ("a{1000}", false),
        ("\u00e9.", false),
        ("[^\u00e9]a", false),
    ];

    // Kustomize refuses these itself; here they must neither crash nor be judged.
    private static readonly string[] Refused =
    [
        "a(?=b)",
        "(?<=a)b",
        "(a)\\1",
        "(?>a)",
        "a**",
        "a++",
        "a{2}{3}",
        "a{1001}",
        "a\\Z",
        "\\p{IsGreek}",
        "[z-a]",
        "(",
        ")",
        "[",
        "a\\",
        "*",
        "(?'n'a)",
        "(?#x)a",
        "(?(1)a|b)",
        "\\cA",
        "\\C+",
        "(a{100}){100}",
    ];

    private static readonly (string Selector, bool IsCommon)[] Selectors =
    [
        ("tier=front", true),
        ("tier==front", true),
        ("tier!=front", true),
        ("tier = front", true),
        ("tier in (front,back)", true),
        ("tier in (front, back)", true),
        ("tier notin (front)", true),
        ("tier in(front)", true),
        ("tier", true),
        ("!tier", true),
        ("! tier", true),
        ("!other,tier", true),
        ("tier=front,app", true),
        ("example.com/x=y", true),
        ("tier=", true),
        ("tier in (front),tier!=back", true),
        (" ", true),
        ("tier in ()", true),
        ("tier in (,front)", true),
        ("n>1", false),
        ("n<9", false),
        ("n > 1", false),
        ("tier\t=\nfront", false),
    ];

    private static readonly string[] BadSelectors =
    [
        "tier=front=x",
        "tier in front",
        "tier,",
        ",",
        "=x",
        "tier in (front",
        "tier)",
        "((((",
        "!",
        "tier=a b",
        "!tier=x",
        "tier in (a)(b)",
        "-x",
        "in",
        "notin in (a)",
        "tier=\u00e9",
    ];

    [Fact]
    public void What_is_said_of_a_pattern_is_what_the_real_Kustomize_does()
    {
        foreach (var engine in RecordedKustomize.Engines)
        {
            var built = Build(
                engine,
                Names.Select((name, i) => Y.Map(("name", Y.Text(name)), ("annotations", Y.Map(("n", Y.Text($"{i}")))))),
                Patterns.Select(each => ("name", each.Pattern))
            );
            foreach (var (pattern, at) in Patterns.Select((each, at) => (each, at)))
                for (var i = 0; i < Names.Length; i++)
                    Judge(
                        $"{pattern.Pattern} of {Names[i]}",
                        Says("name", pattern.Pattern, Object(Y.Map(("name", Y.Text(Names[i]))))),
                        IsPatched(built, $"{i}", at),
                        pattern.IsCommon && Names[i].All(c => char.IsAscii(c) && c != '\n')
                    );
        }
    }

    [Fact]
    public void What_is_said_of_a_selector_is_what_the_real_Kustomize_does()
    {
        YamlMap[] labels =
        [
            Labels(("tier", "front"), ("app", "a")),
            Labels(("tier", "back"), ("n", "5")),
            Labels(("example.com/x", "y")),
            Labels(("tier", "")),
            Labels(),
        ];
        foreach (var field in new[] { "labelSelector", "annotationSelector" })
        {
            YamlMap Metadata(int i) =>
                Y.Map(
                    ("name", Y.Text($"o{i}")),
                    ("labels", labels[i]),
                    ("annotations", new YamlMap(labels[i].At, [.. labels[i].Entries, .. Labels(("n-th", $"{i}")).Entries]))
                );
            foreach (var engine in RecordedKustomize.Engines)
            {
                var built = Build(
                    engine,
                    Enumerable.Range(0, labels.Length).Select(Metadata),
                    Selectors.Select(each => (field, each.Selector))
                );
                foreach (var (selector, at) in Selectors.Select((each, at) => (each, at)))
                    for (var i = 0; i < labels.Length; i++)
                        Judge(
                            $"{field} {selector.Selector} of {i}",
                            Says(field, selector.Selector, Object(Metadata(i))),
                            IsPatched(built, $"{i}", at),
                            selector.IsCommon
                        );
            }
        }
    }

    [Fact]
    public void What_Kustomize_refuses_is_not_judged()
    {
        Assert.DoesNotContain(Refused, pattern => Re2Pattern.Of(pattern) is not null);
        Assert.DoesNotContain(BadSelectors, selector => LabelSelectorText.Selects(selector, Labels(("tier", "front"))) is not null);
        Assert.Null(Re2Pattern.Of(new string('a', 5000)));
        Assert.Null(Re2Pattern.Of(new string('(', 900) + new string(')', 900)));
    }

    [Fact]
    public void A_pattern_that_takes_others_for_ever_is_answered() =>
        Assert.False(Re2Pattern.Of("(a*)*(a|aa)+(a*)*c")!.Matches(new string('a', 5000) + "b"));

    [Theory]
    [InlineData("kind: Deployment, name: '(?i)WEB'")]
    [InlineData("kind: Deployment, name: '\\w+'")]
    [InlineData("kind: '[[:alpha:]]+'")]
    [InlineData("kind: Deployment, name: '^web$'")]
    [InlineData("kind: Deployment, name: '[a-z-[x]]*'")]
    public async Task Nobody_is_told_that_a_target_is_wrong_where_that_cannot_be_told(string target)
    {
        using var fleet = WithPatch(target);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("apps/web/app.yaml(8,44): warning GOG237", render.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG063", render.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: 'w(?=eb)'")]
    [InlineData("name: '(w)\\1'")]
    [InlineData("kind: '['")]
    [InlineData("kind: Deployment, labelSelector: '(((('")]
    public async Task What_Kustomize_refuses_it_refuses_itself(string target)
    {
        using var fleet = WithPatch(target);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG062", render.Error, StringComparison.Ordinal);
    }

    // Each object carries the number of every patch that reached it.
    private static Manifests Build(
        (string Program, string Prefix) engine,
        IEnumerable<YamlMap> metadata,
        IEnumerable<(string Field, string Text)> targets
    )
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.yaml", YamlWriter.WriteAll(metadata.Select(Object), "objects"));
        var patches = targets.Select(
            (target, at) =>
                Y.Map(
                    ("target", Y.Map((target.Field, Y.Text(target.Text)))),
                    ("patch", Y.Text($"[{{\"op\": \"add\", \"path\": \"/data/p{at}\", \"value\": \"x\"}}]"))
                )
        );
        folder.Write("kustomization.yaml", YamlWriter.Write(Y.Map(("resources", Y.Texts(["all.yaml"])), ("patches", Y.List(patches)))));
        var (exit, output, error) = TestTools.Run(engine.Program, [engine.Prefix, folder.Path]);
        Assert.True(exit == 0, error);
        return PatchChecks.Parse(output);
    }

    private static bool IsPatched(Manifests built, string number, int patch)
    {
        var found = Assert.Single(built.Objects, manifest => (manifest.Annotation("n-th") ?? manifest.Annotation("n")) == number);
        return found.Document.Map("data")?[$"p{patch}"] is not null;
    }

    private static bool? Says(string field, string text, YamlMap manifest) =>
        new PatchTarget(Y.Map((field, Y.Text(text)))).Matches([ManifestHeader.Of(manifest)], new(() => Manifests.Of([manifest])));

    private static void Judge(string what, bool? said, bool real, bool mustTell) =>
        Assert.True(
            said == real || (said is null && !mustTell),
            $"{what}: the tool says {said?.ToString() ?? "nothing"}, Kustomize {real}"
        );

    private static YamlMap Object(YamlMap metadata) =>
        Y.Map(("apiVersion", Y.Text("v1")), ("kind", Y.Text("ConfigMap")), ("metadata", metadata), ("data", Y.Map(("a", Y.Text("b")))));

    private static YamlMap Labels(params (string Key, string Value)[] labels) =>
        Y.Map(labels.Select(label => (label.Key, (YamlNode?)Y.Text(label.Value))));

    private static TemporaryFolder WithPatch(string target)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/patches/p.yaml", "- {op: replace, path: /spec/replicas, value: 3}\n");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                $"kustomize: {{base: base, patches: [{{file: patches/p.yaml, target: {{{target}}}}}]}}"
            )
        );
        return fleet;
    }
}
