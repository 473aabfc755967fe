using GitOpsGen.Files;

namespace GitOpsGen.Catalogue;

/// <summary>Files that are nowhere yet.</summary>
public sealed class LooseFiles(IReadOnlyDictionary<string, byte[]> contents)
    : ListedFiles(contents.ToDictionary(file => file.Key, _ => EntryKind.Regular, StringComparer.Ordinal))
{
    public override byte[] ReadBytes(string path) => contents[path];
}
