using System.Globalization;
using GitOpsGen.Files;

namespace GitOpsGen.Engines;

/// <summary>What a program is.</summary>
/// <param name="Version">Empty when it does not tell.</param>
/// <param name="Identity">See <see cref="Engine"/>.</param>
/// <param name="Sha256">See <see cref="Engine.Sha256"/>.</param>
public sealed record EngineAnswer(string Version, string Identity, string Sha256)
{
    /// <summary>It could not be asked.</summary>
    public static EngineAnswer None { get; } = new(EngineCache.NotWorking, "", "");
}

/// <summary>
/// Remembers what a program said of its version, as long as the program is the same file. One line for each: stamp, version, identity,
/// digest, path, separated by tabs.
/// </summary>
/// <param name="file">Null: nothing is known, every program is asked.</param>
/// <param name="isKept">What is learnt goes into the file.</param>
public sealed class EngineCache(string? file, bool isKept)
{
    public const string NotWorking = "!";

    private readonly Dictionary<string, (FileStamp Stamp, EngineAnswer Answer)> entries = Read(file);

    public EngineAnswer? Get(string program, FileStamp stamp) =>
        entries.TryGetValue(program, out var known) && known.Stamp == stamp ? known.Answer : null;

    public EngineAnswer Put(string program, FileStamp stamp, EngineAnswer answer)
    {
        entries[program] = (stamp, answer);
        if (file is null || !isKept)
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
                        + $"{entry.Value.Answer.Version}\t{entry.Value.Answer.Identity}\t{entry.Value.Answer.Sha256}\t{entry.Key}"
                    )
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written only costs time.
        }

        return answer;
    }

    private static Dictionary<string, (FileStamp, EngineAnswer)> Read(string? file)
    {
        var known = new Dictionary<string, (FileStamp, EngineAnswer)>(StringComparer.Ordinal);
        if (file is null || EntryKinds.Of(file) != EntryKind.Regular)
            return known;
        foreach (var parts in File.ReadLines(file).Select(line => line.Split('\t')).Where(parts => parts.Length == 8))
        {
            if (
                long.TryParse(parts[0], out var size)
                && long.TryParse(parts[1], out var modified)
                && long.TryParse(parts[2], out var changed)
                && ulong.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            )
                known[parts[7]] = (new FileStamp(size, modified, changed, inode), new EngineAnswer(parts[4], parts[5], parts[6]));
        }

        return known;
    }
}
