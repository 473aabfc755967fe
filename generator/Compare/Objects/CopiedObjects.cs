using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Objects;

/// <summary>
/// Finds for objects that come the same object in another namespace that was there and stays: while an app moves, its new side is the old
/// one once more, and a reviewer wants to see what is different about it, not all of it again.
/// </summary>
public static class CopiedObjects
{
    /// <param name="changes">Of one file.</param>
    /// <param name="file">The file as it is now.</param>
    public static IReadOnlyList<ObjectChange> Find(IReadOnlyList<ObjectChange> changes, ReadOnlyMemory<byte> file, string path)
    {
        var added = changes.Where(change => change.Kind == ChangeKind.Added && change.Any.Id.Namespace.Length > 0).ToList();
        if (added.Count == 0)
            return changes;
        var come = added.Select(change => change.Any.Id).ToHashSet();
        var staying = Named(file, path, added)
            .Where(one => one.Id.Namespace.Length > 0 && !come.Contains(one.Id))
            .ToLookup(one => (one.Id.GroupKind, one.Id.Name));
        return
        [
            .. changes.Select(change =>
                change.Kind == ChangeKind.Added && staying[(change.Any.Id.GroupKind, change.Any.Id.Name)].FirstOrDefault() is { } twin
                    ? ObjectChange.Became(ChangeKind.Copied, change.Place, twin, change.New!)
                    : change
            ),
        ];
    }

    // Only documents that have one of the names are parsed.
    private static IReadOnlyList<Manifest> Named(ReadOnlyMemory<byte> file, string path, IReadOnlyList<ObjectChange> added)
    {
        var names = added
            .Select(change => change.Any.Id.Name)
            .Distinct(StringComparer.Ordinal)
            .Select(name => Encoding.UTF8.GetBytes(name))
            .ToList();
        var documents = DocumentBytes.Split(file).Where(document => names.Exists(name => document.Span.IndexOf(name) >= 0));
        return Manifests.Read(path, documents, new DiagnosticBag())?.Objects ?? [];
    }
}
