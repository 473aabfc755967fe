using System.Collections.Immutable;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// What a strategic merge patch knows of one field: that its list is merged instead of replaced, or what lies below it.
/// </summary>
/// <param name="Path">The field, from the part that it stands in, joined by dots.</param>
/// <param name="IsList">A list whose elements are merged.</param>
/// <param name="Keys">What tells two elements apart; nothing where they are plain values.</param>
/// <param name="Part">What the field, or each element of the list, is; null where nothing below it is merged.</param>
public sealed record MergeFact(string Path, bool IsList, ImmutableArray<string> Keys, string? Part)
{
    public static MergeFact List(string path, params ImmutableArray<string> keys) => new(path, true, keys, null);

    public static MergeFact Map(string path, string? part) => new(path, false, [], part);

    public MergeFact Of(string part) => this with { Part = part };
}

/// <summary>Facts that several kinds share.</summary>
public sealed record MergePart(string Name, params ImmutableArray<MergeFact> Facts);

/// <summary>A kind that Kustomize has a description of.</summary>
/// <param name="Group">Empty for the core group.</param>
public sealed record MergeKind(string Group, string Version, string Kind)
{
    /// <summary><c>apps/Deployment</c>, or <c>Service</c> in the core group.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Group}/{Kind}";

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
