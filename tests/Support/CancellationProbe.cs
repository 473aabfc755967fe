using Xunit;

namespace GitOpsGen.Tests.Support;

public static class CancellationProbe
{
    /// <summary>What nobody has collected yet does not run any more.</summary>
    public static bool IsRunning(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Waits for those that are dying: on a busy machine a killed process is there for a moment longer.</summary>
    /// <returns>Those that do not end.</returns>
    public static async Task<IReadOnlyList<int>> LeftAsync(IReadOnlyCollection<int> pids)
    {
        for (var left = 100; left > 0 && pids.Any(IsRunning); left--)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        return [.. pids.Where(IsRunning)];
    }
}
