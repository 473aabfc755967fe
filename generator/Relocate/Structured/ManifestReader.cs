using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Structured;

/// <summary>Finds the objects that manifests declare: documents, items of lists, and what a template makes of them.</summary>
public static class ManifestReader
{
    public static IEnumerable<OutlinedObject> Objects(IEnumerable<SourceFile> files) =>
        files.Where(MayDeclare).SelectMany(file => Objects(file.Outline));

    public static IEnumerable<OutlinedObject> Objects(OutlineText outline) =>
        outline
            .Nodes()
            .Where(node => node.Kind == OutlineKind.Map && node.Target is null && OutlinedObject.IsObject(node))
            .SelectMany(Arms);

    /// <summary>What the inventory keeps of them.</summary>
    public static IEnumerable<DeclaredObject> Declared(SourceFile file)
    {
        if (!MayDeclare(file))
            yield break;
        var (line, at) = (1, 0);
        foreach (
            var (found, name) in Objects(file.Outline)
                .SelectMany(found => found.Names.Select(name => (found, name)))
                .OrderBy(row => row.name.At)
        )
        {
            var next = Math.Max(at, name.At);
            line += file.Text.AsSpan(at, next - at).Count('\n');
            at = next;
            yield return new DeclaredObject(found.Id(name), file.Path, line);
        }
    }

    // A template may write metadata once for each arm of a condition.
    private static IEnumerable<OutlinedObject> Arms(Outline map) =>
        map.All("metadata").Select(metadata => new OutlinedObject(map, metadata));

    private static bool MayDeclare(SourceFile file) =>
        FileKinds.IsStructured(file.Kind)
        && file.Text.Contains("kind", StringComparison.Ordinal)
        && file.Text.Contains("metadata", StringComparison.Ordinal);
}
