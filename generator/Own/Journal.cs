using System.Text;
using System.Text.Json;
using GitOpsGen.Build;
using GitOpsGen.Files;

namespace GitOpsGen.Own;

/// <summary>
/// Writes a <see cref="ChangeSet"/> so that a kill at any moment loses nothing: all new files are finished in the scratch folder, then
/// the journal says what moves where, then each file moves into place in one step. A journal that is found was cut off: it is carried on.
/// </summary>
public sealed class Journal(FileIndex index, Stage stage)
{
    private string File_ => Path.Join(stage.Scratch, "journal.json");

    public void Write(ChangeSet changes, CancellationToken cancellation)
    {
        if (changes.IsEmpty) return;
        var operations = new List<Operation>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        // Records last: until a file is in place, its record must not claim it.
        foreach (var change in changes.Changes.OrderBy(change => RepositoryPath.Name(change.Path) == OwnedFiles.FileName))
        {
            cancellation.ThrowIfCancellationRequested();
            operations.Add(new Operation(change.Path, change.Old, change.New?.Sha256, change.New is null ? null : Staged(change.New, taken)));
        }

        using (var stream = new FileStream(File_ + ".new", FileMode.Create, FileAccess.Write))
        {
            Save(operations, stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(File_ + ".new", File_, overwrite: true);
        Apply(operations, areWhole: true);
    }

    /// <summary>A run is writing now, or was cut off while it wrote.</summary>
    public bool IsPending => File.Exists(File_);

    /// <summary>Carries on what a killed run had begun to write. True when there was something.</summary>
    public bool Recover()
    {
        if (!IsPending) return false;
        Apply(Load(), areWhole: false);
        return true;
    }

    /// <param name="areWhole">The staged files were written by this very run. After a crash of the whole machine they may be torn.</param>
    private void Apply(IReadOnlyList<Operation> operations, bool areWhole)
    {
        foreach (var operation in operations)
        {
            if (operation.New is null) Delete(operation);
            else Place(operation, areWhole);
        }

        File.Delete(File_);
    }

    private void Place(Operation operation, bool isWhole)
    {
        // A file that somebody changed since stays; the next comparison reports it as the hand edit it is.
        if (index.Files.LinkOnTheWay(operation.Path) is not null || index.Sha256(operation.Path) is var now && now == operation.New || now != operation.Old) return;
        if (!isWhole && (!File.Exists(operation.Staged) || Digest.OfFile(operation.Staged) != operation.New)) return;
        var target = index.Files.Absolute(operation.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(operation.Staged!, target, overwrite: true);
        index.Wrote(operation.Path, operation.New!);
    }

    private void Delete(Operation operation)
    {
        if (index.Files.LinkOnTheWay(operation.Path) is not null || index.Sha256(operation.Path) is not { } now || now != operation.Old) return;
        File.Delete(index.Files.Absolute(operation.Path));
        for (var folder = RepositoryPath.Parent(operation.Path); folder.Length > 0; folder = RepositoryPath.Parent(folder))
        {
            if (!index.Files.DirectoryExists(folder) || Directory.EnumerateFileSystemEntries(index.Files.Absolute(folder)).Any()) break;
            Directory.Delete(index.Files.Absolute(folder));
        }
    }

    // A file of the stage serves the first who wants it as it is; equal ones, and what lies elsewhere, are copied.
    private string Staged(Content content, HashSet<string> taken)
    {
        if (content is Content.Copy staged && stage.Holds(staged.Path) && taken.Add(staged.Path)) return staged.Path;
        var file = stage.NewFile();
        switch (content)
        {
            case Content.Text text:
                File.WriteAllText(file, text.Value);
                break;
            case Content.Copy copy:
                File.Copy(copy.Path, file);
                if (!stage.Holds(copy.Path) && Digest.OfFile(file) != copy.Sha256) throw new IOException($"{copy.Path} was changed while it was read; run again");
                break;
        }

        return file;
    }

    private static void Save(List<Operation> operations, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartArray();
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("path", operation.Path);
            json.WriteString("old", operation.Old);
            json.WriteString("new", operation.New);
            json.WriteString("staged", operation.Staged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private List<Operation> Load()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(File_, Encoding.UTF8));
            return [.. json.RootElement.EnumerateArray().Select(entry => new Operation(
                entry.GetProperty("path").GetString()!,
                entry.GetProperty("old").GetString(),
                entry.GetProperty("new").GetString(),
                entry.GetProperty("staged").GetString()))
                .Where(operation => RepositoryPath.Resolve("", operation.Path) == operation.Path)];
        }
        catch (JsonException)
        {
            // It is moved into place whole, so this is no journal of ours; what it was for is compared anew.
            return [];
        }
    }

    private sealed record Operation(string Path, string? Old, string? New, string? Staged);
}
