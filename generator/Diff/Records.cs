using System.Collections.Immutable;
using GitOpsGen.Verify;

namespace GitOpsGen.Diff;

/// <summary>What differs between two states of a fleet: what the writers print, and pull-request bodies are made of.</summary>
/// <param name="Groups">Equal changes are one group. The riskiest come first, then by kind and name.</param>
/// <param name="Units">Every unit that is on either side, changed or not, by environment and app.</param>
/// <param name="Notes">What the comparison could not look into, for the reader to know.</param>
public sealed record FleetDiff(
    SideName Base,
    SideName Head,
    ImmutableArray<ChangeGroup> Groups,
    ImmutableArray<UnitState> Units,
    ImmutableArray<string> Notes
)
{
    /// <summary>The order in which environments are listed.</summary>
    public RolloutOrder Order { get; init; } = RolloutOrder.ByName;

    public bool IsEmpty => Groups.IsEmpty;

    public RiskLevel? Highest => Groups.IsEmpty ? null : Groups.Max(group => group.Level);

    public int Count(RiskLevel level) => Groups.Count(group => group.Level == level);
}

/// <summary>A side of the comparison as people call it, and its commit; null for the work tree.</summary>
public sealed record SideName(string Text, string? Commit);

/// <summary>One app in one environment, or in one cluster of it where clusters differ.</summary>
/// <param name="Cluster">Empty for all clusters of the environment.</param>
public sealed record UnitState(string Environment, string App, string Cluster, bool InBase, bool InHead);

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
    ObjectKey Object,
    ObjectKey? From,
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
public sealed record Place(string Environment, string App, string Cluster, string Path, ObjectKey Object);

/// <summary>One field that differs.</summary>
/// <param name="Path">Such as <c>spec.template.spec.containers[web].image</c>.</param>
/// <param name="Old">As YAML; null when it was not there, or is hidden.</param>
/// <param name="Lines">Instead of both for texts of several lines: what differs between them.</param>
/// <param name="Word">added, removed, changed or reordered.</param>
/// <param name="IsHidden">It is secret: that it changed is all that is ever said.</param>
public sealed record FieldChange(string Path, string Word, string? Old, string? New, ImmutableArray<string> Lines, bool IsHidden);

/// <summary>How much a change should worry; docs/diff.md says which is which.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>Kinds of risk, the gravest first.</summary>
public enum RiskClass
{
    DeletesData,
    Deletes,
    Unreadable,
    Immutable,
    CrdNarrowed,
    RbacWidened,
    NamespaceMove,
    Rename,
    ScaleDown,
    Image,
    Storage,
    Sync,
    Exposure,
    Chart,
    Other,
}

/// <summary>Why a change is risky, for the reviewer to judge.</summary>
public sealed record Risk(RiskClass Class, RiskLevel Level, string Reason)
{
    public static Risk None { get; } = new(RiskClass.Other, RiskLevel.Low, "nothing of what is known to be risky");
}
