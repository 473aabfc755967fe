using System.Text.Json;
using GitOpsGen.Files;

namespace GitOpsGen.Ownership;

/// <summary>What a journal says.</summary>
/// <param name="Mark">Of the file names under which files are finished beside their places, if that is another file system; nobody can have
/// guessed it.</param>
public sealed record JournalContent(JournalKind Kind, string Mark, IReadOnlyList<JournalEntry> Entries);

/// <summary>What was found in place of a journal.</summary>
public abstract record JournalReading
{
    public sealed record Valid(JournalContent Content) : JournalReading;

    public sealed record NewerVersion(int Version) : JournalReading;

    public sealed record Invalid(string Reason) : JournalReading;
}

/// <summary>
/// Reads and writes journal.json. Whatever stands in it, reading never fails: what no command can have written is foreign.
/// </summary>
public static class JournalFile
{
    public const int Version = 2;

    private const int MarkLength = 16;

    // 100,000 files of a large fleet.
    private const long Limit = 64 << 20;

    public static void Write(JournalContent journal, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("kind", Word(journal.Kind));
        json.WriteString("mark", journal.Mark);
        json.WriteStartArray("files");
        foreach (var entry in journal.Entries)
        {
            json.WriteStartObject();
            json.WriteString("path", entry.Path);
            json.WriteString("old", entry.Old);
            json.WriteString("new", entry.New);
            json.WriteString("staged", entry.Staged);
            if (entry.IsState)
                json.WriteBoolean("state", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static JournalReading Read(string file)
    {
        if (EntryKinds.Of(file) is not EntryKind.Regular and var kind)
            return new JournalReading.Invalid($"it is {kind.Words()}");
        if (new FileInfo(file).Length > Limit)
            return new JournalReading.Invalid($"it has more than {Limit} bytes");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(json.RootElement);
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            // It is moved into place whole, so this is none of ours; what it was for is compared anew.
            return new JournalReading.Invalid(
                error is JsonException ? "it is not JSON" : "a key is missing, or its value is of another type"
            );
        }
    }

    private static JournalReading Read(JsonElement root)
    {
        var version = root.GetProperty("version").GetInt32();
        if (version > Version)
            return new JournalReading.NewerVersion(version);
        if (version != Version)
            return new JournalReading.Invalid($"its version is {version}");
        var kind = Enum.GetValues<JournalKind>()
            .Cast<JournalKind?>()
            .FirstOrDefault(kind => Word(kind!.Value) == root.GetProperty("kind").GetString());
        if (kind is null)
            return new JournalReading.Invalid("its kind is not known");
        var mark = root.GetProperty("mark").GetString() ?? "";
        if (mark.Length != MarkLength || !mark.All(char.IsAsciiHexDigitLower))
            return new JournalReading.Invalid("its mark is none");
        var entries = root.GetProperty("files").EnumerateArray().Select(Entry).ToList();
        var wrong = entries.Select(entry => entry.Wrong(kind.Value)).FirstOrDefault(reason => reason is not null);
        return wrong is null ? new JournalReading.Valid(new JournalContent(kind.Value, mark, entries)) : new JournalReading.Invalid(wrong);
    }

    private static JournalEntry Entry(JsonElement entry) =>
        new(
            entry.GetProperty("path").GetString() ?? "",
            entry.GetProperty("old").GetString(),
            entry.GetProperty("new").GetString(),
            entry.GetProperty("staged").GetString(),
            entry.TryGetProperty("state", out var state) && state.GetBoolean()
        );

    private static string Word(JournalKind kind) => kind.ToString().ToLowerInvariant();
}
