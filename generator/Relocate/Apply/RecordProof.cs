using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Apply;

/// <summary>
/// Holds the files against the record: swapped back, each must have its original digest, so no byte outside of the names has changed.
/// </summary>
public static class RecordProof
{
    /// <summary>How many files hold.</summary>
    public static int Run(RelocationFolder folder, RelocationRecord record, DiagnosticBag diagnostics)
    {
        var problems = record.Files.Select(entry => Problem(folder, entry.Key, entry.Value, record)).OfType<Diagnostic>().ToList();
        foreach (var problem in problems)
            diagnostics.Add(problem);
        return record.Files.Count - problems.Count;
    }

    private static Diagnostic? Problem(RelocationFolder folder, string path, EditedFile file, RelocationRecord record)
    {
        if (!folder.Files.FileExists(path))
            return Messages.NotAsApplied(path, "it is not there any more");
        var bytes = folder.Read(path);
        var now = Digest.OfBytes(bytes);
        if (now == file.Original)
            return Messages.NotAsApplied(path, "it was restored to what it was before");
        if (now != file.Now)
            return Messages.NotAsApplied(path, "it was edited since");
        var (from, to) = TextEncoding.Names(bytes, record.From, record.To);
        return RelocationUndo.Inverse(bytes, file, from, to) is { } original && Digest.OfBytes(original) == file.Original
            ? null
            : Messages.NotAsApplied(path, "swapped back it is not what it was: the record was changed");
    }
}
