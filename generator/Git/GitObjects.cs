using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Git;

/// <summary>
/// What a repository has as objects. The user's index, work tree, HEAD, stash and hooks are not touched, whatever state they are in.
/// </summary>
public static class GitObjects
{
    /// <summary>How the repository names its objects: <c>sha1</c> or <c>sha256</c>.</summary>
    public static async Task<string> FormatAsync(this GitRepository git, CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "rev-parse", "--show-object-format") ?? "sha1";

    public static async Task<ImmutableArray<PathChange>> ChangesAsync(
        this GitRepository git,
        string from,
        string to,
        CancellationToken cancellation
    )
    {
        var call = new GitCall("diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", "--no-ext-diff", from, to);
        return PathChange.Parse((await git.KnowAsync(call, cancellation)).Text);
    }

    /// <summary>Those of some files that a commit has, by path from the top of the repository.</summary>
    public static async Task<IReadOnlyDictionary<string, TreeFile>> FilesAsync(
        this GitRepository git,
        string commit,
        IEnumerable<string> paths,
        CancellationToken cancellation
    )
    {
        List<string> wanted = [.. paths];
        if (wanted.Count == 0)
            return ImmutableDictionary<string, TreeFile>.Empty;
        // mode SP type SP id TAB path
        var entries = (await git.KnowAsync(new GitCall(["ls-tree", "-z", "--full-tree", commit, "--", .. wanted]), cancellation)).Text;
        return entries
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\t', 2))
            .ToDictionary(entry => entry[1], entry => new TreeFile(entry[0].Split(' ')[0], entry[0].Split(' ')[2]), StringComparer.Ordinal);
    }

    /// <summary>
    /// The tree of <paramref name="start"/> with what the work tree has below <paramref name="paths"/>: what is ignored stays out; filters,
    /// line ends and modes are git's own.
    /// </summary>
    public static async Task<string> WorkTreeAsync(
        this GitRepository git,
        string start,
        IReadOnlyList<string> paths,
        CancellationToken cancellation
    )
    {
        using var index = new TemporaryIndex();
        await git.RunAsync(new GitCall("read-tree", start) { Environment = index.Environment }, cancellation);
        var known = (
            await git.RunAsync(new GitCall(["ls-files", "-z", "--", .. paths]) { Environment = index.Environment }, cancellation)
        ).Split('\0');
        // git refuses a path that is nowhere.
        var there = paths
            .Where(path =>
                Path.Exists(Path.Join(git.Folder, path))
                || known.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal))
            )
            .ToList();
        if (there.Count > 0)
            await git.RunAsync(new GitCall(["add", "--all", "--", .. there]) { Environment = index.Environment }, cancellation);
        return await git.RunAsync(new GitCall("write-tree") { Environment = index.Environment }, cancellation);
    }

    /// <summary>
    /// Brings a commit, with what it adds to its parent, from the scratch folder into the repository: at a push git moves its own note of
    /// where the remote's branch is, or in a mirror the branch itself.
    /// </summary>
    public static async Task KeepAsync(this GitRepository git, string commit, CancellationToken cancellation)
    {
        if (git.Scratch is not { } scratch)
            return;
        var pack = await git.RunAsync(
            new GitCall("rev-parse", "--path-format=absolute", "--git-path", "objects/pack/pack") { IsKept = true },
            cancellation
        );
        var call = new GitCall("pack-objects", "--revs", "--quiet", "--delta-base-offset", pack)
        {
            IsKept = true,
            Input = $"{commit}\n^{commit}^\n",
        };
        await git.RunAsync(call with { Environment = scratch.BesideThoseOf(git.Command(call).Environment) }, cancellation);
    }

    /// <summary>Makes blobs of files, byte for byte.</summary>
    /// <param name="paths">Absolute, without line breaks.</param>
    /// <returns>Their names, in the same order.</returns>
    public static async Task<IReadOnlyList<string>> BlobsAsync(
        this GitRepository git,
        IReadOnlyList<string> paths,
        CancellationToken cancellation
    )
    {
        if (paths.Count == 0)
            return [];
        var call = new GitCall("hash-object", "-w", "--no-filters", "--stdin-paths")
        {
            Input = string.Concat(paths.Select(path => $"{path}\n")),
        };
        return (await git.RunAsync(call, cancellation)).Split('\n');
    }

    /// <summary>The text of blobs, by name, in one process.</summary>
    /// <exception cref="DiagnosedException">git lacks one of them, or cannot read it.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> TextsAsync(
        this GitRepository git,
        IEnumerable<string> blobs,
        CancellationToken cancellation
    )
    {
        var names = blobs.Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return ImmutableDictionary<string, string>.Empty;
        var call = new GitCall("cat-file", "--batch") { Need = GitAccess.Remote, Input = string.Concat(names.Select(name => $"{name}\n")) };
        var answer = await git.KnowAsync(call, cancellation);
        var texts = CatFileBatch.Read(answer.Output.Span);
        // Git says so in its answer, and succeeds.
        return names.Find(name => !texts.ContainsKey(name)) is { } lacking
            ? throw new DiagnosedException(await git.LackingAsync($"the object {lacking}", answer.Error.Trim(), cancellation))
            : texts;
    }
}
