using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>What is written into people's files: the names, and not one byte more.</summary>
public sealed class EditTests : IDisposable
{
    private const string Text = "a: kube-system # kube-system\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a: kube-system\r\nb: kube-system  \t\r\n", "a: azure-managed-prometheus\r\nb: azure-managed-prometheus  \t\r\n")]
    [InlineData("\ufeffa: kube-system\n", "\ufeffa: azure-managed-prometheus\n")]
    [InlineData("a: kube-system", "a: azure-managed-prometheus")]
    [InlineData("kube-system", "azure-managed-prometheus")]
    [InlineData("kube-systemkube-system\n\n\n", "azure-managed-prometheusazure-managed-prometheus\n\n\n")]
    [InlineData("# \u00fc \u4e2d \ud83d\ude00 kube-system\r\rmixed\n", "# \u00fc \u4e2d \ud83d\ude00 azure-managed-prometheus\r\rmixed\n")]
    public async Task Only_the_names_change(string before, string after)
    {
        folder.Write("a.yaml", before);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        Assert.Equal(
            Encoding.UTF8.GetBytes(after),
            await File.ReadAllBytesAsync(folder.File("a.yaml"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task What_a_person_decides_stays_as_it_is()
    {
        folder.Write("a.yaml", Text);
        var set = await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml", reviews: 1));
        Assert.Equal("a: azure-managed-prometheus # kube-system\n", folder.Read("a.yaml"));
        Assert.Equal(1, set.Moves);
    }

    [Theory]
    [InlineData("with blanks/a b.yaml")]
    [InlineData("-n/--help")]
    [InlineData("\u00fcml\u00e4ut/\u4e2d\u6587.md")]
    [InlineData("quote\"s/it's.yaml")]
    [InlineData("line\nbreak.yaml")]
    [InlineData("back\\slash.yaml")]
    [InlineData("$(echo)/`x`/%s.yaml")]
    public async Task Paths_may_be_odd(string path)
    {
        folder.Write(path, Text);
        await Plans.ApplyAsync(folder, Plans.All(folder, path));
        Assert.DoesNotContain(Plans.From, folder.Read(path), StringComparison.Ordinal);
        Assert.Equal([path], (await Plans.UndoAsync(folder)).Restored);
        Assert.Equal(Text, folder.Read(path));
        Assert.False(File.Exists(folder.State(JournalEntry.StateFile)));
    }

    [Fact]
    public async Task A_file_keeps_its_permissions()
    {
        folder.WriteScript("run.sh", "kubectl -n kube-system get pods");
        var mode = File.GetUnixFileMode(folder.File("run.sh"));
        await Plans.ApplyAsync(folder, Plans.All(folder, "run.sh"));
        Assert.Equal(mode, File.GetUnixFileMode(folder.File("run.sh")));
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_judged_stops_everything()
    {
        folder.Write("a.yaml", Text);
        folder.Write("b.yaml", Text);
        var plan = Plans.All(folder, "a.yaml").Concat(Plans.All(folder, "b.yaml")).ToList();
        folder.Write("b.yaml", " " + Text);
        var problems = new DiagnosticBag();
        await Plans.ApplyAsync(folder, plan, problems);
        Assert.StartsWith("b.yaml(1,1): error GOG130", Assert.Single(problems.Sorted()).ToString(), StringComparison.Ordinal);
        Assert.Equal((Text, " " + Text), (folder.Read("a.yaml"), folder.Read("b.yaml")));
    }

    [Fact]
    public async Task A_file_that_is_gone_stops_everything()
    {
        folder.Write("a.yaml", Text);
        var plan = Plans.All(folder, "a.yaml").ToList();
        File.Delete(folder.File("a.yaml"));
        var problems = new DiagnosticBag();
        await Plans.ApplyAsync(folder, plan, problems);
        Assert.Equal("GOG130", Assert.Single(problems.Sorted()).Code);
    }

    [Fact]
    public async Task A_read_only_file_is_named_before_anything_is_written()
    {
        folder.Write("a.yaml", Text);
        folder.Write("b.yaml", Text);
        File.SetUnixFileMode(folder.File("b.yaml"), UnixFileMode.UserRead);
        var problems = new DiagnosticBag();
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml").Concat(Plans.All(folder, "b.yaml")), problems);
        Assert.StartsWith("b.yaml(1,1): error GOG131", Assert.Single(problems.Sorted()).ToString(), StringComparison.Ordinal);
        Assert.Equal(Text, folder.Read("a.yaml"));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        folder.Write("real/a.yaml", Text);
        Directory.CreateSymbolicLink(folder.File("linked"), folder.File("real"));
        var problems = new DiagnosticBag();
        await Plans.ApplyAsync(folder, Plans.All(folder, "linked/a.yaml"), problems);
        Assert.Equal("GOG132", Assert.Single(problems.Sorted()).Code);
        Assert.Equal(Text, folder.Read("real/a.yaml"));
    }

    [Fact]
    public async Task The_scratch_folder_is_no_link_either()
    {
        folder.Write("elsewhere/x", "");
        Directory.CreateDirectory(Path.GetDirectoryName(folder.State())!);
        Directory.CreateSymbolicLink(folder.State(), folder.File("elsewhere"));
        await Assert.ThrowsAsync<DiagnosedException>(() =>
            RelocationFolder.OpenAsync(folder.Path, writes: true, _ => { }, new DiagnosticBag(), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Git_does_not_see_what_is_remembered()
    {
        folder.Write("a.yaml", Text);
        Assert.Equal(0, TestTools.Run("git", ["-C", folder.Path, "init", "--quiet"]).Exit);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        var (_, status, _) = TestTools.Run("git", ["-C", folder.Path, "status", "--porcelain"]);
        Assert.Equal("?? a.yaml\n", Encoding.UTF8.GetString(status));
    }

    [Fact]
    public async Task The_record_says_the_same_wherever_and_whenever_it_is_written()
    {
        using var other = new TemporaryFolder();
        foreach (var one in new[] { folder, other })
        {
            one.Write("b.yaml", Text);
            one.Write("a.yaml", Text);
            await Plans.ApplyAsync(one, Plans.All(one, "b.yaml").Concat(Plans.All(one, "a.yaml")));
        }

        Assert.Equal(File.ReadAllText(folder.State(JournalEntry.StateFile)), File.ReadAllText(other.State(JournalEntry.StateFile)));
        Assert.DoesNotContain(folder.Path, File.ReadAllText(folder.State(JournalEntry.StateFile)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_apply_stays_part_of_the_record()
    {
        folder.Write("a.yaml", Text);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml", reviews: 0));
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        Assert.Equal("a: azure-managed-prometheus # azure-managed-prometheus\n", folder.Read("a.yaml"));
        await Plans.UndoAsync(folder);
        Assert.Equal(Text, folder.Read("a.yaml"));
    }

    [Fact]
    public async Task An_earlier_apply_is_found_again_after_a_hand_edit()
    {
        const string Top = "# what this file is for\n";
        folder.Write("a.yaml", Top + Text + Text);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml", reviews: 3));
        folder.Write("a.yaml", "# a new line\n" + folder.Read("a.yaml"));
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        Assert.DoesNotContain(Plans.From, folder.Read("a.yaml"), StringComparison.Ordinal);
        await Plans.UndoAsync(folder);
        Assert.Equal("# a new line\n" + Top + Text + Text, folder.Read("a.yaml"));
    }

    [Fact]
    public async Task Moves_of_an_earlier_apply_that_cannot_be_told_any_more_are_said()
    {
        folder.Write("a.yaml", Text);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml", reviews: 1));
        folder.Write("a.yaml", "x: azure-managed-prometheus # kube-system\n");
        var problems = new DiagnosticBag();
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"), problems);
        Assert.Equal("GOG138", Assert.Single(problems.Sorted()).Code);
    }

    [Fact]
    public async Task A_second_run_waits_for_the_first()
    {
        folder.Write("a.yaml", Text);
        var told = new TaskCompletionSource<string>();
        Task<RelocationFolder> second;
        using (
            await RelocationFolder.OpenAsync(
                folder.Path,
                writes: true,
                _ => { },
                new DiagnosticBag(),
                TestContext.Current.CancellationToken
            )
        )
        {
            second = RelocationFolder.OpenAsync(
                folder.Path,
                writes: true,
                line => told.TrySetResult(line),
                new DiagnosticBag(),
                TestContext.Current.CancellationToken
            );
            Assert.Contains("waiting", await told.Task, StringComparison.Ordinal);
            Assert.False(second.IsCompleted);
        }

        (await second).Dispose();
    }
}
