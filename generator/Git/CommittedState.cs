using GitOpsGen.Diagnostics;

namespace GitOpsGen.Git;

/// <summary>
/// The folder in which earlier versions kept what they knew. It is never read; but one that is committed is somebody's try to have it
/// read, by this version or another, so nothing is done until it is gone.
/// </summary>
public static class CommittedState
{
    public const string Folder = ".gitopsgen";

    /// <summary>Git is only asked when there is something of that name.</summary>
    public static async Task CheckAsync(string root, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (!IsThere(root))
            return;
        try
        {
            if (await new GitRepository(root).AskAsync(cancellation, "ls-files", "-z", "--", Folder) is { Length: > 0 })
                diagnostics.Add(Messages.StateCommitted(Folder));
        }
        catch (FileNotFoundException)
        {
            // Without git nobody has committed it.
        }
    }

    /// <summary>Also as a link that leads nowhere.</summary>
    public static bool IsThere(string root) =>
        Path.Exists(Path.Join(root, Folder)) || new FileInfo(Path.Join(root, Folder)).LinkTarget is not null;
}
