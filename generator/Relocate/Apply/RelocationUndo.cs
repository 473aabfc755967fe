using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Apply;

/// <summary>What <c>undo</c> does.</summary>
/// <param name="Restored">Files that get their old bytes.</param>
/// <param name="Kept">Files that were edited since: the moves go, the other edits stay.</param>
/// <param name="Removed">New files of <c>apply</c> that go.</param>
/// <param name="Left">Files that cannot be taken back; the bag says why.</param>
/// <param name="Rest">The record of what is left; null when nothing is.</param>
public sealed record UndoPlan(
    ImmutableArray<FileEdit> Files,
    ImmutableArray<string> Restored,
    ImmutableArray<string> Kept,
    ImmutableArray<string> Removed,
    ImmutableArray<string> Left,
    RelocationRecord? Rest
);

/// <summary>Takes the moves of a record back by the inverse swap.</summary>
public sealed class RelocationUndo(RelocationFolder folder, RelocationRecord record, DiagnosticBag diagnostics)
{
    private readonly List<FileEdit> edits = [];
    private readonly List<string> restored = [];
    private readonly List<string> kept = [];
    private readonly List<string> removed = [];
    private readonly List<string> left = [];

    public UndoPlan Plan()
    {
        foreach (var (path, file) in record.Files)
            Back(path, file);
        foreach (var (path, sha256) in record.Created)
            Remove(path, sha256);
        var rest = record with
        {
            Files = record.Files.RemoveRange(record.Files.Keys.Except(left, StringComparer.Ordinal)),
            Created = record.Created.RemoveRange(record.Created.Keys.Except(left, StringComparer.Ordinal)),
        };
        return new UndoPlan([.. edits], [.. restored], [.. kept], [.. removed], [.. left], rest.IsEmpty ? null : rest);
    }

    /// <summary>The bytes of a file without the moves; null when they cannot be told from other text any more.</summary>
    public static byte[]? Inverse(byte[] bytes, EditedFile file, byte[] from, byte[] to)
    {
        var now = Digest.OfBytes(bytes);
        if (now == file.Original)
            return bytes;
        var offsets = now == file.Now ? [.. file.Anchors.Select(mark => mark.Offset)] : EditAnchor.Locate(bytes, file.Anchors, to);
        return offsets is not { } found || NameReplacement.FirstWithout(bytes, found, to) is not null
            ? null
            : NameReplacement.Splice(bytes, found, to, from);
    }

    private void Back(string path, EditedFile file)
    {
        if (!folder.Files.FileExists(path))
        {
            Leave(path, Messages.MovedFileGone(path));
            return;
        }

        var problems = new DiagnosticBag();
        folder.CheckWritable(path, problems);
        if (problems.Sorted() is [var problem, ..])
        {
            Leave(path, problem);
            return;
        }

        var bytes = folder.Read(path);
        var now = Digest.OfBytes(bytes);
        var (from, to) = TextEncoding.Names(bytes, record.From, record.To);
        if (Inverse(bytes, file, from, to) is not { } original)
            Leave(path, Messages.MovesNotFound(path, record.To));
        else if (now != file.Original)
            Restore(new FileEdit(path, now, original), now == file.Now);
    }

    private void Restore(FileEdit edit, bool isUntouched)
    {
        edits.Add(edit);
        (isUntouched ? restored : kept).Add(edit.Path);
    }

    private void Remove(string path, string sha256)
    {
        if (!folder.Files.FileExists(path))
            return;
        var now = Digest.OfBytes(folder.Read(path));
        if (now != sha256)
        {
            Leave(path, Messages.CreatedFileEdited(path));
            return;
        }

        edits.Add(new FileEdit(path, now, null));
        removed.Add(path);
    }

    private void Leave(string path, Diagnostic why)
    {
        left.Add(path);
        diagnostics.Add(why);
    }
}
