using System.Diagnostics;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class CancellationTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task A_signal_during_a_render_ends_every_child_changes_nothing_and_the_next_render_works(string signal)
    {
        using var fleet = SmallFleet.Create();
        using var programs = new TemporaryFolder();
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace(
                "spec:\n",
                $"spec:\n  tools: {{kustomize: {{path: {programs.File("kustomize")}}}}}\n",
                StringComparison.Ordinal
            )
        );
        // A child of the child sleeps: killing only the first would leave it.
        Kustomize(programs, $"echo $$ >> {programs.File("pids")}\nsleep 300 &\necho $! >> {programs.File("pids")}\nwait");
        var before = fleet.Snapshot();

        using var process = BuiltTool.StartInForeground(fleet.Path, ["render"]);
        // Two builds at once, each with a child, and none of them about to make one: what forks at the very moment of its end can leave a
        // child.
        var all = 2 * Math.Min(2, Environment.ProcessorCount);
        while (Pids(programs).Count < all && !process.HasExited)
            await Task.Delay(20);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, TestTools.Run("kill", [$"-{signal}", $"{process.Id}"]).Exit);
        var answer = await BuiltTool.EndAsync(process);

        Assert.True(answer.Exit == 130, answer.ToString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Contains("cancelled", answer.Error, StringComparison.Ordinal);
        // A killed process ends when the system next looks at it, which takes a moment where others are busy.
        while (Pids(programs).Exists(CancellationProbe.IsRunning) && clock.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(20);
        Assert.All(Pids(programs), pid => Assert.False(CancellationProbe.IsRunning(pid), $"{pid} runs still"));
        Assert.Equal(before, fleet.Snapshot());

        var (program, prefix) = TestTools.Kustomize;
        Kustomize(programs, $"shift\nexec {program} {string.Join(' ', prefix)} \"$@\"");
        var next = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(next.Exit == 0, next.ToString());
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
    }

    private static void Kustomize(TemporaryFolder programs, string build) =>
        programs.WriteScript("kustomize", $"if [ \"$1\" = version ]; then echo v5.6.0; exit; fi\n{build}");

    private static List<int> Pids(TemporaryFolder programs) =>
        File.Exists(programs.File("pids")) ? [.. File.ReadAllLines(programs.File("pids")).Select(int.Parse)] : [];
}
