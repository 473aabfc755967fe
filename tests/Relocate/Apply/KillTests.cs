using System.Diagnostics;
using System.Globalization;
using GitOpsGen.Files;
using GitOpsGen.Ownership;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>An apply that dies without warning.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 40;
    private const int Files = 150;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_a_kill_at_any_moment_everything_can_be_taken_back_and_everything_can_be_finished()
    {
        for (var number = 0; number < Files; number++)
            folder.Write(
                string.Create(CultureInfo.InvariantCulture, $"d{number % 7}/map {number}.yaml"),
                $"apiVersion: v1\r\nkind: ConfigMap\nmetadata:\n  name: ama-metrics-{number}\n  namespace: kube-system # "
                    + $"{new string('x', number)}"
            );
        var before = folder.Snapshot();
        var random = new Random(20261121);
        var whole = TimeSpan.FromSeconds(2);
        var cutOff = 0;
        for (var (kills, tries) = (0, 1); kills < Kills; tries++)
        {
            Assert.True(tries < Kills * 4, $"only {kills} applies of {tries} were caught alive");
            if (await KillAsync(tries, random, whole) is { } time)
            {
                whole = time < whole ? time : whole;
                await UndoAsync(before);
                continue;
            }

            kills++;
            if (File.Exists(folder.State("journal.json")))
                cutOff++;
            if (kills % 2 == 0)
            {
                Assert.Equal(0, (await RunAsync("apply")).Exit);
                var verified = await RunAsync("verify");
                Assert.True(verified.Exit == 0, $"kill {kills}: {verified}");
            }

            await UndoAsync(before);
        }

        Assert.True(cutOff > 0, "no apply was killed while it wrote");
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("apply")]
    public async Task What_was_cut_off_is_finished_by_whatever_writes_next(string next)
    {
        var (old, moved) = await CutOffAsync();

        var answer = await RunAsync(next);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("interrupted", answer.Error, StringComparison.Ordinal);
        Assert.Equal(next == "undo" ? old : moved, folder.Read("b.yaml"));
        Assert.Equal(next != "undo", File.Exists(folder.State(JournalEntry.StateFile)));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("plan")]
    public async Task What_was_cut_off_is_told_and_left_by_whatever_only_reads(string next)
    {
        var (old, _) = await CutOffAsync();

        var answer = await RunAsync(next);

        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("error GOG312", answer.Error, StringComparison.Ordinal);
        Assert.Contains("`gitopsgen migrate apply` or `undo`", answer.Error, StringComparison.Ordinal);
        Assert.Equal(old, folder.Read("b.yaml"));
        Assert.True(File.Exists(folder.State("journal.json")));
    }

    private async Task<(string Old, string Moved)> CutOffAsync()
    {
        folder.Write("a.yaml", "kind: ConfigMap\nmetadata: {name: ama-metrics-a, namespace: kube-system}\n");
        folder.Write("b.yaml", "kind: ConfigMap\nmetadata: {name: ama-metrics-b, namespace: kube-system}\n");
        var old = folder.Read("b.yaml");
        Assert.Equal(0, (await RunAsync("apply")).Exit);
        var (moved, record) = (folder.Read("b.yaml"), File.ReadAllText(folder.State(JournalEntry.StateFile)));
        // As the killed run left it: one file is in place, the other and the record are not.
        folder.Write("b.yaml", old);
        File.Delete(folder.State(JournalEntry.StateFile));
        folder.WriteState("stage/f2", moved);
        folder.WriteState("stage/f3", record);
        folder.WriteState(
            "journal.json",
            $$"""
            {"version":2,"kind":"move","mark":"0123456789abcdef","files":[
             {"path":"a.yaml","old":"{{new string('0', 64)}}","new":"{{Digest.OfText(folder.Read("a.yaml"))}}","staged":"f1"},
             {"path":"b.yaml","old":"{{Digest.OfText(old)}}","new":"{{Digest.OfText(moved)}}","staged":"f2"},
             {"path":"migrate.json","old":null,"new":"{{Digest.OfText(record)}}","staged":"f3","state":true}]}
            """
        );
        return (old, moved);
    }

    // Every second one dies while it writes, the others at any moment. The time when it was not caught.
    private async Task<TimeSpan?> KillAsync(int number, Random random, TimeSpan whole)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Gitopsgen.Program, "migrate", "apply", "--from", Plans.From, "--to", Plans.To, "--path", folder.Path]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var journal = folder.State("journal.json");
        var ended =
            number % 2 == 0
                ? !SpinWait.SpinUntil(() => File.Exists(journal) || process.HasExited, TimeSpan.FromSeconds(30)) || process.HasExited
                : process.WaitForExit(TimeSpan.FromMilliseconds(random.NextDouble() * whole.TotalMilliseconds));
        if (!ended)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return ended ? Stopwatch.GetElapsedTime(start) : null;
    }

    private async Task UndoAsync(IReadOnlyDictionary<string, string> before)
    {
        var undone = await RunAsync("undo");
        Assert.True(undone.Exit == 0, undone.ToString());
        Assert.Equal(before, folder.Snapshot());
    }

    private Task<Answer> RunAsync(string command) =>
        Gitopsgen.RunAsync([
            "migrate",
            command,
            .. command is "plan" or "apply" ? new[] { "--from", Plans.From, "--to", Plans.To } : [],
            "--path",
            folder.Path,
        ]);
}
