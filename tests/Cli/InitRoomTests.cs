using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary><c>init</c> in a folder that is not empty, as every fresh repository is.</summary>
public sealed class InitRoomTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    private string Folder => temporary.File("fleet");

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData("readme.rst")]
    [InlineData("README")]
    public async Task A_fresh_repository_keeps_what_it_has(string readMe)
    {
        temporary.Write($"fleet/{readMe}", "mine\n");
        temporary.Write("fleet/LICENSE", "mine\n");
        temporary.Write("fleet/.editorconfig", "root = true\n");
        temporary.Write("fleet/.github/CODEOWNERS", "* @us\n");
        temporary.Write("fleet/.gitignore", "*.log\n");
        temporary.Write("fleet/.gitattributes", "*.png binary");
        Sh.Git(Folder, "init", "--quiet", "--initial-branch=main");
        var before = temporary.Snapshot();
        var dry = await Gitopsgen.RunAsync("init", "--dry-run", "--apps", "prometheus-crds", Folder);
        Assert.Contains("change  .gitattributes\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains("change  .gitignore\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains("add     docs/gitops.md\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
        var made = await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.Contains("docs/gitops.md has the steps", made.Error, StringComparison.Ordinal);
        foreach (var kept in new[] { $"fleet/{readMe}", "fleet/LICENSE", "fleet/.editorconfig", "fleet/.github/CODEOWNERS" })
            Assert.Equal(before[kept], temporary.Read(kept));
        Assert.StartsWith("*.log\n", temporary.Read("fleet/.gitignore"), StringComparison.Ordinal);
        var attributes = temporary.Read("fleet/.gitattributes");
        Assert.StartsWith("*.png binary\n", attributes, StringComparison.Ordinal);
        // What is none of the fleet's goes on as it was.
        Assert.DoesNotContain("\n* text", attributes, StringComparison.Ordinal);
        var rendered = await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
    }

    [Fact]
    public async Task A_run_that_was_killed_is_done_again()
    {
        Sh.Git(Directory.CreateDirectory(Folder).FullName, "init", "--quiet", "--initial-branch=main");
        Assert.Equal(0, (await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder)).Exit);
        var whole = temporary.Snapshot();
        // As far as it had come: the fleet's file goes last.
        File.Delete(temporary.File("fleet/gitopsgen.yaml"));
        Directory.Delete(temporary.File("fleet/environments"), recursive: true);
        temporary.Write($"fleet/.gitopsgen-init-{Guid.NewGuid():N}/environments/half", "x");
        var again = await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder);
        Assert.True(again.Exit == 0, again.ToString());
        Assert.Equal(whole, temporary.Snapshot());
        // What somebody has changed meanwhile is in the way.
        File.Delete(temporary.File("fleet/gitopsgen.yaml"));
        temporary.Write("fleet/apps/prometheus-crds/app.yaml", "mine\n");
        var refused = await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder);
        Assert.True(refused.Exit == 1 && refused.Error.Contains("apps", StringComparison.Ordinal), refused.ToString());
    }

    [Fact]
    public async Task Attributes_that_would_change_the_fleet_are_taken_back()
    {
        temporary.Write("fleet/.gitattributes", "*.yaml eol=crlf\n");
        Sh.Git(Folder, "init", "--quiet", "--initial-branch=main");
        Assert.Equal(0, (await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder)).Exit);
        var rendered = await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
    }

    [Fact]
    public async Task A_link_in_place_of_a_list_of_gits_is_in_the_way()
    {
        temporary.Write("elsewhere", "");
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Join(Folder, ".gitattributes"), temporary.File("elsewhere"));
        var refused = await Gitopsgen.RunAsync("init", Folder);
        Assert.True(
            refused.Exit == 1 && refused.Error.Contains("GOG101: '.gitattributes' is in the way", StringComparison.Ordinal),
            refused.ToString()
        );
        Assert.Equal("", temporary.Read("elsewhere"));
    }

    [Fact]
    public async Task Several_environments_become_waves_of_which_the_first_releases_are_cut()
    {
        Directory.CreateDirectory(Folder);
        var made = await Gitopsgen.RunAsync(
            "init",
            "--apps",
            "sample-app",
            "--cluster",
            "prod/prod-1=https://prod-1.example",
            "--cluster",
            "dev/dev-1=https://dev-1.example",
            Folder
        );
        Assert.True(made.Exit == 0, made.ToString());
        var waves = temporary.Read("fleet/gitopsgen.yaml");
        Assert.Contains(
            "- {name: dev, follows: head, leave: {health: argocd, soak: 1d}}\n    - {name: prod, enter:",
            waves,
            StringComparison.Ordinal
        );
        Assert.Contains("# PLACEHOLDER: the branch that Argo CD follows", waves, StringComparison.Ordinal);
        Assert.Contains(
            "# PLACEHOLDER: the Kubernetes of its clusters; 1.33 is a guess.",
            temporary.Read("fleet/environments/dev/environment.yaml"),
            StringComparison.Ordinal
        );
        Assert.True((await Gitopsgen.RunAsync("render", "--root", Folder, "--offline")).Exit == 0);
        var before = temporary.Snapshot();
        foreach (var app in Directory.GetDirectories(Path.Join(Folder, "apps")).Select(Path.GetFileName))
        {
            var cut = await Gitopsgen.RunAsync("release", "cut", app!, "--root", Folder, "--offline");
            Assert.Contains("nothing has changed since", cut.Output, StringComparison.Ordinal);
            Assert.Contains(
                cut.Output.Split(' ')[0],
                temporary.Read($"fleet/environments/prod/releases/{app}.yaml"),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(before, temporary.Snapshot());
    }

    [Theory]
    [InlineData("test", "stage", "test")]
    [InlineData("blue", "green", "blue")]
    public async Task The_first_or_the_one_that_is_called_so_follows_head(string first, string second, string head)
    {
        await Gitopsgen.RunAsync(
            "init",
            "--apps",
            "prometheus-crds",
            "--cluster",
            $"{first}/a=https://a.example",
            "--cluster",
            $"{second}/b=https://b.example",
            Folder
        );
        var waves = temporary
            .Read("fleet/gitopsgen.yaml")
            .Split('\n')
            .Where(line => line.Contains("follows: head", StringComparison.Ordinal));
        Assert.StartsWith($"    - {{name: {head},", Assert.Single(waves), StringComparison.Ordinal);
        Assert.Equal(0, (await Gitopsgen.RunAsync("render", "--root", Folder, "--offline")).Exit);
    }

    [Fact]
    public async Task The_next_steps_lead_on()
    {
        await Gitopsgen.RunAsync("init", Folder);
        var text = temporary.Read("fleet/README.md");
        foreach (var lead in new[] { "app add", "schema app", "publish", "promote", "migrate", "validate", ".github/workflows" })
            Assert.Contains(lead, text, StringComparison.Ordinal);
    }
}
