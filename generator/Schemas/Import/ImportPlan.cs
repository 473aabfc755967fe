using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Schemas.Import;

/// <summary>What the repository's folder of schemas will hold after an import: other kinds and other releases stay.</summary>
public sealed class ImportPlan(IFleetFiles files, DiagnosticBag diagnostics)
{
    private readonly SchemaFolderReader folder = new(files, diagnostics);

    /// <summary>Each file that will be another one: its text, or null where it goes.</summary>
    public ImmutableSortedDictionary<string, string?> Of(ImportedSchemas imported)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var group in imported.Kinds.GroupBy(kind => (kind.Group, kind.Kind)))
        foreach (var (path, text) in Kind(group.Key.Group, group.Key.Kind, [.. group]))
            texts[path] = text;
        if (!imported.Definitions.IsEmpty)
            texts[SchemaFolder.Definitions] = Definitions(imported);
        foreach (var link in texts.Keys.Select(files.LinkOnTheWay).OfType<string>().Distinct(StringComparer.Ordinal))
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
        return texts.Where(file => file.Value != Now(file.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private IEnumerable<(string Path, string? Text)> Kind(string group, string kind, ImmutableArray<KindSchema> versions)
    {
        var before = folder.Read(group, kind).ToList();
        // A version that is no longer served must not stay behind as one that is fine.
        if (versions.OfType<CustomSchema>().FirstOrDefault() is { } custom)
            foreach (var gone in before.OfType<CustomSchema>().Where(one => !custom.Served.Contains(one.Version, StringComparer.Ordinal)))
                yield return (SchemaFile.PathOf(gone), null);
        foreach (var version in versions)
            if (Merged(version, before.FirstOrDefault(one => one.Version == version.Version)) is { } merged)
                yield return (SchemaFile.PathOf(merged), SchemaFile.Write(merged));
    }

    private static KindSchema? Merged(KindSchema imported, KindSchema? before) =>
        (imported, before) switch
        {
            (BuiltInSchema added, BuiltInSchema there) => there.With(added),
            // What a cluster describes says less than the definition that is here already.
            (BuiltInSchema, CustomSchema) => null,
            _ => imported,
        };

    private string Definitions(ImportedSchemas imported)
    {
        var all = folder.ReadDefinitions() ?? DefinitionSet.Empty;
        return SchemaFile.Write(imported.Definitions.Aggregate(all, (set, added) => set.With(added.Release, added.Schemas)));
    }

    private string? Now(string path) => files.IsRegular(path) ? System.Text.Encoding.UTF8.GetString(files.ReadBytes(path)) : null;
}
