using GitOpsGen.Load;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// Kustomize's doors: what it would fetch, whatever it looks like, is refused before it runs; what it takes for local is not.
/// </summary>
public sealed class RemoteReferenceTests : IDisposable
{
    private const string Base = "apps/web/base/kustomization.yaml";
    private const string Address = "http://127.0.0.1:1/a";

    // PORT becomes that of a server that counts who calls.
    private static readonly string[] References =
    [
        "git2@127.0.0.1:x/y.git",
        "x@y/a/b",
        "x@y:a/b",
        "X@Y:a/b",
        "a-1@h:a/b",
        "u@h//a",
        "u@h:a.git",
        "u@h:a.git/b",
        "u@h:_git/a",
        "git@h/a/b",
        "git@github.com:a/b",
        "github.com/a/b",
        "GitHub.com/a/b",
        "G\u0130THUB.COM/a/b",
        "github.com:a/b",
        "u@github.com:a/b",
        "github.com/a/b?ref=v1",
        "u@h:a/b?ref=v1",
        "u@h:a/b?x",
        "x@y/a/b#c",
        "ssh://127.0.0.1/a/b",
        "SSH://127.0.0.1/a/b",
        "file:///nowhere/x",
        "FILE:///nowhere/x",
        "file://x",
        "git::ssh://127.0.0.1/a/b",
        "GIT::file:///nowhere/x",
        "git::http://127.0.0.1:PORT/a/b",
        "git::u@h:a/b",
        "git::github.com/a/b",
        "http://127.0.0.1:PORT",
        "http://127.0.0.1:PORT/a",
        "HTTP://127.0.0.1:PORT/a",
        "hTtP://u:p@127.0.0.1:PORT/a?b",
        "https://127.0.0.1:PORT/a",
        "https://127.0.0.1:PORT/a/b//c?ref=x",
        "https://127.0.0.1:PORT/a/_git/b",
        "http://127.0.0.1:PORT/a.git/b",
        "http://127.0.0.1:PORT/a/b#c",
        "u@git-codecommit.eu-west-1.amazonaws.com:v1/repos/x",
        "org@dev.azure.com/org/project/_git/x",
        "u@vs-ssh.visualstudio.com:v3/a/b",
        "localhost@localhost:a/b",
        "u@[::1]:a/b",
        // Nothing calls anything for these today; they mean it all the same.
        "oci://127.0.0.1:PORT/a/b",
        "git://127.0.0.1/a/b",
        "gh:a/b",
        "git::a/b",
        "hg::a/b",
        "codecommit::eu-west-1://x",
        "http:a",
        "https:/127.0.0.1:PORT/a",
        " http://127.0.0.1:PORT/a",
        "u@h:a/../..",
        "o/r?ref=v1",
    ];

