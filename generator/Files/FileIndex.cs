using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>
/// Knows the digest of every file of the repository and reads a file again only when its stamp has changed, as git's index does.
/// It lives in the cache: without it everything is merely read once more.
/// </summary>
public sealed class FileIndex(FileTree files) : IFleetFiles
{
    private const string Header = "gitopsgen-index 1";

    // Time stamps of one file system tick cannot tell two writes apart: a file touched this shortly before is not trusted (git calls it
    // racily clean).
    private const long RacyNanoseconds = 20_000_000;

    private readonly ConcurrentDictionary<string, (FileStamp Stamp, string Sha256)> entries = new(StringComparer.Ordinal);

    public FileTree Files { get; } = files;

    /// <summary>
    /// What the tree was rendered with when everything was clean; empty when that is not known, or a file turned out to be another since.
    /// </summary>
    public string CleanMark { get; private set; } = "";

    public EntryKind KindOf(string path) => Files.KindOf(path);

    public bool DirectoryExists(string path) => Files.DirectoryExists(path);

    public bool FileExists(string path) => Files.FileExists(path);

    public IReadOnlyList<string> Names(string directory) => Files.Names(directory);

    public IEnumerable<string> Walk(string path, string? skip) => Files.Walk(path, skip);

    public long Length(string path) => Files.Length(path);

    public byte[] ReadBytes(string path) => Files.ReadBytes(path);

    public string? Sha256(string path)
    {
        var absolute = Files.Absolute(path);
        if (FileStamp.Of(absolute) is not { } stamp)
            return null;
        if (entries.TryGetValue(path, out var known) && known.Stamp == stamp)
            return known.Sha256;
        var digest = Digest.OfFile(absolute);
        Learn(path, stamp, digest);
        return digest;
    }

    /// <summary>Tells the index what was just written, so that it need not be read back.</summary>
    public void Wrote(string path, string sha256)
    {
        if (FileStamp.Of(Files.Absolute(path)) is { } stamp)
            Learn(path, stamp, sha256);
    }

    private void Learn(string path, FileStamp stamp, string sha256)
    {
        entries[path] = (stamp, sha256);
        CleanMark = "";
    }

    /// <summary>True when the files of the last clean run are all there, nothing else is, and none has a new stamp.</summary>
    public bool IsUntouched(Snapshot now) =>
        now.Links.Count == 0
        && now.Special.Count == 0
        && now.Files.Count == entries.Count
        && now.Files.All(file => IsKnown(file.Key, file.Value));

    /// <summary>True when the index knows what is in the file as long as it has this stamp.</summary>
    public bool IsKnown(string path, FileStamp stamp) =>
        stamp != FileStamp.Untrusted && entries.TryGetValue(path, out var known) && known.Stamp == stamp;

    public static FileIndex Load(FileTree files, string cacheFile)
    {
        var index = new FileIndex(files);
        try
        {
            using var reader = new StreamReader(cacheFile, Encoding.UTF8);
            if (reader.ReadLine() != Header)
                return index;
            index.CleanMark = reader.ReadLine() ?? "";
            while (reader.ReadLine() is { } line)
            {
                var parts = line.Split(' ', 6);
                if (parts.Length != 6)
                    return new FileIndex(files);
                index.entries[parts[5]] = (
                    new FileStamp(
                        Number(parts[0]),
                        Number(parts[1]),
                        Number(parts[2]),
                        ulong.Parse(parts[3], CultureInfo.InvariantCulture)
                    ),
                    parts[4]
                );
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return new FileIndex(files);
        }

        return index;
    }

    /// <summary>
    /// Writes the index for the files of <paramref name="after"/>, forgetting all others. <paramref name="cleanMark"/>: what made the tree
    /// clean, empty when it is not.
    /// </summary>
    public void Save(string cacheFile, Snapshot after, string cleanMark, TimeProvider clock)
    {
        var newest = after.Files.Values.Select(stamp => stamp.Newest).DefaultIfEmpty().Max();
        var now = Now(clock);
        if (newest > now - RacyNanoseconds && newest <= now)
            Thread.Sleep(TimeSpan.FromMilliseconds(RacyNanoseconds / 1e6));
        now = Now(clock);

        Directory.CreateDirectory(Path.GetDirectoryName(cacheFile)!);
        var temporary = cacheFile + ".new";
        using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            writer.WriteLine(Header);
            writer.WriteLine(cleanMark);
            foreach (var (path, stamp) in after.Files)
            {
                if ((IsKnown(path, stamp) ? entries[path].Sha256 : Sha256(path)) is not { } sha256)
                    continue;
                var (size, modified, changed, inode) = stamp.Newest > now - RacyNanoseconds ? FileStamp.Untrusted : stamp;
                writer.WriteLine($"{size} {modified} {changed} {inode} {sha256} {path}");
            }
        }

        File.Move(temporary, cacheFile, overwrite: true);
    }

    private static long Now(TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
