using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// What was found of engines, by the SHA-256 of the program and of the description, in the user's cache: neither changes, so it is asked
/// once.
/// </summary>
public sealed class EngineVerdicts(string program, string schema)
{
    private const string Same = "same";
    private const string Different = "different";

    // Read once. That it builds differently holds for this run where the cache cannot be written, too.
    private volatile Answer? answer;

    /// <summary>Where all of them lie: it has another time as soon as one has changed.</summary>
    public static string Folder => Path.Join(UserCache.Root, "merges");

    /// <summary>Of the program and the description, as one hash.</summary>
    public string Name { get; } = Digest.OfText($"{program}\n{schema}");

    /// <summary>Whether both ways give the same bytes; null when nobody has asked.</summary>
    public bool? Known => (answer ??= new Answer(Read())).IsSame;

    private string Place => Path.Join(Folder, Name);

    public void Keep(bool isSame)
    {
        answer = new Answer(isSame ? null : false);
        try
        {
            Directory.CreateDirectory(Folder);
            var finished = $"{Place}.{Environment.ProcessId}";
            File.WriteAllText(finished, isSame ? Same : Different);
            File.Move(finished, Place, overwrite: true);
            answer = new Answer(isSame);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is asked again.
        }
    }

    private bool? Read() =>
        EntryKinds.Of(Place) != EntryKind.Regular
            ? null
            : File.ReadAllText(Place).Trim() switch
            {
                Same => true,
                Different => false,
                _ => null,
            };

    private sealed record Answer(bool? IsSame);
}
