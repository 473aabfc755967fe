using System.Collections.Concurrent;
using System.Text.Json;
using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Pipeline.Migrations;

/// <summary>What was found of a unit's next step.</summary>
/// <param name="Blocking">Why the rules refuse it.</param>
/// <param name="Gap">Estimated time without scraping.</param>
/// <param name="Rollback">Estimated time of the way back from where the unit is; null where there is none.</param>
public sealed record StepJudgement(IReadOnlyList<Blocker> Blocking, TimeSpan? Gap, TimeSpan? Rollback);

/// <summary>
/// Remembers judgements by the hash of all that they depend on, the tool itself included. Outside git, and only to save builds: what is not
/// asked for again is forgotten.
/// </summary>
public sealed class StepJudgements(string file)
{
    private static readonly string Tool = typeof(StepJudgements).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly Dictionary<string, StepJudgement> known = Read(file);
    private readonly ConcurrentDictionary<string, StepJudgement> used = new(StringComparer.Ordinal);

    /// <summary>In the user's own cache: whoever asks leaves nothing with the fleet.</summary>
    public static string PlaceOf(string root) => Path.Join(UserCache.Root, "steps", $"{Digest.OfText(RealPath.Of(root))}.json");

    /// <param name="keys">How they are built, and of the overlays that were looked at, in their order.</param>
    public static string Key(params IEnumerable<string> keys) => Digest.OfText(string.Join('\n', keys.Prepend(Tool)));

    public StepJudgement? Find(string key)
    {
        if (known.GetValueOrDefault(key) is { Blocking: not null } judgement)
            used[key] = judgement;
        return used.GetValueOrDefault(key);
    }

    public void Put(string key, StepJudgement judgement) => used[key] = judgement;

    public void Save()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var sorted = new SortedDictionary<string, StepJudgement>(used, StringComparer.Ordinal);
            // Another run may be writing the same.
            var unfinished = $"{file}.{Environment.ProcessId}-{Guid.NewGuid():N}";
            File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(sorted));
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written only costs time.
        }
    }

    // Whatever else is there is no cache of ours: everything is judged again.
    private static Dictionary<string, StepJudgement> Read(string file)
    {
        try
        {
            if (EntryKinds.Of(file) == EntryKind.Regular)
                return JsonSerializer.Deserialize<Dictionary<string, StepJudgement>>(File.ReadAllBytes(file)) ?? [];
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return [];
    }
}
