using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Git;

/// <summary>What git would commit or check out with other bytes is not what another clone digests.</summary>
public sealed class ByteChangeTests
{
    private const string Crlf = "apps/web/base/note.txt";

    [Theory]
    [InlineData("* text=auto eol=lf", "eol=lf of .gitattributes:1")]
    [InlineData("# x\n* text=auto", "text=auto of .gitattributes:2")]
    [InlineData("*.txt text", "text of .gitattributes:1")]
    [InlineData("*.yaml -text\napps/**/*.txt eol=lf", "eol=lf of .gitattributes:2")]
    [InlineData("*.txt crlf=input", "crlf=input of .gitattributes:1")]
    [InlineData("* text=auto\n*.md eol=lf\n\"apps/web/base/note.txt\" text\n* ident", "text of .gitattributes:3")]
    public async Task A_file_with_CRLF_that_git_commits_with_LF_is_an_error(string attributes, string rule)
    {
        using var fleet = With("one\r\ntwo\r\n");
        fleet.Write(".gitattributes", $"{attributes}\n");
        await RefusedAsync(fleet, Crlf, rule);
        fleet.Write(Crlf, "one\ntwo\n");
        await fleet.RenderAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("* text=auto\n*.txt -text\n")]
    [InlineData("* text=auto\n*.txt binary\n")]
    [InlineData("*.yaml text\n")]
    public async Task A_file_with_CRLF_that_git_leaves_alone_says_nothing(string attributes)
    {
        using var fleet = With("one\r\ntwo\r\n");
        fleet.Write(".gitattributes", attributes);
        await fleet.RenderAsync();
    }

    [Fact]
    public async Task What_git_takes_for_no_text_says_nothing()
    {
        using var fleet = With("\0one\r\ntwo\r\n$Id$");
        fleet.Write(".gitattributes", "* text=auto eol=lf\n");
        await fleet.RenderAsync();
    }

    [Fact]
    public async Task CRLF_that_is_committed_already_stays_as_git_keeps_it()
    {
        using var fleet = With("one\r\ntwo\r\n");
        await fleet.RenderAsync();
        fleet.Commit();
        fleet.Write(".gitattributes", "* text=auto\n");
        await fleet.RenderAsync();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("input")]
    public async Task The_setting_for_line_ends_is_named_where_no_attribute_says_anything(string setting)
    {
        using var fleet = With("one\r\ntwo\r\n");
        fleet.Git("config", "core.autocrlf", setting);
        await RefusedAsync(fleet, Crlf, "by core.autocrlf");
        // With LF it commits what lies there, whatever it would check out here.
        fleet.Write(Crlf, "one\ntwo\n");
        await fleet.RenderAsync();
    }

    [Fact]
    public async Task What_is_checked_out_with_CRLF_is_an_error_be_it_read_or_generated()
    {
        using var fleet = new GitFleet();
        fleet.Write(".gitattributes", "manifests.yaml eol=crlf\n");
        await RefusedAsync(fleet, "environments/dev/config/rendered/manifests.yaml", "eol=crlf of .gitattributes:1");
        fleet.Write(".gitattributes", "app.yaml eol=crlf\n");
        await RefusedAsync(fleet, "apps/config/app.yaml", "eol=crlf of .gitattributes:1");
        fleet.Write(".gitattributes", "owned.json eol=crlf\n");
        await RefusedAsync(fleet, "argocd/owned.json", "eol=crlf of .gitattributes:1");
    }

    [Fact]
    public async Task An_ident_that_git_writes_in_is_an_error_and_one_without_a_place_is_not()
    {
        using var fleet = With("# $Id$\n");
        fleet.Write(".gitattributes", "* text=auto eol=lf\n*.txt ident\n");
        await RefusedAsync(fleet, Crlf, "ident of .gitattributes:2");
        fleet.Write(Crlf, "# none\n");
        await fleet.RenderAsync();
    }

