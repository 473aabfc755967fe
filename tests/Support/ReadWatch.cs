using System.Collections.Concurrent;

namespace GitOpsGen.Tests.Support;

/// <summary>Sees every read of a file below a folder, by whatever process. Linux only: elsewhere the system does not tell.</summary>
public sealed class ReadWatch : IDisposable
{
    private readonly TemporaryFolder folder;
    private readonly FileSystemWatcher watcher;
    private readonly ConcurrentQueue<string> reads = new();
    private readonly SemaphoreSlim seen = new(0);
    private int marks;

    public ReadWatch(TemporaryFolder folder)
    {
        this.folder = folder;
        watcher = new FileSystemWatcher(folder.Path)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.LastAccess,
            InternalBufferSize = 1 << 16,
        };
        watcher.Changed += (_, change) => Enqueue(Path.GetRelativePath(folder.Path, change.FullPath));
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>
    /// The files that were read since the last call. The system tells of reads in their order, so a read of our own marks the end.
    /// </summary>
    public async Task<IReadOnlySet<string>> TakeReadsAsync(CancellationToken cancellation)
    {
        var mark = $"mark{++marks}";
        folder.Write(mark, "read me\n");
        folder.Read(mark);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            await seen.WaitAsync(cancellation);
            if (!reads.TryDequeue(out var read))
                continue;
            if (read == mark)
                return taken;
            if (File.Exists(folder.File(read)))
                taken.Add(read);
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        seen.Dispose();
    }

    private void Enqueue(string path)
    {
        reads.Enqueue(path);
        seen.Release();
    }
}
