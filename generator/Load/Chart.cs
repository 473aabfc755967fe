using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// A Helm chart. Either <paramref name="Repository"/> with <paramref name="Name"/>, or <paramref name="Path"/> in the app (a folder or a
/// .tgz).
/// </summary>
/// <param name="Digest">SHA-256 of the .tgz in lower-case hex without prefix; null where nobody could read it yet.</param>
public sealed record Chart(Position At, string? Repository, string Name, string? Path, string Version, string? Digest, string ReleaseName)
{
    public required bool PlainHttp { get; init; }

    public required string? CaFile { get; init; }

    public required Produces Produces { get; init; }

    public bool IsOci => Repository?.StartsWith("oci://", StringComparison.Ordinal) == true;
}

/// <summary>
/// What a chart makes with our values, declared, so that an AppProject can be written while the chart is not at hand. Kinds are
/// <c>group/Kind</c>, or <c>Kind</c> for the core group.
/// </summary>
public sealed record Produces(
    Position At,
    ImmutableArray<Produced> Namespaces,
    ImmutableArray<Produced> ClusterKinds,
    ImmutableArray<Produced> Kinds
)
{
    /// <summary>What of it the chart makes where a condition holds.</summary>
    public Produces Where(Func<Condition, bool> holds) =>
        this with
        {
            Namespaces = Where(Namespaces, holds),
            ClusterKinds = Where(ClusterKinds, holds),
            Kinds = Where(Kinds, holds),
        };

    /// <summary>On which features anything of it depends.</summary>
    public IEnumerable<Condition> Conditions => Namespaces.Concat(ClusterKinds).Concat(Kinds).Select(produced => produced.When);

    private static ImmutableArray<Produced> Where(ImmutableArray<Produced> all, Func<Condition, bool> holds) =>
        [.. all.Where(produced => holds(produced.When))];
}

/// <summary>A kind or a namespace, and where the chart makes something of it.</summary>
public sealed record Produced(string Name, Condition When);
