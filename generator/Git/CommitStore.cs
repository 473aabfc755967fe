using LibGit2Sharp;

namespace GitOpsGen.Git;

/// <summary>LibGit2Sharp where it can read the repository and need not sign; else git alone, which is said once.</summary>
/// <param name="git">With a scratch folder.</param>
/// <param name="tell">A line for the person who watches.</param>
public sealed class CommitStore(GitRepository git, Action<string> tell) : ICommitStore, IDisposable
{
    private readonly GitStore plain = new(git);
    private LibGit2Store? library;
    private bool isPlain;

    /// <exception cref="GitException">A path is none that every system can check out.</exception>
    public Task<string> TreeAsync(string start, IReadOnlyCollection<PathChange> changes, CancellationToken cancellation)
    {
        // The library takes names that git does not.
        var wrong = changes
            .Where(change => change.New is not null)
            .Select(change => change.Path)
            .FirstOrDefault(path => TreeName.Trouble(path) is not null);
        if (wrong is not null)
            throw new GitException($"'{wrong}' {TreeName.Trouble(wrong)}, so it is put into no tree");
        return WithFallbackAsync(store => store.TreeAsync(start, changes, cancellation));
    }

    public Task<string> CommitAsync(NewCommit commit, CancellationToken cancellation) =>
        commit.IsSigned ? plain.CommitAsync(commit, cancellation) : WithFallbackAsync(store => store.CommitAsync(commit, cancellation));

    public void Dispose() => library?.Dispose();

    private async Task<string> WithFallbackAsync(Func<ICommitStore, Task<string>> make)
    {
        if (isPlain)
            return await make(plain);
        try
        {
            return await make(library ??= new LibGit2Store(git.Scratch!));
        }
        catch (Exception error)
            when (error
                    is LibGit2SharpException
                        or ArgumentException
                        or TypeInitializationException
                        or DllNotFoundException
                        or BadImageFormatException
            )
        {
            isPlain = true;
            tell($"git alone makes the commits: LibGit2Sharp cannot here ({Reason(error)})");
            return await make(plain);
        }
    }

    private static string Reason(Exception error) =>
        error switch
        {
            LibGit2SharpException => "an object is not there, or in no place that it reads",
            ArgumentException => "a name, mail address or date is none that it writes",
            _ => "its native library does not load on this system",
        };
}
