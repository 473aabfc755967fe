using System.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Ownership;

/// <summary>A render that dies without warning.</summary>
public sealed class KillTests
{
    private const int Kills = 50;

    [Fact]
    public async Task After_a_kill_at_any_moment_the_next_render_brings_the_right_state_without_complaint()
    {
        using var fleet = SmallFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        var whole = await TimeAsync(fleet, 0);
        var random = new Random(20261121);
        for (var (kills, tries) = (0, 1); kills < Kills; tries++)
        {
            Assert.True(tries < Kills * 4, $"only {kills} renders of {tries} were caught alive");
            Change(fleet, tries);
            using (var process = Start(fleet))
            {
                var start = Stopwatch.GetTimestamp();
                if (process.WaitForExit(TimeSpan.FromMilliseconds(random.NextDouble() * whole.TotalMilliseconds)))
                {
                    whole = Stopwatch.GetElapsedTime(start) < whole ? Stopwatch.GetElapsedTime(start) : whole;
                    continue;
                }

                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                kills++;
            }

            // The input moves on while the tool is dead.
            if (kills % 3 == 0)
                Change(fleet, tries + 1000);
            var next = await Gitopsgen.RunInAsync(fleet, "render");
            Assert.True(next.Exit == 0, $"kill {kills}: {next}");
            Assert.DoesNotContain("GOG08", next.Error, StringComparison.Ordinal);
            var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
            Assert.True(check.Exit == 0, $"kill {kills}: {check}");
        }
    }

    [Fact]
    public async Task A_journal_that_was_cut_off_is_carried_on_even_when_the_input_has_changed()
    {
        using var fleet = SmallFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        var manifests = fleet.Read("environments/dev/web/rendered/manifests.yaml");
        var old = GitOpsGen.Files.Digest.OfText(manifests);
        var half = manifests.Replace("web:1", "web:9", StringComparison.Ordinal);
        var record = fleet.Read("environments/dev/web/owned.json");
        var halfRecord = record.Replace(old, GitOpsGen.Files.Digest.OfText(half), StringComparison.Ordinal);
        // As the killed run left it: the manifests are in place, their record is not yet.
        fleet.Write("environments/dev/web/rendered/manifests.yaml", half);
        fleet.WriteState("stage/f2", halfRecord);
        fleet.WriteState(
            "journal.json",
            $$"""
            {"version":2,"kind":"render","mark":"0123456789abcdef","files":[
             {"path":"environments/dev/web/rendered/manifests.yaml","old":"{{old}}","new":"{{GitOpsGen.Files.Digest.OfText(
                half
            )}}","staged":"f1"},
             {"path":"environments/dev/web/owned.json","old":"{{GitOpsGen.Files.Digest.OfText(
                record
            )}}","new":"{{GitOpsGen.Files.Digest.OfText(halfRecord)}}","staged":"f2"}]}
            """
        );

        var next = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.True(next.Exit == 0, next.ToString());
        Assert.Equal(manifests, fleet.Read("environments/dev/web/rendered/manifests.yaml"));
        Assert.Contains("interrupted", next.Error, StringComparison.Ordinal);
    }

    private static void Change(TemporaryFolder fleet, int seed)
    {
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", $"web:{seed}", StringComparison.Ordinal));
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap(seed % 2 == 0 ? "settings" : "other", $"value-{seed}"));
    }

    private static async Task<TimeSpan> TimeAsync(TemporaryFolder fleet, int seed)
    {
        Change(fleet, seed);
        var start = Stopwatch.GetTimestamp();
        using var process = Start(fleet);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return Stopwatch.GetElapsedTime(start);
    }

    private static Process Start(TemporaryFolder fleet) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Gitopsgen.Program, "render", "--root", fleet.Path])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
