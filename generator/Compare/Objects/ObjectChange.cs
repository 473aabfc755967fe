using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Objects;

/// <summary>What happened to one object in one place, with all that rules need to judge it.</summary>
/// <param name="Old">Null where it is added.</param>
/// <param name="New">Null where it is removed.</param>
public sealed record ObjectChange(ChangeKind Kind, Place Place, ManifestObject? Old, ManifestObject? New, ImmutableArray<FieldDelta> Deltas)
{
    /// <summary>Of an Application or a chart's values: what the chart makes of it on both sides is compared, too.</summary>
    public bool IsChartTold { get; init; }

    public ManifestObject Any => New ?? Old!;

    public static ObjectChange Added(Place place, ManifestObject added) =>
        new(ChangeKind.Added, place with { Object = added.Key }, null, added, []);

    public static ObjectChange Removed(Place place, ManifestObject removed) =>
        new(ChangeKind.Removed, place with { Object = removed.Key }, removed, null, []);

    /// <summary>An object that is on both sides; null when it means the same on both.</summary>
    public static ObjectChange? Between(Place place, ManifestObject old, ManifestObject @new)
    {
        var deltas = FieldComparer.Compare(old.Document, @new.Document);
        return deltas.Count == 0 ? null : new(ChangeKind.Changed, place with { Object = @new.Key }, old, @new, [.. deltas]);
    }

    /// <summary>An object that went as another came in its stead.</summary>
    public static ObjectChange Became(ChangeKind kind, Place place, ManifestObject old, ManifestObject @new)
    {
        // That the names differ is what the kind of change says.
        var deltas = FieldComparer
            .Compare(old.Document, @new.Document)
            .Where(delta => delta.Path.Pattern is not ("metadata.name" or "metadata.namespace"));
        return new(kind, place with { Object = @new.Key }, old, @new, [.. deltas]);
    }
}
