using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What is compared with what, in real repositories.</summary>
public sealed class RepositoryTests
{
    private static string Map(string value, string name = "settings") =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: demo}}\ndata: {{key: {value}}}\n";

    [Fact]
    public async Task Without_a_difference_the_exit_is_0_and_with_one_3()
    {
        using var fleet = Committed();
        var same = await fleet.DiffAsync();
        Assert.True(same.Exit == 0 && same.Output.Contains("No differences in 1 unit.", StringComparison.Ordinal), same.ToString());
        fleet.Write("dev/web", Map("new"));
        Assert.Equal(3, (await fleet.DiffAsync()).Exit);
    }

    [Theory]
    [InlineData("low", 3)]
    [InlineData("medium", 3)]
    [InlineData("high", 0)]
    public async Task A_gate_lets_through_what_is_below_it(string risk, int exit)
    {
        using var fleet = Committed();
        fleet.Write("dev/web", "# nothing\n");
        Assert.Equal(exit, (await fleet.DiffAsync("--fail-on", risk)).Exit);
        Assert.Equal(exit, (await fleet.DiffAsync("--fail-on", risk, "--output", "json")).Exit);
    }

    [Fact]
    public async Task The_work_tree_the_index_and_HEAD_stay_as_they_are()
    {
        using var fleet = Committed();
        fleet.Write("dev/web", Map("new"));
        fleet.Write("dev/other", Map("new"));
        var (status, index, before) = (
            fleet.Git("status", "--porcelain"),
            File.ReadAllBytes(fleet.Folder.File(".git/index")),
            fleet.Folder.Snapshot()
        );
        await fleet.DiffAsync();
        Assert.Equal(index, File.ReadAllBytes(fleet.Folder.File(".git/index")));
        Assert.Equal(before, fleet.Folder.Snapshot());
        Assert.Equal(status, fleet.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Two_commits_are_compared_whatever_is_in_the_work_tree()
    {
        using var fleet = Committed();
        fleet.Write("dev/web", Map("second"));
        fleet.Commit();
        fleet.Write("dev/web", Map("third"));
        var change = Assert.Single((await fleet.JsonAsync("--base", "HEAD~1", "--head", "HEAD")).GetProperty("changes").EnumerateArray());
        Assert.Equal("second", change.GetProperty("fields")[0].GetProperty("new").GetString());
    }

    [Fact]
    public async Task The_branch_of_origin_is_what_was_reviewed()
    {
        using var fleet = Committed();
        fleet.Git("update-ref", "refs/remotes/origin/main", "HEAD");
        fleet.Write("dev/web", Map("new"));
        fleet.Commit();
        var json = await fleet.JsonAsync();
        Assert.Equal("origin/main", json.GetProperty("base").GetProperty("name").GetString());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("changes").GetInt32());
    }

    [Fact]
    public async Task A_detached_HEAD_a_staged_and_a_new_file_are_seen()
    {
        using var fleet = Committed();
        fleet.Git("checkout", "--quiet", "--detach");
        fleet.Write("dev/web", Map("staged"));
        fleet.Git("add", "--all");
        fleet.Write("dev/api", Map("new", "api"));
        var changes = (await fleet.JsonAsync())
            .GetProperty("changes")
            .EnumerateArray()
            .Select(change => change.GetProperty("change").GetString())
            .Order(StringComparer.Ordinal);
        Assert.Equal(["added", "changed"], changes);
    }

    [Fact]
    public async Task A_unit_that_goes_takes_its_objects_with_it()
    {
        using var fleet = Committed();
        fleet.Delete("dev/web");
        var json = await fleet.JsonAsync();
        Assert.Equal("removed", json.GetProperty("changes")[0].GetProperty("change").GetString());
        Assert.False(json.GetProperty("units")[0].GetProperty("inHead").GetBoolean());
    }

    [Fact]
    public async Task Overlays_that_lead_back_are_no_change_of_what_runs()
    {
        using var fleet = Committed();
        fleet.Write("dev/web/rollback", Map("x", "back"));
        fleet.Write("dev/web/aks-1", Map("x", "cluster"));
        var change = Assert.Single((await fleet.JsonAsync()).GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ("cluster", "aks-1"),
            (
                change.GetProperty("object").GetProperty("name").GetString(),
                change.GetProperty("where")[0].GetProperty("cluster").GetString()
            )
        );
    }

    [Fact]
    public async Task Names_with_blanks_and_letters_of_all_alphabets_are_read()
    {
        using var fleet = new GitFleet("gitopsgen diff ü ");
        fleet.Write("dev/wéb app", Map("old"));
        fleet.Commit();
        fleet.Write("dev/wéb app", Map("nëw ✓"));
        var change = Assert.Single((await fleet.JsonAsync()).GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ("wéb app", "nëw ✓"),
            (change.GetProperty("where")[0].GetProperty("app").GetString(), change.GetProperty("fields")[0].GetProperty("new").GetString())
        );
    }

    [Fact]
    public async Task A_fleet_in_a_folder_of_a_repository_is_compared_alone()
    {
        using var fleet = new GitFleet();
        fleet.Folder.Write("sub/gitopsgen.yaml", SmallFleet.Fleet);
        fleet.Folder.Write($"sub/{GitFleet.Path("dev/web")}", Map("old"));
        fleet.Write("dev/web", Map("old"));
        fleet.Commit();
        fleet.Folder.Write($"sub/{GitFleet.Path("dev/web")}", Map("new"));
        fleet.Write("dev/web", Map("not ours"));
        var answer = await Gitopsgen.RunAsync("diff", "--root", fleet.Folder.File("sub"));
        Assert.True(
            answer.Exit == 3
                && answer.Output.Contains("+ data.key: new", StringComparison.Ordinal)
                && !answer.Output.Contains("not ours", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task Values_count_where_Argo_CD_gives_them_to_a_chart_and_nowhere_else()
    {
        using var fleet = new GitFleet();
        foreach (var app in new[] { "helm", "rendered" })
            fleet.Folder.Write($"environments/dev/{app}/values.yaml", "image: {tag: 1.0.0}\n");
        fleet.Folder.Write(
            "argocd/apps/dev/helm.yaml",
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: helm-dev}\nspec: {sources: [{chart: c, "
                + "targetRevision: 1.0.0, helm: {valueFiles: [$values/environments/dev/helm/values.yaml]}}]}\n"
        );
        fleet.Commit();
        foreach (var app in new[] { "helm", "rendered" })
            fleet.Folder.Write($"environments/dev/{app}/values.yaml", "image: {tag: 1.1.0}\n");
        var json = await fleet.JsonAsync();
        var change = Assert.Single(json.GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ("HelmValues", "helm"),
            (change.GetProperty("object").GetProperty("kind").GetString(), change.GetProperty("object").GetProperty("name").GetString())
        );
        Assert.Contains("only the version and the values", json.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_counts_as_a_high_risk()
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", "a: [1\nb: 2\n");
        fleet.Commit();
        fleet.Write("dev/web", Map("new"));
        var answer = await fleet.DiffAsync("--fail-on", "high");
        Assert.Equal(3, answer.Exit);
        Assert.Contains("warning GOG162: in main the file cannot be read", answer.Error, StringComparison.Ordinal);
        Assert.Contains("HIGH    unreadable File environments/dev/web/rendered/manifests.yaml", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_secret_that_cannot_be_read_nothing_is_quoted()
    {
        using var fleet = new GitFleet();
        fleet.Write("dev/web", "kind: Secret\nstringData:\n  password: *planted\n");
        fleet.Commit();
        fleet.Write("dev/web", Map("new"));
        var answer = await fleet.DiffAsync();
        Assert.Contains("(3,13): warning GOG162", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_that_is_not_finished_is_read_as_it_lies_there()
    {
        using var fleet = Committed();
        fleet.Git("checkout", "--quiet", "-b", "other");
        fleet.Write("dev/web", Map("theirs"));
        fleet.Commit();
        fleet.Git("checkout", "--quiet", "main");
        fleet.Write("dev/web", Map("ours"));
        fleet.Commit();
        TestTools.Run("git", ["-C", fleet.Folder.Path, "-c", "user.name=t", "-c", "user.email=t@git.example", "merge", "other"]);
        Assert.Contains("unreadable", (await fleet.DiffAsync("--base", "main")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbolic_link_is_no_manifest()
    {
        using var fleet = Committed();
        File.Delete(fleet.Folder.File(GitFleet.Path("dev/web")));
        fleet.Folder.Write("elsewhere.yaml", Map("linked"));
        File.CreateSymbolicLink(fleet.Folder.File(GitFleet.Path("dev/web")), fleet.Folder.File("elsewhere.yaml"));
        Assert.Equal(
            "removed",
            Assert.Single((await fleet.JsonAsync()).GetProperty("changes").EnumerateArray()).GetProperty("change").GetString()
        );
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_named_with_the_way_out()
    {
        using var fleet = Committed();
        foreach (var name in new[] { "nowhere", "--all", "HEAD~9", new string('a', 40) })
        {
            var answer = await fleet.DiffAsync($"--base={name}");
            Assert.True(
                answer.Exit == 1
                    && answer.Error.Contains(
                        $"error GOG161: there is no commit '{name}' in this repository. Fetch it",
                        StringComparison.Ordinal
                    ),
                answer.ToString()
            );
        }
    }

    [Fact]
    public async Task An_empty_repository_is_told_to_commit_and_no_repository_to_become_one()
    {
        using var fleet = new GitFleet();
        var empty = await fleet.DiffAsync("--output", "json");
        Assert.True(
            empty.Exit == 1
                && empty.Error.Contains("It has no commit at all yet", StringComparison.Ordinal)
                && empty.Output.Contains("GOG161", StringComparison.Ordinal),
            empty.ToString()
        );
        Directory.Delete(fleet.Folder.File(".git"), recursive: true);
        var none = await fleet.DiffAsync();
        Assert.True(none.Exit == 1 && none.Error.Contains("error GOG160", StringComparison.Ordinal), none.ToString());
    }

    [Fact]
    public async Task A_shallow_clone_says_how_to_get_the_commit()
    {
        using var fleet = Committed();
        fleet.Commit("second");
        using var clone = new TemporaryFolder();
        var (exit, _, error) = TestTools.Run("git", ["clone", "--quiet", "--depth", "1", $"file://{fleet.Folder.Path}", clone.File("c")]);
        Assert.True(exit == 0, error);
        var answer = await Gitopsgen.RunAsync("diff", "--root", clone.File("c"), "--base", "HEAD~1");
        Assert.True(
            answer.Exit == 1 && answer.Error.Contains("The clone is shallow: fetch it", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task Two_runs_answer_with_the_same_bytes()
    {
        using var fleet = new GitFleet();
        foreach (var i in Enumerable.Range(0, 30))
            fleet.Write($"env-{i}/web", Map("old"), Map("old", "second"));
        fleet.Commit();
        foreach (var i in Enumerable.Range(0, 30))
            fleet.Write($"env-{i}/web", Map($"v{i % 4}"), Map("old", $"third-{i % 2}"));
        foreach (var form in new[] { "text", "json", "markdown", "html" })
            Assert.Equal((await fleet.DiffAsync("--output", form)).Output, (await fleet.DiffAsync("--output", form)).Output);
    }

    [Fact]
    public async Task One_value_of_the_own_fleet_shows_as_exactly_that()
    {
        using var clone = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Join(Repository.Root, "environments"), "*.yaml", SearchOption.AllDirectories))
            clone.Write(Path.GetRelativePath(Repository.Root, file), await File.ReadAllTextAsync(file));
        clone.Write("gitopsgen.yaml", await File.ReadAllTextAsync(Path.Join(Repository.Root, "gitopsgen.yaml")));
        foreach (
            var step in new[]
            {
                "init --quiet --initial-branch=main",
                "add --all",
                "-c user.name=t -c user.email=t@git.example commit --quiet -m state",
            }
        )
            Assert.Equal(0, TestTools.Run("git", ["-C", clone.Path, .. step.Split(' ')]).Exit);

        const string Manifests = "environments/canary/ama-metrics-shared/rendered/manifests.yaml";
        var text = clone.Read(Manifests);
        Assert.Contains("pod-security.kubernetes.io/enforce: privileged", text, StringComparison.Ordinal);
        clone.Write(
            Manifests,
            text.Replace(
                "pod-security.kubernetes.io/enforce: privileged",
                "pod-security.kubernetes.io/enforce: baseline",
                StringComparison.Ordinal
            )
        );
        var answer = await Gitopsgen.RunInAsync(clone, "diff");
        Assert.Contains("1 change (1 low) in 1 of ", answer.Output, StringComparison.Ordinal);
        Assert.Contains(
            "- metadata.labels[\"pod-security.kubernetes.io/enforce\"]: privileged\n          + "
                + "metadata.labels[\"pod-security.kubernetes.io/enforce\"]: baseline\n",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("in     ama-metrics-shared in canary\n", answer.Output, StringComparison.Ordinal);
    }

    private static GitFleet Committed()
    {
        var fleet = new GitFleet();
        fleet.Write("dev/web", Map("old"));
        fleet.Commit();
        return fleet;
    }
}
