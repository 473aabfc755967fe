using GitOpsGen.Engines;
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

    private readonly string file = Path.Join(UserCache.Root, "merges", Digest.OfText($"{program}\n{schema}"));

    /// <summary>Whether both ways give the same bytes; null when nobody has asked.</summary>
    public bool? Known =>
        EntryKinds.Of(file) != EntryKind.Regular
            ? null
            : File.ReadAllText(file).Trim() switch
            {
                Same => true,
                Different => false,
                _ => null,
            };

    public void Keep(bool isSame)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var finished = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(finished, isSame ? Same : Different);
            File.Move(finished, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is asked again.
        }
    }
}