    // Folders as people name them, and some that look like an address and are none.
    private static readonly string[] Local =
    [
        "a.b",
        "x@y",
        "x@y/a",
        "v1.2.git-backup",
        "my-github.com-notes",
        "example.com/path.git",
        "a.git/b",
        "a/_git/b",
        "localhost/a.git",
        "127.0.0.1:a/b.git",
        "github.com.old/a/b",
        "github.com",
        "./x@y/a/b",
        "./github.com/a/b",
        "1a@h:a/b",
        "u_x@h:a/b",
        "u.x@h/a/b",
        "\uff47ithub.com/a/b",
        "g\u0131thub.com/a/b",
        "ssh/a/b",
        "https/a/b",
        "git/a/b",
        "a#b/c/d",
        "a b/c",
        "a/x@y/b/c",
    ];

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void Whatever_the_real_Kustomize_fetches_is_an_address_here()
    {
        using var recorded = new RecordedKustomize();
        var references = References.Select(reference => reference.Replace("PORT", $"{recorded.Port}", StringComparison.Ordinal)).ToList();
        var fetched = RecordedKustomize
            .Engines.SelectMany(engine => references.Where(reference => Fetches(recorded, engine, reference)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(fetched.Count >= 40, $"only {fetched.Count} were fetched: the recording does not work");
        Assert.DoesNotContain(references, reference => !KustomizeReference.IsRemote(reference));
    }

    [Fact]
    public void What_the_real_Kustomize_takes_for_a_folder_is_one_here()
    {
        using var recorded = new RecordedKustomize();
        Assert.Empty(RecordedKustomize.Engines.SelectMany(engine => Local.Where(reference => Fetches(recorded, engine, reference))));
        Assert.DoesNotContain(Local, KustomizeReference.IsRemote);
    }

    [Fact]
    public void Folders_with_odd_names_may_be_used()
    {
        foreach (var reference in Local)
            fleet.Write($"apps/web/base/{reference}/kustomization.yaml", "resources: []\n");
        fleet.Write(Base, $"resources: [{string.Join(", ", Local.Select(reference => $"\"{reference}\""))}]\n").SaysNothing();
    }

    [Theory]
    [InlineData("render")]
    [InlineData("render", "--check")]
    public async Task A_folder_that_is_an_address_for_Kustomize_is_refused_before_anything_is_called(params string[] command)
    {
        using var recorded = new RecordedKustomize();
        fleet.Folder.Write("apps/web/base/git2@127.0.0.1:x/y.git/kustomization.yaml", "resources: []\n");
        fleet.Folder.Write(Base, "resources:\n  - deployment.yaml\n  - git2@127.0.0.1:x/y.git\n");
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = recorded.Path },
            command
        );
        Assert.Equal(1, answer.Exit);
        Assert.Contains("apps/web/base/kustomization.yaml(3,5): error GOG055", answer.Error, StringComparison.Ordinal);
        Assert.False(recorded.WasCalled());
    }

    [Theory]
    [InlineData("resources: [‸%]")]
    [InlineData("components: [‸u@h:a/b]")]
    [InlineData("crds: [‸%]")]
    [InlineData("configurations: [‸%]")]
    [InlineData("openapi: {path: ‸%}")]
    [InlineData("patches: [{path: ‸%}]")]
    [InlineData("replacements: [{path: ‸%}]")]
    [InlineData("configMapGenerator: [{name: a, files: [‸a=%]}]")]
    [InlineData("configMapGenerator: [{name: a, env: ‸%}]")]
    [InlineData("secretGenerator: [{name: a, envs: [‸%]}]")]
    [InlineData("generators: [‸%]")]
    [InlineData("transformers: [‸%]")]
    [InlineData("validators: [‸%]")]
    [InlineData("labels: [{pairs: {a: ‸&u %}}]\nresources: [*u]")]
    [InlineData("resources: [‸!!str %]")]
    public void An_address_is_refused_in_every_field(string line) => Refuses(line, "GOG055");

    [Theory]
    [InlineData("# a comment\u2028resources: [%]")]
    [InlineData("# a comment\u2029resources: [%]")]
    [InlineData("# a comment\u0085resources: [%]")]
    public void A_line_that_only_YAML_sees_hides_nothing(string text) =>
        Assert.Equal(["GOG055"], Codes(text.Replace("%", Address, StringComparison.Ordinal)));

    [Theory]
    [InlineData("‸Resources: [%]")]
    [InlineData("‸re\u017Fources: [%]")]
    [InlineData("‸BASES: [%]")]
    [InlineData("‸HelmCharts: [{name: x, repo: '%'}]")]
    [InlineData("patches: [{‸Path: %}]")]
    [InlineData("replacements: [{‸PATH: %}]")]
    [InlineData("configMapGenerator: [{name: a, ‸File\u017F: [a=%]}]")]
    [InlineData("secretGenerator: [{name: a, ‸Env: '%'}]")]
    [InlineData("‸Generators: ['%']")]
    public void A_key_that_only_Kustomize_understands_hides_nothing(string line) => Refuses(line, "GOG231");

    [Theory]
    [InlineData("resources: [deployment.yaml]\n‸<<: {resources: [%]}")]
    [InlineData("patches: [{patch: a, ‸<<: {path: '%'}}]")]
    [InlineData("configMapGenerator: [{name: a, files: [], ‸<<: [{files: ['%']}]}]")]
    public void A_merge_hides_nothing(string line)
    {
        var bag = fleet.Write(Base, $"{line}\n".Replace("%", Address, StringComparison.Ordinal)).Diagnose();
        Assert.Contains(bag, found => found.Code == "GOG232" && found.At == Assert.Single(fleet.Marks));
    }

    [Theory]
    [InlineData("PatchTransformer", "path: '%'")]
    [InlineData("PatchTransformer", "Path: '%'", "GOG231")]
    [InlineData("PatchJson6902Transformer", "path: '%'")]
    [InlineData("PatchStrategicMergeTransformer", "paths: ['%']")]
    [InlineData("ReplacementTransformer", "replacements: [{path: '%'}]")]
    [InlineData("ReplacementTransformer", "replacements: [{paTh: '%'}]", "GOG231")]
    [InlineData("ValueAddTransformer", "targetFilePath: '%'")]
    [InlineData("ConfigMapGenerator", "files: ['a=%']")]
    [InlineData("ConfigMapGenerator", "env\u017F: ['%']", "GOG231")]
    [InlineData("SecretGenerator", "envs: ['%']")]
    [InlineData("SecretGenerator", "<<: {envs: ['%']}", "GOG232", "GOG055")]
    [InlineData("HelmChartInflationGenerator", "repo: '%'", "GOG230")]
    [InlineData("Sed", "args: x", "GOG230")]
    public void A_plugin_s_configuration_fetches_and_runs_nothing_wherever_it_stands(string kind, string line, params string[] codes)
    {
        var config = $"apiVersion: builtin\nkind: {kind}\nmetadata: {{name: x}}\n{line}\n".Replace("%", Address, StringComparison.Ordinal);
        var list = $"apiVersion: v1\nkind: List\nitems:\n- {config.TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal)}\n";
        var expected = codes.Length == 0 ? ["GOG055"] : codes.Order(StringComparer.Ordinal).ToArray();
        foreach (var field in new[] { "transformers", "generators", "validators" })
        {
            Assert.Equal(expected, Codes($"{field}:\n- |-\n  {config.Replace("\n", "\n  ", StringComparison.Ordinal)}\n"));
            Assert.Equal(expected, Codes($"{field}: [x.yaml]\n", ("base/x.yaml", config)));
            Assert.Equal(expected, Codes($"{field}: [x.yaml]\n", ("base/x.yaml", list)));
            Assert.Equal(
                expected,
                Codes($"{field}: [x]\n", ("base/x/kustomization.yaml", "resources: [y.yaml]\n"), ("base/x/y.yaml", config))
            );
        }
    }

    [Fact]
    public void A_plugin_on_one_line_of_JSON_is_one_too() =>
        Assert.Equal(
            ["GOG055"],
            Codes(
                $$"""transformers: ['{"apiVersion": "builtin", "kind": "PatchTransformer", "metadata": {"name": "x"}, "path": "{{Address}}"}']"""
            )
        );

    [Theory]
    [InlineData("apiVersion: v1\nkind: X\nmetadata: {name: x, annotations: {config.kubernetes.io/function: 'container: {image: x}'}}\n")]
    [InlineData(
        "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: x, annotations: {config.kubernetes.io/function: 'exec: "
            + "{path: ./x}'}}\n"
    )]
    [InlineData(
        "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: x, annotations: {config.k8s.io/function: 'starlark: {path: ./x}'}}\n"
    )]
    [InlineData("apiVersion: someteam.example.com/v1\nkind: PatchTransformer\nmetadata: {name: x}\n")]
    [InlineData("kind: PatchTransformer\nmetadata: {name: x}\n")]
    public void A_plugin_that_is_a_program_is_refused(string config) =>
        Assert.Equal(["GOG230"], Codes("generators: [x.yaml]\n", ("base/x.yaml", config)));

    [Fact]
    public void A_list_that_is_no_list_hides_nothing() =>
        Assert.Equal(
            ["GOG055"],
            Codes(
                "transformers: [x.yaml]\n",
                ("base/x.yaml", $"apiVersion: builtin\nkind: PatchTransformer\nmetadata: {{name: x}}\nitems: []\npath: {Address}\n")
            )
        );

    [Fact]
    public void A_folder_of_plugins_changes_none_of_them() =>
        Assert.Equal(
            ["GOG233"],
            Codes(
                "generators: [x]\n",
                (
                    "base/x/kustomization.yaml",
                    "resources: [y.yaml]\npatches: [{target: {kind: SecretGenerator}, patch: '[{op: replace, path: "
                        + $"/envs/0, value: {Address}}}]'}}]\n"
                ),
                ("base/x/y.yaml", "apiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: x}\n")
            )
        );

    [Fact]
    public void A_component_of_a_component_is_looked_at()
    {
        fleet.Write(Base, "resources: [deployment.yaml]\ncomponents: [../one]\n");
        fleet.Write(
            "apps/web/one/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../two]\n"
        );
        fleet
            .Write(
                "apps/web/two/Kustomization",
                $"apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [‸{Address}]\n"
            )
            .Says("GOG055");
    }

    [Fact]
    public void Kustomize_s_own_plugins_may_be_used()
    {
        fleet.Write("apps/web/base/p.yaml", "");
        fleet.Write("apps/web/base/t.yaml", "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: x}\npath: p.yaml\n");
        fleet.Write("apps/web/marks/kustomization.yaml", "resources: [a.yaml]\n");
        fleet.Write(
            "apps/web/marks/a.yaml",
            "apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata: {name: x}\nannotations: {see: 'https://example.com', Path: x}\n"
        );
        fleet
            .Write(
                Base,
                "resources: [deployment.yaml]\ntransformers: [t.yaml, ../marks]\nvalidators: ['{apiVersion: builtin, kind: "
                    + "LabelTransformer, metadata: {name: x}}']\nlabels: [{pairs: {Path: x}}]\n"
            )
            .SaysNothing();
    }

    private void Refuses(string line, string code) =>
        fleet.Write(Base, $"{line}\n".Replace("%", Address, StringComparison.Ordinal)).Says(code);

    private IEnumerable<string> Codes(string kustomization, params (string Path, string Text)[] others)
    {
        foreach (var (path, text) in others)
            fleet.Write($"apps/web/{path}", text);
        return [.. fleet.Write(Base, kustomization).Diagnose().Select(found => found.Code).Order(StringComparer.Ordinal)];
    }

    // A folder of that name lies there wherever a file system allows it.
    private static bool Fetches(RecordedKustomize recorded, (string Program, string Prefix) engine, string reference)
    {
        using var folder = new TemporaryFolder();
        folder.Write("kustomization.yaml", $"resources: [\"{reference}\"]\n");
        if (!reference.Contains("//", StringComparison.Ordinal))
            folder.Write($"{reference}/kustomization.yaml", "resources: []\nnamePrefix: a\n");
        return recorded.Fetches(engine, folder.Path);
    }
}
