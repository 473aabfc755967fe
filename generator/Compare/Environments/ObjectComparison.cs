using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Environments;

/// <summary>Compares the objects of one app in two environments, without what only names the environments themselves.</summary>
public sealed class ObjectComparison(OwnNames old, OwnNames @new)
{
    private static readonly Place Nowhere = new("", "", "", "", new ObjectId("", "", "", ""));

    /// <summary>What differs, by what it is called on the first side, which stays the same while the second is tried out.</summary>
    public IReadOnlyDictionary<string, ObjectDifference> Compare(Manifests left, Manifests right)
    {
        var found = new Dictionary<string, ObjectDifference>(StringComparer.Ordinal);
        foreach (var difference in ReplacedObjects.Find([.. Changes(left, right)]).SelectMany(Differences))
            found.TryAdd(difference.Key, difference);
        return found;
    }

    // Objects are the same by what is left of their names, or by their whole names.
    private IEnumerable<ObjectChange> Changes(Manifests left, Manifests right)
    {
        var rest = right.Objects.ToList();
        var alone = new List<Manifest>();
        foreach (var one in left.Objects)
            if (Take(rest, other => old.Neutral(one.Id) == @new.Neutral(other.Id)) is { } other)
                yield return Between(one, other);
            else
                alone.Add(one);
        foreach (var one in alone)
            yield return Take(rest, other => one.Id == other.Id) is { } other
                ? Between(one, other)
                : ObjectChange.Removed(Nowhere, old.Neutral(one));
        foreach (var other in rest)
            yield return ObjectChange.Added(Nowhere, @new.Neutral(other));
    }

    private static Manifest? Take(List<Manifest> from, Predicate<Manifest> which)
    {
        if (from.FindIndex(which) is not (>= 0 and var at))
            return null;
        var taken = from[at];
        from.RemoveAt(at);
        return taken;
    }

    private ObjectChange Between(Manifest one, Manifest other)
    {
        var (left, right) = (old.Neutral(one), @new.Neutral(other));
        return new ObjectChange(
            ChangeKind.Changed,
            Nowhere with
            {
                Object = right.Id,
            },
            left,
            right,
            [.. FieldComparer.Compare(left.Document, right.Document)]
        );
    }

    private IEnumerable<ObjectDifference> Differences(ObjectChange change)
    {
        var id = change.Old is { } left ? old.Back(left) : @new.Back(change.New!);
        var neutral = change.Any.Id;
        if (change.Kind != ChangeKind.Changed)
            yield return new ObjectDifference($"{id}", change.Kind, id, null, $"{change.Kind} {neutral}");
        foreach (var delta in change.Deltas)
        {
            var own = delta with { Old = old.Back(delta.Old), New = @new.Back(delta.New) };
            if (own.IsOrder || !NodeEquality.Same(own.Old, own.New))
                yield return new ObjectDifference(
                    $"{id} {delta.Path.Text}",
                    change.Kind,
                    id,
                    own,
                    $"{change.Kind} {neutral} {delta.Path.Text} {Text(delta.Old)} → {Text(delta.New)}"
                );
        }
    }

    private static string Text(YamlNode? node) => node is null ? "" : Explainer.OneLine(node);
}

/// <param name="Key">Equal for the same field of the same object, whatever it is.</param>
/// <param name="Delta">Null where the whole object is meant.</param>
/// <param name="Signature">Equal where the same differs in the same way, also between other clusters.</param>
public sealed record ObjectDifference(string Key, ChangeKind Kind, ObjectId Object, FieldDelta? Delta, string Signature);
