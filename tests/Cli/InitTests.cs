using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class InitTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    private string Folder => temporary.File("fleet");

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("--apps", "prometheus-stack")]
    [InlineData("--apps", "ama-metrics")]
    [InlineData("--apps", "ama-metrics, prometheus-stack")]
    [InlineData("--apps", "prometheus-crds", "--cluster", "prod/one=https://one.example", "--cluster", "local/two=https://two.example")]
    [InlineData]
    public async Task A_new_fleet_renders_at_once_and_has_nothing_to_complain_about(params string[] arguments)
    {
        var made = await Gitopsgen.RunAsync(["init", .. arguments, Folder]);
        Assert.True(made.Exit == 0, made.ToString());
        var rendered = await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        Assert.DoesNotContain("warning", rendered.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Join(Folder, "argocd", "root.yaml")));
        Assert.Equal(0, (await Gitopsgen.RunAsync("render", "--check", "--root", Folder, "--offline")).Exit);
    }

    public static TheoryData<string> Each => [.. GitOpsGen.Catalogue.AppCatalogue.Names];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Each_app_of_the_catalogue_makes_a_fleet_of_it_alone(string app)
    {
        var made = await Gitopsgen.RunAsync("init", "--apps", app, Folder);
        Assert.True(made.Exit == 0, made.ToString());
        foreach (var arguments in new string[][] { ["render"], ["render", "--check"], ["validate"] })
        {
            var answer = await Gitopsgen.RunAsync([.. arguments, "--root", Folder, "--offline"]);
            Assert.True(answer.Exit == 0, answer.ToString());
            Assert.DoesNotContain("warning", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    // Whatever cloud it turns out to be, the app runs there.
    [InlineData("dra", "1.34")]
    [InlineData("dra-driver-nvidia", "1.35")]
    [InlineData("trust-bundles", "1.37")]
    [InlineData("istio-ambient", "1.33")]
    [InlineData("dra, istio-ambient", "1.34")]
    // No version has both, so what the one needs on other clouds does not count.
    [InlineData("trust-bundles, istio-ambient", "1.33")]
    public async Task The_version_is_one_that_the_apps_run_on(string apps, string version)
    {
        var made = await Gitopsgen.RunAsync("init", "--apps", apps, Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.Contains($"kubernetesVersion: \"{version}\"", Read("environments/dev/environment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_fleet_has_its_apps_with_what_they_require_and_its_prerequisites()
    {
        await Gitopsgen.RunAsync("init", "--apps", "ama-metrics", Folder);
        Assert.Equal(
            ["ama-metrics", "ama-metrics-shared"],
            Directory.GetDirectories(Path.Join(Folder, "apps")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var settings = Read("gitopsgen.yaml");
        Assert.Contains("name: azmonitoring-crds\n      description: ", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("external-secrets", settings, StringComparison.Ordinal);
        // Only the app's own runbook comes along.
        Assert.False(Directory.Exists(Path.Join(Folder, "docs", "runbooks")));
    }

    [Theory]
    [InlineData("prometheus-stack", true)]
    [InlineData("prometheus-stack,external-secrets", false)]
    public async Task What_is_an_app_and_a_prerequisite_comes_as_the_app_only_where_it_is_named(string apps, bool isPrerequisite)
    {
        var made = await Gitopsgen.RunAsync("init", "--apps", apps, Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.Equal(isPrerequisite, Read("gitopsgen.yaml").Contains("- name: external-secrets", StringComparison.Ordinal));
        Assert.Equal(!isPrerequisite, Directory.Exists(Path.Join(Folder, "apps", "external-secrets")));
    }

    [Fact]
    public async Task What_only_the_owner_knows_is_a_placeholder_with_a_comment()
    {
        var made = await Gitopsgen.RunAsync("init", "--apps", "ama-metrics", Folder);
        var environment = Read("environments/dev/environment.yaml");
        foreach (
            var parameter in new[]
            {
                "subscriptionId: 00000000-0000-0000-0000-000000000000",
                "resourceGroup: REPLACE-ME",
                "region: replaceme",
                "istioRevision: replace-me",
            }
        )
            Assert.Matches($"# PLACEHOLDER: .+\n +{parameter}\n", environment);
        Assert.Contains("# PLACEHOLDER: where this repository is", Read("gitopsgen.yaml"), StringComparison.Ordinal);
        var line =
            environment
                .Split('\n')
                .Index()
                .First(line => line.Item.Contains("PLACEHOLDER: The resource group", StringComparison.Ordinal))
                .Index + 1;
        Assert.Contains(
            $"environments/dev/environment.yaml:{line}  PLACEHOLDER: The resource group",
            made.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[Bb]in/\n[Rr]eleases/\nx64/")]
    [InlineData("*.yaml\r\n[Rr]eleases/\r\n")]
    [InlineData("*\n")]
    [InlineData("")]
    public async Task Rules_that_are_there_stay_and_git_carries_the_fleet_all_the_same(string rules)
    {
        Directory.CreateDirectory(Folder);
        Sh.Git(Folder, "init", "--quiet");
        File.WriteAllText(Path.Join(Folder, ".gitignore"), rules);
        var dry = await Gitopsgen.RunAsync("init", "--dry-run", "--apps", "prometheus-crds", Folder);
        Assert.Contains("change  .gitignore\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(rules, Read(".gitignore"));
        var made = await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.StartsWith(rules, Read(".gitignore"), StringComparison.Ordinal);
        var rendered = await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        var cut = await Gitopsgen.RunAsync("release", "cut", "prometheus-crds", "--root", Folder, "--offline");
        Assert.True(cut.Exit == 0, cut.ToString());
    }

    [Fact]
    public async Task What_editors_leave_behind_stays_out_of_git()
    {
        await Gitopsgen.RunAsync("init", "--apps", "prometheus-crds", Folder);
        File.WriteAllText(Path.Join(Folder, "apps", "prometheus-crds", "app.yaml~"), "x");
        Assert.DoesNotContain("app.yaml~", Sh.Git(Folder, "status", "--porcelain", "--untracked-files=all"), StringComparison.Ordinal);
        var cut = await Gitopsgen.RunAsync("release", "cut", "prometheus-crds", "--root", Folder, "--offline");
        Assert.True(cut.Exit == 0, cut.ToString());
    }

    [Fact]
    public async Task Every_modeline_names_a_schema_that_is_there()
    {
        await Gitopsgen.RunAsync("init", Folder);
        var lines = Directory
            .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => (File: file, Line: File.ReadLines(file).First()))
            .Where(item => item.Line.Contains("$schema=", StringComparison.Ordinal))
            .ToList();
        Assert.True(lines.Count >= 5, $"{lines.Count}");
        Assert.All(
            lines,
            item => Assert.True(File.Exists(Path.Join(Path.GetDirectoryName(item.File), item.Line.Split("$schema=")[1])), item.File)
        );
    }

    [Fact]
    public async Task Text_files_end_their_lines_with_a_line_feed_and_git_keeps_it_so()
    {
        await Gitopsgen.RunAsync("init", Folder);
        Assert.Contains("* text=auto eol=lf", Read(".gitattributes"), StringComparison.Ordinal);
        foreach (
            var file in Directory
                .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/.git/", StringComparison.Ordinal))
        )
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
            Assert.True(text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task Generated_files_are_marked_and_pins_are_not()
    {
        await Gitopsgen.RunAsync("init", Folder);
        await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        var generated = Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Where(path =>
                path.StartsWith("argocd/", StringComparison.Ordinal)
                || (
                    path.StartsWith("environments/", StringComparison.Ordinal)
                    && !path.EndsWith("/environment.yaml", StringComparison.Ordinal)
                )
            )
            .ToList();
        Assert.NotEmpty(generated);
        var (_, output, _) = TestTools.Run(
            "git",
            [
                "-C",
                Folder,
                "check-attr",
                "linguist-generated",
                "--",
                .. generated,
                "environments/dev/iam/web-trust.json",
                "environments/dev/releases/web.yaml",
                "environments/dev/environment.yaml",
            ]
        );
        var marks = System.Text.Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(marks[..^2], mark => Assert.EndsWith("linguist-generated: set", mark, StringComparison.Ordinal));
        Assert.All(marks[^2..], mark => Assert.DoesNotContain(": set", mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_outside_of_any_repository_becomes_one_with_the_caches_ignored()
    {
        var made = await Gitopsgen.RunAsync("init", Folder);
        Assert.Contains("a new repository, branch main", made.Output, StringComparison.Ordinal);
        Assert.Equal("ref: refs/heads/main\n", Read(".git/HEAD"));
        await Gitopsgen.RunAsync("render", "--root", Folder, "--offline");
        var (_, output, _) = TestTools.Run("git", ["-C", Folder, "status", "--porcelain", "--untracked-files=all"]);
        Assert.DoesNotContain(".gitopsgen", System.Text.Encoding.UTF8.GetString(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_is_used_as_it_is_and_its_origin_becomes_the_address_without_a_password()
    {
        Directory.CreateDirectory(Folder);
        TestTools.Run("git", ["-C", Folder, "init", "--quiet", "--initial-branch=trunk"]);
        Sh.Git(Folder, "commit", "--quiet", "--allow-empty", "--message=Begin");
        TestTools.Run("git", ["-C", Folder, "remote", "add", "origin", "https://joe:se@cret@git.example/ours.git"]);
        var made = await Gitopsgen.RunAsync("init", Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.Contains("the repository was there", made.Output, StringComparison.Ordinal);
        Assert.Contains("repository: {url: https://git.example/ours.git, branch: trunk}", Read("gitopsgen.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_of_another_repository_it_says_that_the_fleet_needs_its_own()
    {
        TestTools.Run("git", ["-C", temporary.Path, "init", "--quiet"]);
        var made = await Gitopsgen.RunAsync("init", Folder);
        Assert.Contains("not at its root", made.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Join(Folder, ".git")));
    }

    [Fact]
    public async Task Everything_in_the_way_is_named_and_nothing_is_written()
    {
        temporary.Write("fleet/README.md", "mine\n");
        temporary.Write("fleet/apps/own.txt", "mine\n");
        temporary.Write("fleet/notes.txt", "mine\n");
        var before = temporary.Snapshot();
        var refused = await Gitopsgen.RunAsync("init", Folder);
        Assert.Equal(1, refused.Exit);
        Assert.DoesNotContain("README.md", refused.Error, StringComparison.Ordinal);
        Assert.Contains("'apps' is in the way", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Beside_files_of_other_names_it_finds_room()
    {
        temporary.Write("fleet/LICENSE", "mine\n");
        var made = await Gitopsgen.RunAsync("init", Folder);
        Assert.True(made.Exit == 0, made.ToString());
        Assert.Equal("mine\n", Read("LICENSE"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder, ".gitopsgen*"));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_stays()
    {
        temporary.Write("fleet", "mine\n");
        var refused = await Gitopsgen.RunAsync("init", Folder);
        Assert.True(refused.Exit == 1 && refused.Error.Contains("'fleet' is in the way", StringComparison.Ordinal), refused.ToString());
        Assert.Equal("mine\n", temporary.Read("fleet"));
    }

    [Fact]
    public async Task A_second_init_changes_nothing()
    {
        await Gitopsgen.RunAsync("init", Folder);
        var before = temporary.Snapshot();
        var second = await Gitopsgen.RunAsync("init", Folder);
        Assert.True(second.Exit == 1 && second.Error.Contains("GOG102", StringComparison.Ordinal), second.ToString());
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task An_unknown_app_is_refused_with_the_nearest_name()
    {
        var refused = await Gitopsgen.RunAsync("init", "--apps", "promethus-stack,ama-metrics", Folder);
        Assert.Equal(1, refused.Exit);
        Assert.Contains("\"promethus-stack\". Did you mean 'prometheus-stack'?", refused.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Folder));
    }

    [Fact]
    public async Task A_dry_run_names_the_very_files_and_makes_none()
    {
        var dry = await Gitopsgen.RunAsync("init", "--dry-run", Folder);
        Assert.Equal(0, dry.Exit);
        Assert.False(Path.Exists(Folder));
        await Gitopsgen.RunAsync("init", Folder);
        var files = Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Where(path => !path.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            files,
            dry.Output.Split('\n').Where(line => line.StartsWith("add ", StringComparison.Ordinal)).Select(line => line[3..].Trim())
        );
    }

    [Fact]
    public async Task Json_names_files_apps_environments_and_placeholders()
    {
        var made = await Gitopsgen.RunAsync("init", "--output", "json", Folder);
        using var json = JsonDocument.Parse(made.Output);
        var root = json.RootElement;
        Assert.Equal("init", root.GetProperty("command").GetString());
        Assert.Contains("gitopsgen.yaml", root.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.Equal(["prometheus-crds", "prometheus-stack"], root.GetProperty("apps").EnumerateArray().Select(app => app.GetString()));
        Assert.Equal(
            ["dev", "local"],
            root.GetProperty("environments").EnumerateArray().Select(environment => environment.GetProperty("name").GetString())
        );
        Assert.Equal("created", root.GetProperty("git").GetString());
        Assert.All(root.GetProperty("placeholders").EnumerateArray(), item => Assert.True(item.GetProperty("line").GetInt32() > 0));
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.Throws<OperationCanceledException>(() =>
            GitOpsGen.Files.NewFiles.Write(
                Folder,
                new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["a/b"] = [1] },
                "a",
                () => { },
                cancelled.Token
            )
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Fact]
    public void What_was_moved_goes_back_when_a_later_entry_finds_its_place_taken()
    {
        // As if somebody made the folder between the look and the move.
        temporary.Write("fleet/b/theirs", "x");
        Assert.ThrowsAny<IOException>(() =>
            GitOpsGen.Files.NewFiles.Write(
                Folder,
                new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["a/ours"] = [1], ["b/ours"] = [1] },
                "b",
                () => { },
                CancellationToken.None
            )
        );
        Assert.Equal(["fleet/b/theirs"], temporary.Snapshot().Keys);
        Assert.False(Path.Exists(temporary.File("fleet/a")));
    }

    private string Read(string path) => temporary.Read($"fleet/{path}");
}
