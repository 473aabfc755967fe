using System.Globalization;
using GitOpsGen.Files;

namespace GitOpsGen.Engines;

/// <summary>
/// Remembers what a program said of its version, as long as the program is the same file. One line for each: stamp, version, identity,
/// path, separated by tabs.
/// </summary>
/// <param name="file">Null: nothing is kept, every program is asked.</param>
public sealed class EngineCache(string? file)
{
    public const string NotWorking = "!";

    private readonly Dictionary<string, (FileStamp Stamp, string Version, string Identity)> entries = Read(file);

    public (string Version, string Identity)? Get(string program, FileStamp stamp) =>
        entries.TryGetValue(program, out var known) && known.Stamp == stamp ? (known.Version, known.Identity) : null;

    public (string Version, string Identity) Put(string program, FileStamp stamp, (string Version, string Identity) answer)
    {
        entries[program] = (stamp, answer.Version, answer.Identity);
        if (file is null)
            return answer;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(
                file,
                entries
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry =>
                        $"{entry.Value.Stamp.Size}\t{entry.Value.Stamp.Modified}\t{entry.Value.Stamp.Changed}\t{entry.Value.Stamp.Inode}\t"
                        + $"{entry.Value.Version}\t{entry.Value.Identity}\t{entry.Key}"
                    )
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written only costs time.
        }

        return answer;
    }

    private static Dictionary<string, (FileStamp, string, string)> Read(string? file)
    {
        var known = new Dictionary<string, (FileStamp, string, string)>(StringComparer.Ordinal);
        if (file is null || EntryKinds.Of(file) != EntryKind.Regular)
            return known;
        foreach (var parts in File.ReadLines(file).Select(line => line.Split('\t')).Where(parts => parts.Length == 7))
        {
            if (
                long.TryParse(parts[0], out var size)
                && long.TryParse(parts[1], out var modified)
                && long.TryParse(parts[2], out var changed)
                && ulong.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            )
                known[parts[6]] = (new FileStamp(size, modified, changed, inode), parts[4], parts[5]);
        }

        return known;
    }
}
