using GitOpsGen.Build;

namespace GitOpsGen.Own;

/// <summary>One run at a time works on a repository. The system gives the lock back when its holder dies, however it dies.</summary>
public sealed class RepositoryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream file;

    private RepositoryLock(FileStream file) => this.file = file;

    /// <summary>Waits for another run to end, and says so once.</summary>
    public static async Task<RepositoryLock> TakeAsync(Stage stage, Action<string> tell, CancellationToken cancellation)
    {
        Directory.CreateDirectory(stage.Scratch);
        for (var waited = false; ; waited = true)
        {
            try
            {
                return new RepositoryLock(new FileStream(Path.Join(stage.Scratch, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                if (!waited) tell("another gitopsgen is at work in this repository; waiting for it to end (Ctrl-C stops waiting).");
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
