using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// Fleets that are rendered and committed, each with a bare repository that has the same commit: made once for each content, by the tool
/// and git themselves, and copied for every test that begins there.
/// </summary>
public static class CommittedFleets
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Repositories>>> Made = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Prepared = new(StringComparer.Ordinal);

    private static readonly Lazy<string> Empty = new(MakeEmpty);

    private static string All => Path.Join(Environment.GetEnvironmentVariable("GITOPSGEN_CACHE")!, "fleets");

    /// <summary>Makes a bare repository without a commit, to which one can push over HTTP.</summary>
    public static void MakeBare(string bare) => Copy(Empty.Value, bare);

    /// <summary>Renders what is in the folder, makes it the first commit of a repository there, and pushes that.</summary>
    /// <param name="bare">Of <see cref="MakeBare"/>.</param>
    public static async Task CommitAsync(TemporaryFolder folder, string bare)
    {
        var made = Made.GetOrAdd(Digest(folder), key => new Lazy<Task<Repositories>>(() => MakeAsync(folder, Path.Join(All, key))));
        var (work, remote) = await made.Value;
        // What the render deleted is not there any more.
        Clear(folder.Path);
        Copy(work, folder.Path);
        Copy(remote, bare);
        // They are other files with the same content.
        Sh.Git(folder.Path, "update-index", "-q", "--refresh");
    }

    /// <summary>Changes what is in the folder, once for each content that it begins with.</summary>
    /// <param name="change">Follows from that content alone.</param>
    public static async Task PrepareAsync(TemporaryFolder folder, Func<Task> change)
    {
        var made = Prepared.GetOrAdd(
            Digest(folder),
            key => new Lazy<Task<string>>(() => PrepareAsync(folder, Path.Join(All, $"prepared-{key}"), change))
        );
        var prepared = await made.Value;
        Clear(folder.Path);
        Copy(prepared, folder.Path);
    }

    private static async Task<string> PrepareAsync(TemporaryFolder folder, string place, Func<Task> change)
    {
        await change();
        Copy(folder.Path, place);
        return place;
    }

    private static async Task<Repositories> MakeAsync(TemporaryFolder folder, string place)
    {
        var made = new Repositories(Path.Join(place, "work"), Path.Join(place, "remote.git"));
        Copy(folder.Path, made.Work);
        MakeBare(made.Remote);
        Sh.Git(made.Work, "init", "--quiet", "--initial-branch=main");
        var answer = await Gitopsgen.RunAsync("render", "--offline", "--allow-deletions", "--root", made.Work);
        Assert.True(answer.Exit == 0, answer.ToString());
        Sh.Git(made.Work, "add", "--all");
        Sh.Git(made.Work, "commit", "--quiet", "--message=Begin");
        Sh.Git(made.Work, "push", "--quiet", made.Remote, "main");
        return made;
    }

    private static string MakeEmpty()
    {
        var empty = Path.Join(All, "empty.git");
        Directory.CreateDirectory(All);
        Sh.Git(All, "init", "--quiet", "--bare", "--initial-branch=main", empty);
        Sh.Git(empty, "config", "http.receivepack", "true");
        return empty;
    }

    private static string Digest(TemporaryFolder folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder.Path, file)}\0{File.GetUnixFileMode(file)}\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Clear(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            if (entry is DirectoryInfo inner)
                inner.Delete(recursive: true);
            else
                entry.Delete();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, File.GetUnixFileMode(from));
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
            if (entry is DirectoryInfo)
                Copy(entry.FullName, Path.Join(to, entry.Name));
            else
                File.Copy(entry.FullName, Path.Join(to, entry.Name), overwrite: true);
    }

    private sealed record Repositories(string Work, string Remote);
}
