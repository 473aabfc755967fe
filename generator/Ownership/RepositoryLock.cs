using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Ownership;

/// <summary>One run at a time works on a repository. The system gives the lock back when its holder dies, however it dies.</summary>
public sealed class RepositoryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // What the system says when another holds it: Linux and macOS EWOULDBLOCK, Windows a sharing violation. The framework passes it on as
    // it is.
    private static readonly int[] Held =
        OperatingSystem.IsWindows() ? [unchecked((int)0x80070020)]
        : OperatingSystem.IsLinux() ? [11]
        : [35];

    private readonly FileStream file;

    private RepositoryLock(FileStream file) => this.file = file;

    /// <summary>Waits for another run to end, and says so once.</summary>
    /// <exception cref="DiagnosedException">It can never be taken here.</exception>
    public static async Task<RepositoryLock> TakeAsync(StateFolder state, Action<string> tell, CancellationToken cancellation)
    {
        for (var waited = false; ; waited = true)
        {
            if (TryTake(PlaceIn(state)) is { } taken)
                return taken;
            if (!waited)
                tell("another gitopsgen is at work in this repository; waiting for it to end (Ctrl-C stops waiting).");
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Another run works here now. Asking takes nothing and writes nothing.</summary>
    public static bool IsHeld(StateFolder state)
    {
        if (EntryKinds.Of(PlaceIn(state)) != EntryKind.Regular)
            return false;
        try
        {
            new FileStream(PlaceIn(state), FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException error) when (Held.Contains(error.HResult))
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PlaceIn(StateFolder state) => Path.Join(state.Path, "lock");

    private static RepositoryLock? TryTake(string path)
    {
        if (EntryKinds.Of(path) is not (EntryKind.Missing or EntryKind.Regular) and var kind)
            throw new DiagnosedException(Messages.StateUnusable(path, $"it is {kind.Words()}"));
        try
        {
            return new RepositoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (Held.Contains(error.HResult))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosedException(Messages.StateUnusable(path, FileErrors.Reason(error)));
        }
    }

    public void Dispose() => file.Dispose();
}
