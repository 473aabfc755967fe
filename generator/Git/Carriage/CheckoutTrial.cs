using System.Collections.Immutable;
using GitOpsGen.Files;

namespace GitOpsGen.Git.Carriage;

/// <summary>
/// Adds some files to an index of its own and checks them out again, in temporary folders: what git gives back is seen, not worked out. The
/// user's index, work tree and objects are not touched. The settings for line ends are those of a clone elsewhere, which has none of the
/// user's.
/// </summary>
/// <param name="top">Of the work tree.</param>
/// <param name="prefix">Of the fleet below it: empty, or ending with '/'.</param>
internal sealed class CheckoutTrial(GitRepository git, string top, string prefix) : IDisposable
{
    private static readonly string[] Adding = ["-c", "core.safecrlf=false", "-c", "core.sparseCheckout=false", "add", "--force"];

    private static readonly string[] Elsewhere = ["-c", "core.autocrlf=false", "-c", "core.eol=lf", "checkout-index", "--all", "--force"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gitopsgen-trial-");

    private string Tree => Path.Join(folder.FullName, "tree");

    private string Output => Path.Join(folder.FullName, "output");

    /// <returns>The files whose bytes are not the same in the commit, or in what is checked out of it.</returns>
    /// <exception cref="Diagnostics.DiagnosedException">git cannot do it, as where a filter fails.</exception>
    public async Task<IReadOnlyList<CarriedFile>> ChangedAsync(
        IReadOnlyCollection<CarriedFile> files,
        IReadOnlyDictionary<string, IndexEntry> index,
        CancellationToken cancellation
    )
    {
        using var scratch = await ScratchObjects.OpenAsync(git, cancellation);
        var apart = git with { Scratch = scratch };
        foreach (var file in files)
            Put(prefix + file.Path, file.Read());
        var attributes = CopyAttributes(files);
        var known = files.Select(file => index.GetValueOrDefault(file.Path)).OfType<IndexEntry>().Where(entry => !entry.IsSubmodule);
        var lines = string.Concat(known.Select(entry => $"{entry.Mode} {entry.Id}\t{prefix}{entry.Path}\0"));
        await apart.KnowAsync(Call(["update-index", "-z", "--index-info"], lines), cancellation);
        var paths = files.Select(file => prefix + file.Path).Concat(attributes);
        await apart.KnowAsync(Call([.. Adding, "--pathspec-from-file=-", "--pathspec-file-nul"], IgnoreRule.Input(paths)), cancellation);
        var added = (await apart.KnowAsync(Call(["ls-files", "--stage", "-z"], ""), cancellation)).Text;
        await apart.KnowAsync(Call([.. Elsewhere, $"--prefix={Output}/"], ""), cancellation);
        return await ComparedAsync(apart, files, Blobs(added), cancellation);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<IReadOnlyList<CarriedFile>> ComparedAsync(
        GitRepository apart,
        IEnumerable<CarriedFile> files,
        Dictionary<string, TreeFile> blobs,
        CancellationToken cancellation
    )
    {
        using var reader = new BlobReader(apart);
        var changed = new List<CarriedFile>();
        foreach (var file in files)
        {
            var path = prefix + file.Path;
            if (
                !blobs.TryGetValue(path, out var blob)
                || !blob.IsRegular
                || Digest.OfBytes((await reader.ReadAsync(blob.Blob, cancellation)).Span) != file.Sha256
                || !File.Exists(Path.Join(Output, path))
                || Digest.OfFile(Path.Join(Output, path)) != file.Sha256
            )
                changed.Add(file);
        }

        return changed;
    }

    private void Put(string path, byte[] content)
    {
        var file = Path.Join(Tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    // Also those that nobody has committed yet: they will be.
    private List<string> CopyAttributes(IReadOnlyCollection<CarriedFile> files)
    {
        var copied = new List<string>();
        foreach (var path in AttributeRule.Sources(files.Select(file => prefix + file.Path)))
            if (FileStamp.Of(Path.Join(top, path)) is not null)
            {
                Put(path, File.ReadAllBytes(Path.Join(top, path)));
                copied.Add(path);
            }

        return copied;
    }

    // mode SP id SP stage TAB path
    private static Dictionary<string, TreeFile> Blobs(string listed) =>
        listed
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\t', 2))
            .ToDictionary(entry => entry[1], entry => new TreeFile(entry[0].Split(' ')[0], entry[0].Split(' ')[1]), StringComparer.Ordinal);

    private GitCall Call(ImmutableArray<string> arguments, string input) =>
        new(arguments)
        {
            Input = input,
            Environment = ImmutableDictionary<string, string>
                .Empty.Add("GIT_DIR", WorkTree.Of(top)!.GitFolder!)
                .Add("GIT_WORK_TREE", Tree)
                .Add("GIT_INDEX_FILE", Path.Join(folder.FullName, "index")),
        };
}
