using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Relocate.Apply;

/// <summary>The files that <c>apply</c> writes anew.</summary>
public static class CreatedFiles
{
    /// <summary>A copied policy names the old namespace because it must: what apply wrote is never judged as if people had.</summary>
    public static ImmutableArray<Occurrence> Keep(IEnumerable<Occurrence> occurrences, RelocationRecord? record) =>
        [
            .. occurrences.Select(one =>
                record?.Created.ContainsKey(one.Path) != true
                    ? one
                    : one with
                    {
                        Judgement = new Judgement(
                            Verdict.Keep,
                            one.Judgement.Category,
                            "It was written for the new namespace, and means the old one."
                        ),
                        Edit = false,
                    }
            ),
        ];

    /// <summary>
    /// The edits that write the files, and the record with them. What is there already in these words is left; what is there in others is
    /// in the way, unless apply wrote it.
    /// </summary>
    public static (ImmutableArray<FileEdit> Edits, RelocationRecord Record) Plan(
        RelocationFolder folder,
        RelocationRecord record,
        IReadOnlyDictionary<string, string> files,
        DiagnosticBag diagnostics
    )
    {
        var edits = ImmutableArray.CreateBuilder<FileEdit>();
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            folder.CheckWritable(path, diagnostics);
            var now = folder.Files.FileExists(path) ? Digest.OfBytes(folder.Read(path)) : null;
            var edit = new FileEdit(path, now, Encoding.UTF8.GetBytes(text));
            if (now == Digest.OfText(text))
                continue;
            if (folder.Files.DirectoryExists(path) || (now is not null && record.Created.GetValueOrDefault(path) != now))
                diagnostics.Add(Messages.NewObjectInTheWay(path));
            if (FileAbove(folder, path) is { } above)
                diagnostics.Add(Messages.NewObjectInTheWay(above));
            edits.Add(edit);
            record = record with { Created = record.Created.SetItem(path, Digest.OfText(text)) };
        }

        return (edits.ToImmutable(), record);
    }

    // Found only when the folder is made, it would stop the journal halfway.
    private static string? FileAbove(RelocationFolder folder, string path)
    {
        while ((path = RepositoryPath.Parent(path)).Length > 0)
            if (folder.Files.FileExists(path))
                return path;
        return null;
    }
}
