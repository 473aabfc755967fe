using System.Collections.Immutable;

namespace GitOpsGen.Schemas.Import;

/// <summary>What one import brings.</summary>
/// <param name="Kinds">Each version of each kind once.</param>
/// <param name="Definitions">What the described kinds are made of.</param>
public sealed record ImportedSchemas(
    ImmutableArray<KindSchema> Kinds,
    ImmutableArray<(KubernetesRelease Release, ImmutableSortedDictionary<string, Schema> Schemas)> Definitions
);
