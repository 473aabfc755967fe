using System.Text;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

public sealed class PlanTests
{
    private const string Account = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ama-metrics-ksm\n  namespace: kube-system\n";

    [Fact]
    public async Task Of_the_agents_manifests_only_the_place_of_the_token_stays()
    {
        using var folder = new TemporaryFolder();
        folder.Write("agent.yaml", await File.ReadAllTextAsync(Repository.Data("ama-metrics-7.1.1.yaml")));
        var plan = await Plans.OfAsync(folder.Path);
        var lines = folder.Read("agent.yaml").Split('\n');
        Assert.Equal(18, plan.Occurrences.Length);
        Assert.All(
            plan.Occurrences,
            one =>
                Assert.Equal(
                    lines[one.Line - 1].Contains("--secret-namespace", StringComparison.Ordinal) ? Verdict.Keep : Verdict.Move,
                    one.Judgement.Verdict
                )
        );
        Assert.Equal(3, plan.Count(Verdict.Keep));
    }

    [Fact]
    public async Task What_a_fleet_generates_is_judged_but_not_edited()
    {
        using var folder = new TemporaryFolder();
        folder.Write("fleet/gitopsgen.yaml", "");
        folder.Write("fleet/apps/x/base/a.yaml", Account);
        folder.Write("fleet/apps/x/releases/1.0.0-abcdef0/base/a.yaml", Account);
        folder.Write("fleet/environments/dev/x/owned.json", "{}");
        folder.Write("fleet/environments/dev/x/rendered/manifests.yaml", Account);
        folder.Write("fleet/environments/dev/note.yaml", Account);
        folder.Write("other/apps/x/releases/1/a.yaml", Account);
        var plan = await Plans.OfAsync(folder.Path);
        Assert.All(plan.Occurrences, one => Assert.Equal(Verdict.Move, one.Judgement.Verdict));
        Assert.Equal(
            ["fleet/apps/x/base/a.yaml", "fleet/environments/dev/note.yaml", "other/apps/x/releases/1/a.yaml"],
            plan.Occurrences.Where(one => one.Edit).Select(one => one.Path)
        );
    }

    [Fact]
    public async Task Offsets_count_bytes_and_columns_characters()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "a.yaml",
            "\ufeff# ö\r\n"
                + Account
                    .Replace("\n", "\r\n", StringComparison.Ordinal)
                    .Replace("  namespace: kube-system", "  namespace: \"kube-system\" # ü", StringComparison.Ordinal)
        );
        var one = Assert.Single((await Plans.OfAsync(folder.Path)).Occurrences);
        var bytes = await File.ReadAllBytesAsync(folder.File("a.yaml"), TestContext.Current.CancellationToken);
        Assert.Equal("kube-system", Encoding.UTF8.GetString(bytes, one.Offset, one.Length));
        Assert.Equal((6, 15, Verdict.Move), (one.Line, one.Column, one.Judgement.Verdict));
    }

    [Fact]
    public async Task The_answer_in_json_has_the_fields_that_were_promised()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b/x.yaml", Account);
        folder.Write("a.go", "package a\n\nvar x = get(\"kube-system\", \"ama-metrics\")\n");
        var (answer, json) = await Plans.RunAsync(folder.Path);
        using var _ = json;
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Folder(folder.Path, "folder"), "json");
    }

    [Fact]
    public async Task Code_is_edited_only_when_asked_for()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.go", "package a\n\nvar x = get(\"kube-system\", \"ama-metrics\")\n");
        folder.Write("run.sh", "kubectl -n kube-system get deploy ama-metrics\n");
        folder.Write("run.md", "```bash\nkubectl -n kube-system get deploy ama-metrics\n```\n");
        Assert.Equal([false, true, false], (await Plans.OfAsync(folder.Path)).Occurrences.Select(one => one.Edit));
        Assert.Equal([true, true, true], (await Plans.OfAsync(folder.Path, includeCode: true)).Occurrences.Select(one => one.Edit));
    }

    [Fact]
    public async Task Ignored_binary_and_linked_files_are_left_out()
    {
        using var folder = new TemporaryFolder();
        TestTools.Run("git", ["-C", folder.Path, "init", "--quiet"]);
        folder.Write(".gitignore", "out/\n");
        folder.Write("out/a.yaml", Account);
        folder.Write("kept/a.yaml", Account);
        folder.Write("binary.yaml", "\0" + Account);
        File.CreateSymbolicLink(folder.File("link.yaml"), folder.File("kept/a.yaml"));
        Directory.CreateSymbolicLink(folder.File("linked"), folder.File("kept"));
        folder.Write(".gitopsgen/old.yaml", Account);
        Assert.Equal(["kept/a.yaml"], (await Plans.OfAsync(folder.Path)).Occurrences.Select(one => one.Path));
    }

    [Fact]
    public async Task A_folder_that_is_no_work_tree_is_walked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/b/c.yaml", Account);
        folder.Write(".hidden/d.yaml", Account);
        Assert.Equal([".hidden/d.yaml", "a/b/c.yaml"], (await Plans.OfAsync(folder.Path)).Occurrences.Select(one => one.Path));
    }

    [Theory]
    [InlineData("--from", "Kube_System", "is no DNS label")]
    [InlineData("--to", "a b", "is no DNS label")]
    public async Task A_namespace_that_cannot_be_one_is_wrong_usage(string option, string value, string expected)
    {
        var answer = await Gitopsgen.RunAsync("migrate", "plan", option, value, option == "--from" ? "--to" : "--from", "x");
        Assert.True(answer.Exit == 2 && answer.Error.Contains(expected, StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        Assert.Equal(
            (2, "gitopsgen: --path: there is no folder /none/at/all.\n"),
            await Gitopsgen.RunAsync("migrate", "plan", "--from", "a", "--to", "b", "--path", "/none/at/all") is var answer
                ? (answer.Exit, answer.Error)
                : default
        );
}
