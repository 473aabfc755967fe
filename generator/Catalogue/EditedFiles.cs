using GitOpsGen.Files;

namespace GitOpsGen.Catalogue;

/// <summary>A fleet's files as they will be once an edit is written.</summary>
public sealed class EditedFiles : ListedFiles
{
    private readonly IFleetFiles below;
    private readonly IReadOnlyDictionary<string, byte[]?> edits;

    private EditedFiles(IFleetFiles below, IReadOnlyDictionary<string, byte[]?> edits, IReadOnlyDictionary<string, EntryKind> kinds)
        : base(kinds) => (this.below, this.edits) = (below, edits);

    /// <param name="edits">Contents by path; null: the file goes.</param>
    public static EditedFiles Of(FileTree below, Snapshot now, IReadOnlyDictionary<string, byte[]?> edits)
    {
        var kinds = now.Files.Keys.ToDictionary(path => path, _ => EntryKind.Regular, StringComparer.Ordinal);
        foreach (var link in now.Links)
            kinds[link] = EntryKind.Link;
        foreach (var special in now.Special)
            kinds[special] = EntryKind.Special;
        foreach (var (path, content) in edits)
            if (content is null)
                kinds.Remove(path);
            else
                kinds[path] = EntryKind.Regular;
        return new EditedFiles(below, edits, kinds);
    }

    public override byte[] ReadBytes(string path) => edits.TryGetValue(path, out var content) ? content! : below.ReadBytes(path);
}
