using LibGit2Sharp;

namespace GitOpsGen.Git;

/// <summary>
/// Makes trees and commits with LibGit2Sharp, over the scratch repository alone: no configuration, extension, index, work tree or owner of
/// the user's repository matters, for it is never opened.
/// </summary>
public sealed class LibGit2Store : ICommitStore, IDisposable
{
    private static readonly Lazy<bool> Settings = new(Prepare);

    private readonly Repository repository;

    /// <exception cref="LibGit2SharpException">It cannot work there.</exception>
    /// <exception cref="TypeInitializationException">There is no native library for this system.</exception>
    public LibGit2Store(ScratchObjects scratch)
    {
        _ = Settings.Value;
        Repository.Init(scratch.Folder, isBare: true);
        repository = new Repository(scratch.Folder);
    }

    public Task<string> TreeAsync(string start, IReadOnlyCollection<PathChange> changes, CancellationToken cancellation)
    {
        var tree = TreeDefinition.From(
            repository.Lookup<LibGit2Sharp.Commit>(start) ?? throw new NotFoundException($"there is no commit {start}")
        );
        foreach (var change in changes.Where(change => change.New is null))
            tree.Remove(change.Path);
        foreach (var change in changes)
            if (change.New is { } file)
                tree.Add(change.Path, new ObjectId(file.Blob), ModeOf(file));
        return Task.FromResult(repository.ObjectDatabase.CreateTree(tree).Sha);
    }

    public Task<string> CommitAsync(NewCommit commit, CancellationToken cancellation)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(commit.Date);
        var (author, committer) = (Who(commit.Author, date), Who(commit.Committer, date));
        var (tree, parent) = (repository.Lookup<Tree>(commit.Tree), repository.Lookup<LibGit2Sharp.Commit>(commit.Parent));
        if (tree is null || parent is null)
            throw new NotFoundException($"{commit.Tree} or {commit.Parent} is not there");
        return Task.FromResult(
            repository.ObjectDatabase.CreateCommit(author, committer, commit.Message, tree, [parent], prettifyMessage: false).Sha
        );
    }

    public void Dispose() => repository.Dispose();

    private static Signature Who(Person person, DateTimeOffset date) => new(person.Name, person.Mail, date);

    private static Mode ModeOf(TreeFile file) =>
        file.Mode switch
        {
            "100755" => Mode.ExecutableFile,
            "120000" => Mode.SymbolicLink,
            "160000" => Mode.GitLink,
            _ => Mode.NonExecutableFile,
        };

    // Both hold for the whole process, in which nobody else uses the library.
    private static bool Prepare()
    {
        // A partial clone need not have the blobs that nobody touches.
        GlobalSettings.SetEnableStrictObjectCreation(false);
        foreach (
            var level in new[]
            {
                ConfigurationLevel.ProgramData,
                ConfigurationLevel.System,
                ConfigurationLevel.Xdg,
                ConfigurationLevel.Global,
            }
        )
            GlobalSettings.SetConfigSearchPaths(level, "");
        return true;
    }
}