    [Theory]
    [InlineData("filter=lfs diff=lfs merge=lfs -text", "", "", "filter=lfs of .gitattributes:1")]
    [InlineData("filter=lfs", "cat", "cat", "filter=lfs of .gitattributes:1")]
    [InlineData("filter=upper", "tr a-z A-Z", "cat", "filter=upper of .gitattributes:1")]
    [InlineData("filter=upper", "cat", "tr a-z A-Z", "filter=upper of .gitattributes:1")]
    [InlineData("filter=nobody", "", "", "filter=nobody of .gitattributes:1")]
    [InlineData("working-tree-encoding=UTF-16LE", "", "", "working-tree-encoding=UTF-16LE of .gitattributes:1")]
    public async Task What_a_filter_makes_other_bytes_of_is_an_error(string attributes, string clean, string smudge, string rule)
    {
        using var fleet = With("one\n");
        fleet.Write(".gitattributes", $"*.txt {attributes}\n");
        if (clean.Length > 0)
        {
            fleet.Git("config", $"{rule.Split(' ')[0].Replace('=', '.')}.clean", clean);
            fleet.Git("config", $"{rule.Split(' ')[0].Replace('=', '.')}.smudge", smudge);
        }

        await RefusedAsync(fleet, Crlf, rule);
    }

    [Fact]
    public async Task A_filter_that_leaves_the_bytes_alone_says_nothing()
    {
        using var fleet = With("one\n");
        fleet.Write(".gitattributes", "*.txt filter=same\n");
        fleet.Git("config", "filter.same.clean", "cat");
        await fleet.RenderAsync();
    }

    [Fact]
    public async Task The_attributes_of_the_nearest_folder_count()
    {
        using var fleet = With("one\r\n");
        fleet.Write(".gitattributes", "* text=auto\n");
        fleet.Write("apps/web/base/.gitattributes", "note.txt -text\n");
        await fleet.RenderAsync();
        fleet.Write("apps/web/base/.gitattributes", "\n\nnote.txt text\n");
        await RefusedAsync(fleet, Crlf, "text of apps/web/base/.gitattributes:3");
    }

    [Fact]
    public async Task A_link_that_git_cannot_make_here_is_one_elsewhere()
    {
        using var fleet = With("one\n");
        var blob = Encoding.UTF8.GetString(
            TestTools.Run("git", ["-C", fleet.Folder.Path, "hash-object", "-w", fleet.Folder.File(Crlf)]).Output
        );
        fleet.Git("update-index", "--add", "--cacheinfo", $"120000,{blob.Trim()},{Crlf}");
        fleet.Git("config", "core.symlinks", "false");
        await RefusedAsync(fleet, Crlf, "core.symlinks=false");
    }

    [Fact]
    public async Task A_release_is_not_cut_of_bytes_that_git_changes()
    {
        using var fleet = With("one\r\n");
        fleet.Write(".gitattributes", "releases/** text eol=lf\n*.lfs filter=lfs\n");
        var answer = await fleet.RunAsync("release", "cut", "web");
        Assert.True(answer.Exit == 0, answer.ToString());
        Directory.Delete(fleet.Folder.File("apps/web/releases"), recursive: true);
        fleet.Write(".gitattributes", "apps/*/releases/** text eol=lf\n");
        answer = await fleet.RunAsync("release", "cut", "web");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("error GOG281", answer.Error, StringComparison.Ordinal);
        Assert.Contains("eol=lf of .gitattributes:1", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.Folder.File("apps/web/releases")));
    }

    [Fact]
    public async Task Neither_index_nor_objects_nor_work_tree_are_touched_to_find_out()
    {
        using var fleet = With("one\r\n");
        fleet.Git("add", "gitopsgen.yaml");
        fleet.Write(".gitattributes", "* text=auto\n");
        fleet.Write(Crlf, "two\r\n");
        var (before, status, objects) = (fleet.Folder.Snapshot(), fleet.Git("status", "--porcelain"), Objects());
        await RefusedAsync(fleet, Crlf, "text=auto of .gitattributes:1");
        Assert.Equal(before, fleet.Folder.Snapshot());
        Assert.Equal((status, objects), (fleet.Git("status", "--porcelain"), Objects()));

        string Objects() => fleet.Git("count-objects");
    }

    // A ConfigMap of a file: its bytes are what clusters get.
    private static GitFleet With(string note)
    {
        var fleet = new GitFleet();
        fleet.Write(
            "apps/web/base/kustomization.yaml",
            "resources: [deployment.yaml]\nconfigMapGenerator: [{name: note, namespace: demo, files: [note.txt]}]\n"
        );
        fleet.Write(Crlf, note);
        return fleet;
    }

    private static async Task RefusedAsync(GitFleet fleet, string path, string rule)
    {
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains($"{path}(1,1): error GOG281: git does not carry the bytes of ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(rule, answer.Error, StringComparison.Ordinal);
    }
}
