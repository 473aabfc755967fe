using System.Text.Json;
using GitOpsGen.Files;
using GitOpsGen.State;

namespace GitOpsGen.Validate;

/// <summary>What an address gave, and when.</summary>
/// <param name="Sha256">Of the text; null where the server had no such file.</param>
public sealed record FetchedText(string Address, DateTimeOffset At, string? Sha256, string? Text);

/// <summary>
/// Keeps fetched schemas in the user's own cache, by address. What is damaged, or of another address, is not believed.
/// </summary>
public sealed class SchemaCache
{
    private readonly string? folder;

    public SchemaCache()
    {
        var path = Path.Join(UserCache.Root, "schemas");
        folder = StateChecks.Trouble(path) is null ? path : null;
    }

    public FetchedText? Get(string address)
    {
        if (FileOf(address) is not { } file || EntryKinds.Of(file) != EntryKind.Regular)
            return null;
        try
        {
            var kept = JsonSerializer.Deserialize<FetchedText>(File.ReadAllText(file));
            return kept?.Address == address && kept.Sha256 == (kept.Text is { } text ? Digest.OfText(text) : null) ? kept : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public void Keep(FetchedText fetched)
    {
        if (FileOf(fetched.Address) is not { } file)
            return;
        try
        {
            Directory.CreateDirectory(folder!);
            var unfinished = $"{file}.{Environment.ProcessId}.new";
            File.WriteAllText(unfinished, JsonSerializer.Serialize(fetched));
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written saves no work, and that is all.
        }
    }

    private string? FileOf(string address) => folder is null ? null : Path.Join(folder, $"{Digest.OfText(address)}.json");
}
