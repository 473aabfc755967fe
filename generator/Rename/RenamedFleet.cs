using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;

namespace GitOpsGen.Rename;

/// <summary>The fleet's files as the rename leaves them, before what is generated is rendered again: content by path.</summary>
/// <param name="Files">Every file, by its new path; where its content comes from.</param>
public sealed record RenamedFleet(IReadOnlyDictionary<string, Content> Files)
{
    /// <param name="texts">The descriptions that change, by the path they have now.</param>
    public static RenamedFleet Of(
        FileIndex index,
        Snapshot before,
        Renaming renaming,
        IReadOnlyDictionary<string, string> texts,
        DiagnosticBag diagnostics
    ) =>
        new(
            before.Files.Keys.ToDictionary(
                renaming.Path,
                path =>
                    texts.TryGetValue(path, out var text) ? new Content.Text(text)
                    : FleetLayout.Read(path) is OwnedRecord or OutputRecord ? Record(index.Files, path, renaming, diagnostics)
                    : new Content.Copy(index.Files.Absolute(path), index.Sha256(path)!),
                StringComparer.Ordinal
            )
        );

    // What was rendered is the same files under their new paths.
    private static Content Record(FileTree files, string path, Renaming renaming, DiagnosticBag diagnostics)
    {
        var text = Encoding.UTF8.GetString(files.ReadBytes(path));
        if (OwnedFiles.Read(RepositoryPath.Parent(path), text, diagnostics) is not { } record)
            return new Content.Text(text);
        var renamed = OwnedFiles.Nothing(RepositoryPath.Parent(renaming.Path(path)));
        return new Content.Text(
            (
                record with
                {
                    Directory = renamed.Directory,
                    Files = renamed.Files.AddRange(record.Files.Select(file => KeyValuePair.Create(renaming.Path(file.Key), file.Value))),
                    Adopted = renamed.Adopted.AddRange(
                        record.Adopted.Select(file => KeyValuePair.Create(renaming.Path(file.Key), file.Value))
                    ),
                }
            ).Write()
        );
    }
}
