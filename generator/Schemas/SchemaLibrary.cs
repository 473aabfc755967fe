using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GitOpsGen.Schemas;

/// <summary>Schemas from one place: a repository's folder, or files and folders that it names.</summary>
public sealed class SchemaLibrary(IEnumerable<KindSchema> kinds, DefinitionSet definitions)
{
    private readonly FrozenDictionary<(string Group, string Kind), ImmutableArray<KindSchema>> byKind = kinds
        .GroupBy(kind => (kind.Group, kind.Kind))
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    public static SchemaLibrary Empty { get; } = new([], DefinitionSet.Empty);

    /// <summary>All versions of a kind, of Kubernetes' own as of others.</summary>
    public ImmutableArray<KindSchema> Find(string group, string kind) => byKind.GetValueOrDefault((group, kind), []);

    public DefinitionSet Definitions => definitions;
}
