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
}
