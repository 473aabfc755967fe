using GitOpsGen.Check.Kustomize;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Check.Kustomize;

/// <summary>Each rule of kustomizations: what breaks it, what nearly does, and what nobody can tell.</summary>
public sealed class KustomizeRuleTests
{
    private const string Web = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n";
    private const string Api = "apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: back}\n";
    private const string Cluster = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all, namespace: other}\n";
    private const string Component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";

    [Fact]
    public void Where_there_is_no_kustomization_nothing_is_said() =>
        Assert.All(
            KustomizeRules.Rules.Rules,
            rule => Assert.Equal(RuleOutcome.Pass, rule.Judge(Tree(("a/web.yaml", Web), ("README.md", "x"))).Outcome)
        );

    [Theory]
    [InlineData("resources: [web.yaml]", RuleOutcome.Pass)]
    [InlineData("resources: [../base]", RuleOutcome.Pass)]
    [InlineData("resources: [./web.yaml, ../base/]", RuleOutcome.Pass)]
    [InlineData("components: [../part]", RuleOutcome.Pass)]
    [InlineData("patches: [{path: web.yaml}]", RuleOutcome.Pass)]
    [InlineData("configMapGenerator: [{name: c, files: [key=web.yaml]}]", RuleOutcome.Pass)]
    [InlineData("resources: [\"https://github.com/o/r?ref=v1.0.0\"]", RuleOutcome.Pass)]
    [InlineData("patchesStrategicMerge: [\"{kind: Deployment}\"]", RuleOutcome.Pass)]
    [InlineData("transformers: [\"apiVersion: builtin\\nkind: PrefixTransformer\\n\"]", RuleOutcome.Pass)]
    [InlineData("resources: [wbe.yaml]", RuleOutcome.Fail)]
    [InlineData("resources: [Web.yaml]", RuleOutcome.Fail)]
    [InlineData("resources: [../bsae]", RuleOutcome.Fail)]
    [InlineData("resources: [../plain]", RuleOutcome.Fail)]
    [InlineData("resources: [../base/kustomization.yaml]", RuleOutcome.Fail)]
    [InlineData("resources: [../part]", RuleOutcome.Fail)]
    [InlineData("components: [../base]", RuleOutcome.Fail)]
    [InlineData("components: [web.yaml]", RuleOutcome.Fail)]
    [InlineData("patches: [{path: none.yaml}]", RuleOutcome.Fail)]
    [InlineData("patchesStrategicMerge: [none.yaml]", RuleOutcome.Fail)]
    [InlineData("patchesJson6902: [{path: none.yaml}]", RuleOutcome.Fail)]
    [InlineData("replacements: [{path: none.yaml}]", RuleOutcome.Fail)]
    [InlineData("configMapGenerator: [{name: c, files: [key=none.txt]}]", RuleOutcome.Fail)]
    [InlineData("secretGenerator: [{name: c, envs: [none.env]}]", RuleOutcome.Fail)]
    [InlineData("configMapGenerator: [{name: c, env: none.env}]", RuleOutcome.Fail)]
    [InlineData("crds: [none.json]", RuleOutcome.Fail)]
    [InlineData("configurations: [none.yaml]", RuleOutcome.Fail)]
    [InlineData("openapi: {path: none.json}", RuleOutcome.Fail)]
    [InlineData("transformers: [none.yaml]", RuleOutcome.Fail)]
    [InlineData("helmCharts: [{name: a, valuesFile: none.yaml}]", RuleOutcome.Fail)]
    [InlineData("resources: [../../outside]", RuleOutcome.CannotTell)]
    public void What_is_named_is_there(string kustomization, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "KUS-001",
                ("app/kustomization.yaml", kustomization),
                ("app/web.yaml", Web),
                ("base/kustomization.yaml", "resources: []"),
                ("part/kustomization.yaml", Component),
                ("plain/web.yaml", Web)
            )
        );

    [Fact]
    public void The_nearest_file_is_named()
    {
        var finding = Assert.Single(
            Judge("KUS-001", Tree(("a/kustomization.yaml", "x: y\nresources:\n- wbe.yaml\n"), ("a/web.yaml", Web)))
        );
        Assert.Contains("Nearest: a/web.yaml.", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new Position("a/kustomization.yaml", 3, 3), finding.At);
    }

    [Fact]
    public void Two_kustomizations_in_a_folder_are_refused() =>
        Assert.Equal(
            RuleOutcome.Fail,
            Outcome("KUS-001", ("a/kustomization.yaml", "resources: []"), ("a/kustomization.yml", "resources: []"))
        );

    [Fact]
    public void What_is_made_before_a_build_is_there() =>
        Assert.Equal(
            RuleOutcome.Pass,
            Rule("KUS-001").Judge(Tree(("a/kustomization.yaml", "resources: [chart.yaml]")).With(["a/chart.yaml"])).Outcome
        );

    [Theory]
    [InlineData("app/other.yaml", Web, RuleOutcome.Fail)]
    [InlineData("app/patches/other.yaml", Web, RuleOutcome.Fail)]
    [InlineData("app/other.json", "{\"apiVersion\": \"v1\", \"kind\": \"Service\"}", RuleOutcome.Fail)]
    [InlineData("app/web.yaml", Web, RuleOutcome.Pass)]
    [InlineData("app/inner/web.yaml", Web, RuleOutcome.Pass)]
    [InlineData("app/values.yaml", "replicas: 2", RuleOutcome.Pass)]
    [InlineData("app/app.yaml", "apiVersion: gitopsgen.io/v1alpha1\nkind: App\n", RuleOutcome.Pass)]
    [InlineData("app/broken.yaml", "{{ if }}", RuleOutcome.Pass)]
    [InlineData("app/README.md", Web, RuleOutcome.Pass)]
    [InlineData("elsewhere/other.yaml", Web, RuleOutcome.Pass)]
    [InlineData("app/applied/other.yaml", Web, RuleOutcome.Pass)]
    [InlineData("app/open/one/other.yaml", Web, RuleOutcome.Pass)]
    [InlineData("app/made/other.yaml", Web, RuleOutcome.Pass)]
    public void What_lies_in_a_kustomization_is_used(string path, string text, RuleOutcome expected)
    {
        const string application =
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {path: app/applied}}\n---\n"
            + "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec: {template: {spec: {source: {path: "
            + "\"app/open/{{.name}}\"}}}}\n";
        var tree = Tree(
            ("app/kustomization.yaml", "resources: [web.yaml, inner]"),
            ("app/inner/kustomization.yaml", "resources: [web.yaml]"),
            ("argocd/app.yaml", application),
            (path, text)
        );
        Assert.Equal(expected, Rule("KUS-002").Judge(tree.With(["app/made"])).Outcome);
    }

    [Theory]
    [InlineData("bases: [../base]", "resources: [../base]")]
    [InlineData("resources: [a.yaml]\nbases: [../base]", "resources: [a.yaml, ../base]")]
    [InlineData("commonLabels: {app: web}", "labels: [{pairs: {app: web}, includeSelectors: true}]")]
    [InlineData("patchesStrategicMerge: [a.yaml, b.yaml]", "patches: [{path: a.yaml}, {path: b.yaml}]")]
    [InlineData("patchesStrategicMerge:\n- |\n  kind: A\n", "patches: [{patch: 'kind: A'}]")]
    [InlineData("patchesJson6902: [{target: {kind: A}, path: a.yaml}]", "patches: [{target: {kind: A}, path: a.yaml}]")]
    [InlineData("patches: [a.yaml]", "patches: [{path: a.yaml}]")]
    [InlineData("imageTags: [{name: a, newTag: b}]", "images: [{name: a, newTag: b}]")]
    [InlineData(
        "helmChartInflationGenerator: [{chartName: a, chartRepoUrl: https://c, chartVersion: 1.0.0}]",
        "helmCharts: [{name: a, version: 1.0.0, repo: https://c}]"
    )]
    [InlineData(
        "vars: [{name: N, objref: {kind: Service, name: web}, fieldref: {fieldpath: spec.x}}]",
        "replacements: [{source: {kind: Service, name: web, fieldPath: spec.x}"
    )]
    [InlineData("configMapGenerator: [{name: a, env: a.env}]", "envs: [a.env]")]
    [InlineData("secretGenerator: [{name: a, commands: {a: b}}]", "'files' or 'literals'")]
    public void A_deprecated_field_is_told_with_its_successor(string kustomization, string instead) =>
        Assert.Contains(
            instead,
            Assert.Single(Judge("KUS-003", Tree(("kustomization.yaml", kustomization)))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("resources: [a.yaml]\npatches: [{path: a.yaml}]\nlabels: [{pairs: {a: b}}]\nimages: [{name: a, newTag: b}]")]
    [InlineData("configMapGenerator: [{name: a, envs: [a.env]}]\nreplacements: []\nhelmCharts: []\ncommonAnnotations: {a: b}")]
    public void A_field_of_today_is_passed_over(string kustomization) =>
        Assert.Empty(Judge("KUS-003", Tree(("kustomization.yaml", kustomization))));

    [Theory]
    [InlineData("https://github.com/o/r//deploy?ref=v1.2.3", "Note")]
    [InlineData("https://github.com/o/r//deploy?ref=0123456789abcdef0123456789abcdef01234567", "Note")]
    [InlineData("https://raw.githubusercontent.com/o/r/v1.2.3/install.yaml", "Note")]
    [InlineData("https://github.com/o/r/releases/download/v1.2.3/install.yaml", "Note")]
    [InlineData("https://github.com/o/r//deploy", "Warning")]
    [InlineData("https://github.com/o/r//deploy?ref=main", "Warning")]
    [InlineData("github.com/o/r", "Warning")]
    [InlineData("git@github.com:o/r.git", "Warning")]
    [InlineData("https://raw.githubusercontent.com/o/r/master/install.yaml", "Warning")]
    [InlineData("https://github.com/o/r/releases/latest/download/install.yaml", "Warning")]
    [InlineData("http://example.com/v1.2.3/install.yaml", "Warning")]
    public void What_is_fetched_is_told(string address, string severity)
    {
        foreach (var field in new[] { "resources", "bases", "components" })
            Assert.Equal(
                severity,
                $"{Assert.Single(Judge("KUS-004", Tree(("kustomization.yaml", $"{field}: [\"{address}\"]")))).Severity}"
            );
        Assert.Equal(
            severity,
            $"{Assert.Single(Judge("KUS-004", Tree(("kustomization.yaml", $"patches: [{{path: \"{address}\"}}]")))).Severity}"
        );
    }

    [Fact]
    public void A_password_in_an_address_is_not_shown() =>
        Assert.DoesNotContain(
            "hunter2",
            Assert.Single(Judge("KUS-004", Tree(("kustomization.yaml", "resources: [\"https://me:hunter2@host/r.git\"]")))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("namespace: shop\nresources: [web.yaml, api.yaml]", RuleOutcome.Fail)]
    [InlineData("namespace: third\nresources: [../both]", RuleOutcome.Fail)]
    [InlineData("resources: [web.yaml, api.yaml]", RuleOutcome.Pass)]
    [InlineData("namespace: third\nresources: [web.yaml, cluster.yaml]", RuleOutcome.Pass)]
    [InlineData("namespace: third\nresources: [../one]", RuleOutcome.Pass)]
    [InlineData("namespace: third\nresources: [web.yaml, \"https://github.com/o/r\"]", RuleOutcome.CannotTell)]
    [InlineData("namespace: third\nresources: [web.yaml]\nhelmCharts: [{name: a}]", RuleOutcome.CannotTell)]
    public void The_namespace_stands_over_one(string kustomization, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "KUS-005",
                ("app/kustomization.yaml", kustomization),
                ("app/web.yaml", Web),
                ("app/api.yaml", Api),
                ("app/cluster.yaml", Cluster),
                ("both/kustomization.yaml", "resources: [web.yaml, api.yaml]"),
                ("both/web.yaml", Web),
                ("both/api.yaml", Api),
                ("one/kustomization.yaml", "namespace: one\nresources: [../web]"),
                ("web/kustomization.yaml", "resources: [web.yaml]"),
                ("web/web.yaml", Web)
            )
        );

    [Theory]
    [InlineData("../b", "../c", "../a", RuleOutcome.Fail)]
    [InlineData("../b", "../c", "../c", RuleOutcome.Fail)]
    [InlineData("../b", "../c", "web.yaml", RuleOutcome.Pass)]
    public void No_kustomization_reaches_itself(string a, string b, string c, RuleOutcome expected)
    {
        var tree = Tree(
            ("a/kustomization.yaml", $"resources: [{a}]"),
            ("b/kustomization.yaml", $"resources: [{b}]"),
            ("c/kustomization.yaml", $"resources: [{c}]"),
            ("c/web.yaml", Web)
        );
        Assert.Equal(expected, Rule("KUS-006").Judge(tree).Outcome);
        // The others end all the same.
        Assert.All(KustomizeRules.Rules.Rules, rule => rule.Judge(tree));
    }

    [Theory]
    [InlineData("resources: [../base/web.yaml]", RuleOutcome.Fail)]
    [InlineData("patches: [{path: ../base/web.yaml}]", RuleOutcome.Fail)]
    [InlineData("configMapGenerator: [{name: c, files: [a=../base/web.yaml]}]", RuleOutcome.Fail)]
    [InlineData("patches: [{path: /etc/web.yaml}]", RuleOutcome.Fail)]
    [InlineData("resources: [../base]", RuleOutcome.Pass)]
    [InlineData("resources: [inner/web.yaml]", RuleOutcome.Pass)]
    public void Files_lie_below_the_kustomization(string kustomization, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "KUS-007",
                ("app/kustomization.yaml", kustomization),
                ("app/inner/web.yaml", Web),
                ("base/kustomization.yaml", "resources: [web.yaml]"),
                ("base/web.yaml", Web)
            )
        );

    [Theory]
    [InlineData("patches: [{path: p.yaml}]", Web, "Pass")]
    [InlineData("patches: [{path: p.yaml}]", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wbe}\n", "Error")]
    [InlineData("patches: [{path: p.yaml}]", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n", "Error")]
    [InlineData(
        "patches: [{path: p.yaml}]",
        "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n",
        "Error"
    )]
    [InlineData("patches: [{path: p.yaml}]", "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n", "Error")]
    [InlineData("patchesStrategicMerge: [p.yaml]", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: wbe}\n", "Error")]
    [InlineData("patches: [{path: p.yaml}]", "- {op: remove, path: /spec}\n", "Error")]
    [InlineData("patches: [{path: p.yaml, target: {kind: Deployment}}]", "- {op: remove, path: /spec}\n", "Pass")]
    [InlineData("patches: [{path: p.yaml, target: {kind: Deployment, name: web|api}}]", "- {op: remove, path: /spec}\n", "Pass")]
    [InlineData("patches: [{path: p.yaml, target: {kind: Deployment, name: we}}]", "- {op: remove, path: /spec}\n", "Warning")]
    [InlineData("patches: [{path: p.yaml, target: {kind: Deployment, namespace: back}}]", "- {op: remove, path: /spec}\n", "Warning")]
    [InlineData("patches: [{path: p.yaml, target: {labelSelector: app=web}}]", "- {op: remove, path: /spec}\n", "Pass")]
    [InlineData("patches: [{path: p.yaml, target: {labelSelector: app=wbe}}]", "- {op: remove, path: /spec}\n", "Warning")]
    [InlineData(
        "labels: [{pairs: {app: wbe}}]\npatches: [{path: p.yaml, target: {labelSelector: app=wbe}}]",
        "- {op: remove, path: /spec}\n",
        "Note"
    )]
    [InlineData("patchesJson6902: [{path: p.yaml, target: {kind: Deployment, name: wbe}}]", "- {op: remove, path: /spec}\n", "Warning")]
    [InlineData(
        "configMapGenerator: [{name: c, literals: [a=b]}]\npatches: [{path: p.yaml}]",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n",
        "Pass"
    )]
    [InlineData("generators: [g.yaml]\npatches: [{path: p.yaml}]", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n", "Note")]
    [InlineData("patches: [{patch: \"{apiVersion: apps/v1, kind: Deployment, metadata: {name: wbe}}\"}]", "", "Error")]
    public void A_patch_is_for_something(string kustomization, string patch, string expected)
    {
        var findings = Judge(
            "KUS-008",
            Tree(("kustomization.yaml", $"resources: [web.yaml]\n{kustomization}"), ("web.yaml", Web), ("p.yaml", patch), ("g.yaml", ""))
        );
        Assert.Equal(expected, findings is [var one] ? $"{one.Severity}" : "Pass");
    }

    [Theory]
    [InlineData("web", RuleOutcome.Pass)]
    [InlineData("a-web", RuleOutcome.Pass)]
    [InlineData("b-web", RuleOutcome.Fail)]
    public void A_patch_may_name_an_object_as_it_was_or_as_it_is(string name, RuleOutcome expected)
    {
        foreach (
            var patch in new[]
            {
                $"{{target: {{kind: Deployment, name: {name}}}, path: p.yaml}}",
                $"{{patch: \"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: shop}}}}\"}}",
            }
        )
            Assert.Equal(
                expected,
                Outcome(
                    "KUS-008",
                    ("app/kustomization.yaml", $"resources: [../base]\npatches: [{patch}]"),
                    ("app/p.yaml", "- {op: remove, path: /spec}\n"),
                    ("base/kustomization.yaml", "namePrefix: a-\nresources: [web.yaml]"),
                    ("base/web.yaml", Web)
                )
            );
    }

    [Theory]
    [InlineData("components: [../part]\nresources: [../base]", RuleOutcome.Pass)]
    [InlineData("components: [../part]", RuleOutcome.Fail)]
    [InlineData("components: [../part]\nresources: [\"https://github.com/o/r?ref=v1.0.0\"]", RuleOutcome.CannotTell)]
    [InlineData("resources: [../base]", RuleOutcome.CannotTell)]
    public void The_patch_of_a_component_is_for_what_its_users_have(string kustomization, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "KUS-008",
                ("app/kustomization.yaml", kustomization),
                ("part/kustomization.yaml", Component + "patches: [{path: p.yaml, target: {kind: Deployment}}]"),
                ("part/p.yaml", "- {op: remove, path: /spec}\n"),
                ("base/kustomization.yaml", "resources: [web.yaml]"),
                ("base/web.yaml", Web)
            )
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("a")]
    [InlineData("resources: {a: b}\npatches: 7\ncomponents: [[a], {b: c}]\nconfigMapGenerator: [a, {files: b}]\nnamespace: [a]")]
    [InlineData(
        "bases: a\nvars: [a, {b: c}]\npatchesStrategicMerge: [{a: b}, ~]\ncommonLabels: 7\nhelmChartInflationGenerator: {a: "
            + "b}\nimageTags: a"
    )]
    [InlineData(
        "patches: [{path: [a], target: 7}, {target: {kind: [a]}, patch: \"{{\"}, ~, {patch: \"- a\"}]\nopenapi: a\nnamePrefix: {a: b}"
    )]
    [InlineData("resources: [\"\", \"/\", \"..\", \".\", \"a\\0b\", \"\\\\\"]")]
    public void An_odd_form_is_no_crash(string kustomization)
    {
        var tree = KustomizationTree.Read(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["kustomization.yaml"] = kustomization, ["a"] = null },
            new DiagnosticBag()
        );
        Assert.All(KustomizeRules.Rules.Rules, rule => rule.Judge(tree));
    }

    private static KustomizationTree Tree(params IEnumerable<(string Path, string Text)> files)
    {
        var bag = new DiagnosticBag();
        var tree = KustomizationTree.Read(
            files.DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => (string?)file.Text),
            bag
        );
        Assert.Empty(bag.Sorted());
        return tree;
    }

    private static Rule<KustomizationTree> Rule(string id) => KustomizeRules.Rules.Rules.Single(rule => rule.Id == id);

    private static IReadOnlyList<Diagnostic> Judge(string rule, KustomizationTree tree) => [.. Rule(rule).Judge(tree).All];

    private static RuleOutcome Outcome(string rule, params IEnumerable<(string Path, string Text)> files) =>
        Rule(rule).Judge(Tree(files)).Outcome;
}
