using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;

namespace GitOpsGen.State;

/// <summary>
/// Where the tool keeps what it knows of one folder from run to run: lock, journal, stage, caches. Never in the work tree, where others
/// can commit to: in the git folder of this work tree, or where there is none in the user's own cache.
/// </summary>
public sealed class StateFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly bool isTemporary;

    private StateFolder(string path, Diagnostic? trouble = null, bool isTemporary = false) =>
        (Path, Trouble, this.isTemporary) = (path, trouble, isTemporary);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Why nothing in it is believed; null when there is no reason.</summary>
    public Diagnostic? Trouble { get; }

    /// <summary>It is there, and nobody but this user can have put anything into it.</summary>
    public bool IsSound => Trouble is null && Directory.Exists(Path);

    public string Cache => System.IO.Path.Join(Path, "cache");

    /// <summary>Where it is, or would be. Makes nothing.</summary>
    public static StateFolder Of(string root)
    {
        var (outer, path) = PlaceOf(root);
        return new(path, StateChecks.Trouble(outer) ?? StateChecks.Trouble(path));
    }

    /// <summary>For a run that only reads what is known, which may be nothing. Makes and writes nothing.</summary>
    /// <exception cref="DiagnosedException">It is not this user's own.</exception>
    public static StateFolder ToRead(string root) =>
        Of(root) is { Trouble: { } trouble } ? throw new DiagnosedException(trouble) : Of(root);

    /// <summary>For a run that works in it.</summary>
    /// <exception cref="DiagnosedException">It is not this user's own, or cannot be written.</exception>
    public static StateFolder Open(string root)
    {
        var (outer, path) = PlaceOf(root);
        if ((StateChecks.Trouble(outer) ?? StateChecks.Trouble(path)) is { } trouble)
            throw new DiagnosedException(trouble);
        if (Failure(outer, path) is { } failure)
            throw new DiagnosedException(Messages.StateUnusable(path, failure));
        return new(path);
    }

    public void Dispose()
    {
        if (isTemporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    /// <summary>One that goes with the run.</summary>
    public static StateFolder Temporary() =>
        new(RealPath.Of(Directory.CreateTempSubdirectory("gitopsgen-state-").FullName), isTemporary: true);

    // Two fleets of one repository do not share what they know, so each has a folder of its own in the outer one.
    private static (string Outer, string Path) PlaceOf(string root)
    {
        var real = RealPath.Of(root);
        // A git folder of another user says nothing of its content: git does not work in it either.
        if (WorkTree.Of(real) is not { GitFolder: { } git } tree || !FileOwner.IsMine(git))
        {
            var cached = System.IO.Path.Join(RealPath.Of(UserCache.Root), "state", Digest.OfText(real));
            return (cached, cached);
        }

        var outer = System.IO.Path.Join(git, "gitopsgen");
        var place = System.IO.Path.GetRelativePath(tree.Root, real).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        return (outer, place == "." ? outer : System.IO.Path.Join(outer, $"folder-{Digest.OfText(place)[..16]}"));
    }

    // Tried, because only that tells of a full disk, a read-only file system, or a file in the way.
    private static string? Failure(string outer, string path)
    {
        var trial = System.IO.Path.Join(path, $"trial-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            foreach (var folder in new[] { outer, path }.Where(folder => !Directory.Exists(folder)))
            {
                if (OperatingSystem.IsWindows())
                    Directory.CreateDirectory(folder);
                else
                    Directory.CreateDirectory(folder, Private);
            }

            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FileErrors.Reason(error);
        }
    }
}
