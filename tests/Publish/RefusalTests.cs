using GitOpsGen.Git;
using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

public sealed class RefusalTests
{
    [Fact]
    public async Task What_cannot_be_published_is_an_error_and_nothing_is_pushed()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await RefusedAsync("GOG178", "--base", "nowhere");
        await RefusedAsync("GOG182", "--only", "nobody");
        await RefusedAsync("GOG161", "--head", "nothing");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, $"{fleet.Git("commit-tree", "HEAD^{tree}", "-m", "Other")}:refs/heads/other");
        await RefusedAsync("GOG179", "--base", "other");
        fleet.Remote("branch", "-D", "other");

        fleet.Folder.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await RefusedAsync("error GOG170");
        await fleet.RenderAsync();
        await RefusedAsync("GOG183", "--branch-prefix", "a..b");
        await RefusedAsync("GOG183", "--branch-prefix", new string('a', 250));

        fleet.Folder.Write("templates/commit-message.md", "{{ title }}\n{{ nothing }}\n");
        await RefusedAsync("templates/commit-message.md(2,4): error GOG184");
        File.Delete(fleet.Folder.File("templates/commit-message.md"));

        fleet.Folder.Write("apps/web/.github/x", "x\n");
        await RefusedAsync("apps/web/.github/x(1,1): error GOG172");
        Directory.Delete(fleet.Folder.File("apps/web/.github"), recursive: true);

        fleet.Folder.Write(
            "apps/web/base/deployment.yaml",
            SmallFleet.Deployment
                + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: demo}\nstringData: {password: planted}\n"
        );
        await fleet.RenderAsync();
        var secret = await RefusedAsync("GOG174");
        Assert.DoesNotContain("planted", secret.Error, StringComparison.Ordinal);
        Assert.Equal(["main"], fleet.Hub.Branches);

        // Allowed, it is committed, but shown nowhere.
        await fleet.PublishAsync("--allow-secrets");
        Assert.All(fleet.Hub.Pulls, pull => Assert.DoesNotContain("planted", (string)pull["body"]!, StringComparison.Ordinal));
        Assert.Contains("its content is not shown", (string)fleet.Hub.Pulls[0]["body"]!, StringComparison.Ordinal);

        async Task<Answer> RefusedAsync(string expected, params string[] arguments)
        {
            var answer = await fleet.TryAsync(arguments);
            Assert.True(answer.Exit == 1 && answer.Error.Contains(expected, StringComparison.Ordinal), $"{expected}: {answer}");
            return answer;
        }
    }

    [Theory]
    [InlineData("kind: Secret\ndata: {a: eA==}\n", true)]
    [InlineData("kind: \"Secret\"\nstringData:\n  a: x\n", true)]
    [InlineData("kind: ConfigMap\ndata: {a: x}\n---\nkind: Secret\ndata:\n  a: eA==\n", true)]
    [InlineData("kind: List\nitems:\n- kind: Secret\n  data:\n    a: eA==\n", true)]
    [InlineData("kind: SecretList\nitems:\n- metadata: {name: a}\n  data:\n    a: eA==\n", true)]
    [InlineData("secretGenerator:\n- name: x\n  literals: [a=b]\n", true)]
    [InlineData("kind: Secret\nstringData: # creds\n  a: x\n", true)]
    [InlineData("kind: Secret\nstringData: &all\n\n  # creds\n  a: x\n", true)]
    [InlineData("  kind: Secret\n  stringData:\n    a: x\n", true)]
    [InlineData("kind: Secret\nstringData:\n  a: ENC[x]\n  b: readable\nsops:\n  mac: x\n", true)]
    [InlineData("kind: Secret\ndata:\n  a: eA==\nsops: {}\n", true)]
    [InlineData(
        "kind: Secret\ndata:\n  {{- if .Values.a }}\n  a: {{ .Values.a | b64enc | quote }}\n  b: \"{{ .Values.b }}\"\n  {{- end }}\n",
        false
    )]
    [InlineData("kind: Secret\ndata:\n  a: {{ .Values.a }}\n  b: eA==\n", true)]
    [InlineData("kind: Secret\ndata:\n  a: {{ \"x\" | b64enc }}\n", true)]
    [InlineData("kind: List\nitems:\n- kind: Secret\n  data: {a: eA==}\nsops: {mac: x}\n", true)]
    [InlineData("kind: Secret\n<<: {stringData: {a: x}}\n", true)]
    [InlineData("all: &all {a: eA==}\nkind: Secret\ndata: *all\n", true)]
    [InlineData("secretGenerator: [{name: x, literals: [a=b]}]\n", true)]
    [InlineData("{\"kind\": \"Secret\", \"data\": {\"a\": \"eA==\"}}\n", true)]
    [InlineData(
        "{{- if .Values.on }}\n  kind: Secret\n  metadata: {name: {{ .Release.Name }}-x}\n  data:\n    a: eA==\n{{- end }}\n",
        true
    )]
    [InlineData("kind: ConfigMap\ndata:\n  a: 'kind: Secret'\n", false)]
    [InlineData("kind: Secret\nmetadata: {name: x}\n", false)]
    [InlineData("kind: Secret\ndata: {}\n", false)]
    [InlineData("kind: Secret\ndata:\n  a: ENC[x]\nsops:\n  mac: x\n", false)]
    [InlineData("kind: SealedSecret\nspec: {encryptedData: {a: x}}\n", false)]
    [InlineData("kind: ExternalSecret\nspec:\n  data:\n  - secretKey: a\n", false)]
    [InlineData("kind: Policy\nspec:\n  match:\n    kind: Secret\n  data:\n    x: y\n", false)]
    [Situation("a Secret that anybody could read", "error (GOG174)")]
    public void Only_secrets_that_can_be_read_are_refused(string text, bool refused) =>
        Assert.Equal(refused, Refusals.OfText("x.yaml", text) is not null);

    [Theory]
    [InlineData("apps/x/CODEOWNERS", "GOG172")]
    [InlineData("environments/.github/workflows/x.yaml", "GOG172")]
    public void Files_that_decide_who_may_do_what_are_refused(string path, string code) =>
        Assert.Equal(code, Assert.Single(Refusals.OfFiles([new PathChange(path, null, new TreeFile("100644", "0"))])).Code);

    [Theory]
    [InlineData("120000", "symbolic link")]
    [InlineData("160000", "submodule")]
    [Situation("a link or submodule", "error (GOG173)")]
    public void What_is_no_regular_file_is_refused(string mode, string kind)
    {
        var refused = Assert.Single(Refusals.OfFiles([new PathChange("apps/x/y", null, new TreeFile(mode, "0"))]));
        Assert.Equal("GOG173", refused.Code);
        Assert.Contains(kind, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("contoso/")]
    [InlineData("contoso/small/more")]
    public async Task A_repository_has_an_owner_and_a_name(string repository)
    {
        var answer = await Gitopsgen.RunAsync("publish", "--repository", repository);
        Assert.True(answer.Exit == 2 && answer.Error.Contains("is not owner/name", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    [Situation("the work tree changes meanwhile", "error, nothing is pushed")]
    public async Task What_changes_while_it_is_looked_at_is_not_published()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        // In place of git: as soon as the tree is written, somebody edits. A second render does the same.
        var git = TestTools.Run("sh", ["-c", "command -v git"]).Output.AsSpan();
        using var programs = new TemporaryFolder();
        var real = System.Text.Encoding.UTF8.GetString(git).Trim();
        programs.WriteScript(
            "git",
            $"{real} \"$@\"\nend=$?\ncase \" $* \" in *' write-tree '*) if [ ! -e {programs.File("done")} ]; then touch "
                + $"{programs.File("done")}; printf '# late\\n' >> {fleet.Folder.File("environments/dev/environment.yaml")}; fi;; "
                + "esac\nexit $end"
        );
        var environment = fleet.Environment();
        environment["PATH"] = $"{programs.Path}:{Environment.GetEnvironmentVariable("PATH")}";

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "publish", "--offline");

        Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG189", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    public async Task A_generator_of_secrets_that_goes_shows_none()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var path = "apps/web/base/kustomization.yaml";
        var plain = fleet.Folder.Read(path);
        fleet.Folder.Write(path, plain + "secretGenerator:\n- name: made\n  namespace: demo\n  literals: [password=planted]\n");
        await fleet.RenderAsync();
        fleet.Commit("Secret");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "HEAD:main");
        fleet.Folder.Write(path, plain);
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        Assert.NotEmpty(fleet.Hub.Pulls);
        Assert.All(fleet.Hub.Pulls, pull => Assert.DoesNotContain("planted", (string)pull["body"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gitopsgen/wave/a", "gitopsgen", true)]
    [InlineData("gitopsgen/wave/a", "gitopsgen/wave/a/b", true)]
    [InlineData("gitopsgen/wave/a", "gitopsgen/wave/ab", false)]
    [InlineData("gitopsgen/wave/a", "gitopsgen/wave/a", false)]
    public void A_branch_cannot_be_a_folder_of_another(string branch, string other, bool inTheWay) =>
        Assert.Equal(inTheWay, Decisions.InTheWay(branch, [other]) is not null);
}
