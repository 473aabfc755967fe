using System.Collections.Immutable;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>Why what a build reads must be built the plain way.</summary>
[Flags]
public enum PlainReasons
{
    None = 0,

    /// <summary>Kustomize looks at no description, so one of ours would only cost.</summary>
    NoStrategicPatch = 1,

    /// <summary>A kustomization names a description itself.</summary>
    OwnSchema = 2,

    /// <summary>A comment refers to a part of the built-in description.</summary>
    SchemaComment = 4,

    /// <summary>Transformers, generators or validators, which may merge by themselves.</summary>
    Plugin = 8,

    /// <summary>An object inside another one: Kustomize may look its kind up in the middle of a merge.</summary>
    EmbeddedObject = 16,

    /// <summary>Escapes may hide which kind or field is meant.</summary>
    EscapedName = 32,

    /// <summary>We do not read it, though Kustomize may.</summary>
    Unreadable = 64,
}

/// <summary>What of a build's input decides how it may be built.</summary>
/// <param name="Reasons">Against the fast way. That there is no strategic patch is told by <see cref="Lists"/>.</param>
/// <param name="Kinds">Kinds with a built-in description whose name occurs anywhere.</param>
/// <param name="Lists">Of each strategic patch its kind and the paths of its lists; null when there is no such patch.</param>
/// <param name="Bytes">Of everything that is read.</param>
public sealed record BuildTraits(PlainReasons Reasons, ImmutableSortedSet<string> Kinds, ImmutableSortedSet<string>? Lists, long Bytes)
{
    public static BuildTraits None { get; } = new(PlainReasons.None, Empty, null, 0);

    private static ImmutableSortedSet<string> Empty => ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>So little that Go need not collect memory on the way.</summary>
    public bool IsSmall => Bytes <= 1 << 20;

    /// <summary>Why it must be built the plain way; none when it may be built fast.</summary>
    public PlainReasons Against => Lists is null ? Reasons | PlainReasons.NoStrategicPatch : Reasons;

    public BuildTraits With(BuildTraits other) =>
        new(
            Reasons | other.Reasons,
            Kinds.Union(other.Kinds),
            Lists is null ? other.Lists : Lists.Union(other.Lists ?? Empty),
            Bytes + other.Bytes
        );
}
