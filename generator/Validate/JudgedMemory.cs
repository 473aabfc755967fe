using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Validate;

/// <summary>
/// Remembers how contents came out, by the digest of all that it depends on, so that what has not changed is not judged again. It lies in
/// the user's own cache, and is only there to save work: what is damaged, or not this user's, is not believed.
/// </summary>
/// <param name="file">Null: nothing is remembered.</param>
public sealed class JudgedMemory(string? file)
{
    // Whoever judges many folders once does not fill the disk.
    private const int Files = 64;

    private readonly ImmutableDictionary<string, Judged> known = Read(file);
    private readonly ConcurrentDictionary<string, Judged> used = new(StringComparer.Ordinal);

    /// <param name="subject">What stands for the fleet or the paths.</param>
    public static JudgedMemory Of(string subject)
    {
        var folder = Path.Join(UserCache.Root, "judged");
        return new(StateChecks.Trouble(folder) is null ? Path.Join(folder, $"{Digest.OfText(subject)}.json") : null);
    }

    public Judged Get(string key, Func<Judged> judge) => used.GetOrAdd(key, _ => known.GetValueOrDefault(key) ?? judge());

    public bool Knows(string key) => known.ContainsKey(key);

    public async Task<Judged> GetAsync(string key, Func<Task<Judged>> judge)
    {
        if (!used.TryGetValue(key, out var judged))
            used[key] = judged = known.GetValueOrDefault(key) ?? await judge();
        return judged;
    }

    /// <summary>Keeps what this run had a use for, and of what it did not look at what was known before.</summary>
    /// <param name="isWhole">It looked at everything.</param>
    public void Save(bool isWhole)
    {
        if (file is null || used.Keys.All(known.ContainsKey))
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var unfinished = $"{file}.{Environment.ProcessId}.new";
            using (var stream = File.Create(unfinished))
                JsonSerializer.Serialize(stream, Kept(isWhole));
            File.Move(unfinished, file, overwrite: true);
            foreach (var old in Old(Path.GetDirectoryName(file)!))
                File.Delete(old);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written saves no work, and that is all.
        }
    }

    private ImmutableSortedDictionary<string, Judged> Kept(bool isWhole) =>
        (
            isWhole
                ? ImmutableSortedDictionary.Create<string, Judged>(StringComparer.Ordinal)
                : known.ToImmutableSortedDictionary(StringComparer.Ordinal)
        ).SetItems(used);

    private static IEnumerable<string> Old(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles()
            .OrderByDescending(entry => entry.LastWriteTimeUtc)
            .Skip(Files)
            .Select(entry => entry.FullName);

    private static ImmutableDictionary<string, Judged> Read(string? file)
    {
        var none = ImmutableDictionary<string, Judged>.Empty;
        if (file is null || EntryKinds.Of(file) != EntryKind.Regular)
            return none;
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<ImmutableDictionary<string, Judged>>(stream) ?? none;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return none;
        }
    }
}
