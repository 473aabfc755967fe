using System.Globalization;
using GitOpsGen.Processes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Processes;

public sealed class ProcessTests
{
    /// <summary>
    /// What is registered last at a cancellation is called first. A program that prints is read anew, so its reading ends before other
    /// programs are ended, which takes its time, and long before it is its own turn.
    /// </summary>
    [Fact]
    public async Task Of_programs_that_print_and_are_cancelled_together_none_is_left()
    {
        const int many = 12;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("pids"));
        folder.WriteScript(
            "program",
            $"sleep 300 &\necho $$ $! > {folder.File("pids")}/$$\nuntil [ -e {folder.File("all")} ]; do sleep 0.05; done\necho "
                + $"here\ntouch {folder.File("printed")}-$$\nwait"
        );
        using var cancellation = new CancellationTokenSource();
        var running = Enumerable
            .Range(0, many)
            .Select(_ => ProcessRunner.RunAsync(new Command(folder.File("program")), cancellation.Token))
            .ToList();
        while (Pids(folder).Count < 2 * many)
            await Task.Delay(10);
        folder.Write("all", "");
        while (Directory.GetFiles(folder.Path, "printed-*").Length < many)
            await Task.Delay(10);

        await cancellation.CancelAsync();
        foreach (var one in running)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Pids(folder).Exists(CancellationProbe.IsRunning) && !patience.IsCancellationRequested)
            await Task.Delay(20);
        Assert.DoesNotContain(Pids(folder), CancellationProbe.IsRunning);
    }

    private static List<int> Pids(TemporaryFolder folder) =>
        [
            .. Directory
                .EnumerateFiles(folder.File("pids"))
                .Select(File.ReadAllText)
                .Where(text => text.EndsWith('\n'))
                .SelectMany(text => text.Split(' '))
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
        ];
}
