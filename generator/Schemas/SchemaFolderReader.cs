using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Schemas;

/// <summary>Reads the schemas of a repository: of the kinds that are asked for, because all of Kubernetes is more than a fleet
/// uses.</summary>
public sealed class SchemaFolderReader(IFleetFiles files, DiagnosticBag diagnostics)
{
    /// <param name="kinds">Each once; empty groups are the core group.</param>
    public SchemaLibrary Read(IEnumerable<(string Group, string Kind)> kinds)
    {
        var found = kinds.SelectMany(kind => Read(kind.Group, kind.Kind)).ToList();
        var definitions = found.OfType<BuiltInSchema>().Any() ? ReadDefinitions() : null;
        return new SchemaLibrary(found, definitions ?? DefinitionSet.Empty);
    }

    /// <summary>What Kubernetes' own kinds are made of; null where the folder has nothing of them.</summary>
    public DefinitionSet? ReadDefinitions()
    {
        const string path = SchemaFolder.Definitions;
        if (files.KindOf(path) == EntryKind.Missing || files.ReadText(path, FileTree.BaseLimit, diagnostics) is not { } text)
            return null;
        if (SchemaFile.ReadDefinitions(path, text) is { } definitions)
            return definitions;
        diagnostics.Add(Messages.SchemaFileForeign(path));
        return null;
    }

    /// <summary>All versions of a kind that the folder has.</summary>
    public IEnumerable<KindSchema> Read(string group, string kind)
    {
        // What a manifest calls its group may lead anywhere.
        if (!ApiNames.AreSound(group, kind))
            yield break;
        var folder = SchemaFolder.Group(group);
        foreach (var name in files.Names(folder).Where(name => SchemaFolder.IsOf(name, kind)))
            if (ReadKind($"{folder}/{name}") is { } read && read.Kind == kind)
                yield return read;
    }

    private KindSchema? ReadKind(string path)
    {
        if (files.ReadText(path, FileTree.BaseLimit, diagnostics) is not { } text)
            return null;
        if (SchemaFile.ReadKind(path, text) is { } kind)
            return kind;
        diagnostics.Add(Messages.SchemaFileForeign(path));
        return null;
    }
}
