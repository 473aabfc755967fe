using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare;

public enum ChangeKind
{
    Added,

    /// <summary>Added beside the same object in another namespace, which stays.</summary>
    Copied,
    Removed,
    Changed,
    Moved,
    Renamed,
    HandedOver,
    Unreadable,
}

/// <summary>The same change of the same object, wherever it happens.</summary>
/// <param name="Object">As it is in the head, or was where it is removed. Names that only differ by place have <c>&lt;environment&gt;</c>
/// or <c>&lt;cluster&gt;</c>.</param>
/// <param name="From">What it was called before, where it moved or was renamed; or what it is a copy of.</param>
/// <param name="Body">The whole object as YAML where it is added or removed, without what is secret; else empty.</param>
/// <param name="Risks">Never empty; the first is what the group counts as.</param>
public sealed record ChangeGroup(
    ChangeKind Kind,
    ObjectId Object,
    ObjectId? From,
    ImmutableArray<FieldChange> Fields,
    string Body,
    ImmutableArray<Risk> Risks,
    ImmutableArray<Place> Where
)
{
    public RiskLevel Level => Risks[0].Level;
}

/// <summary>Where a change happens.</summary>
/// <param name="Environment">Empty for what belongs to the whole fleet.</param>
/// <param name="Path">The file, relative to the fleet's folder.</param>
public sealed record Place(string Environment, string App, string Cluster, string Path, ObjectId Object);

/// <summary>One field that differs.</summary>
/// <param name="Path">Such as <c>spec.template.spec.containers[web].image</c>.</param>
/// <param name="Old">As YAML; null when it was not there, or is hidden.</param>
/// <param name="Lines">Instead of both for texts of several lines: what differs between them.</param>
/// <param name="Word">added, removed, changed or reordered.</param>
/// <param name="IsHidden">It is secret: that it changed is all that is ever said.</param>
public sealed record FieldChange(string Path, string Word, string? Old, string? New, ImmutableArray<string> Lines, bool IsHidden);
