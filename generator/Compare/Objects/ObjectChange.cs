using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Objects;

/// <summary>What happened to one object in one place, with all that rules need to judge it.</summary>
/// <param name="Old">Null where it is added.</param>
/// <param name="New">Null where it is removed.</param>
public sealed record ObjectChange(ChangeKind Kind, Place Place, Manifest? Old, Manifest? New, ImmutableArray<FieldDelta> Deltas)
{
    /// <summary>Of an Application or a chart's values: what the chart makes of it on both sides is compared, too.</summary>
    public bool IsChartTold { get; init; }

    public Manifest Any => New ?? Old!;

    public static ObjectChange Added(Place place, Manifest added) =>
        new(ChangeKind.Added, place with { Object = added.Id }, null, added, []);

    public static ObjectChange Removed(Place place, Manifest removed) =>
        new(ChangeKind.Removed, place with { Object = removed.Id }, removed, null, []);

    /// <summary>An object that is on both sides; null when it means the same on both.</summary>
    public static ObjectChange? Between(Place place, Manifest old, Manifest @new)
    {
        var deltas = FieldComparer.Compare(old.Document, @new.Document);
        return deltas.Count == 0 ? null : new(ChangeKind.Changed, place with { Object = @new.Id }, old, @new, [.. deltas]);
    }

    /// <summary>An object that went as another came in its stead.</summary>
    public static ObjectChange Became(ChangeKind kind, Place place, Manifest old, Manifest @new)
    {
        // That the names differ is what the kind of change says.
        var deltas = FieldComparer
            .Compare(old.Document, @new.Document)
            .Where(delta => delta.Path.Pattern is not ("metadata.name" or "metadata.namespace"));
        return new(kind, place with { Object = @new.Id }, old, @new, [.. deltas]);
    }
}
