using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines;

/// <summary>
/// Where an engine runs: an empty folder, gone afterwards, which is its working directory, its home and its place for temporary files. So a
/// file of the repository named <c>build</c> is nothing to it, and what it leaves behind when it is stopped goes, too.
/// </summary>
public static class EngineFolder
{
    // Go collects what it can before it takes more than this part of the limit.
    private const double SoftPart = 0.9;

    // Enough for what reads a megabyte; it is collected only when it would be more.
    private const long SmallHeap = 128 << 20;

    /// <param name="isSmall">It will end before collecting memory would pay: a third of a small build's time.</param>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        EngineLimits limits,
        CancellationToken cancellation,
        bool isSmall = false
    )
    {
        var room = Directory.CreateTempSubdirectory("gitopsgen-engine-").FullName;
        try
        {
            var command = new Command(program, arguments)
            {
                WorkingDirectory = room,
                Environment = ChildEnvironment.Engine(room).SetItems(Memory(limits, isSmall)),
                Limits = ProcessLimits.Content with { Time = limits.Time, Memory = limits.Memory },
            };
            var result = await ProcessRunner.RunAsync(command, cancellation);
            // It has another name each time, and means nothing to anybody.
            return result with { Error = result.Error.Replace(room, "~", StringComparison.Ordinal) };
        }
        finally
        {
            Leave(room);
        }
    }

    private static Dictionary<string, string> Memory(EngineLimits limits, bool isSmall)
    {
        var most = limits.Memory * SoftPart;
        return isSmall
            ? new() { ["GOGC"] = "off", ["GOMEMLIMIT"] = $"{Math.Min(most, SmallHeap):0}" }
            : new() { ["GOMEMLIMIT"] = $"{most:0}" };
    }

    private static void Leave(string room)
    {
        try
        {
            Directory.Delete(room, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Something that was just killed still writes there; the system tidies its temporary files up.
        }
    }
}
