using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>Compares two states of an object field by field, lists by what identifies their items.</summary>
public sealed class FieldComparer
{
    private readonly List<FieldDelta> deltas = [];

    private FieldComparer() { }

    /// <summary>The fields that differ, in the order of the new object, those that went last in each map.</summary>
    public static IReadOnlyList<FieldDelta> Compare(YamlMap old, YamlMap @new)
    {
        var comparer = new FieldComparer();
        comparer.Maps(FieldPath.Root, old, @new, isSecret: false);
        return comparer.deltas;
    }

    private void Values(FieldPath path, YamlNode? old, YamlNode? @new, bool isSecret)
    {
        if (NodeEquality.Same(old, @new))
            return;
        switch (old, @new)
        {
            case (YamlMap a, YamlMap b):
                Maps(path, a, b, isSecret);
                break;
            // Of a Secret the keys are told, so that a reviewer knows which value went or came.
            case (YamlMap a, null) when isSecret:
                Maps(path, a, YamlMap.Empty(a.At), isSecret);
                break;
            case (null, YamlMap b) when isSecret:
                Maps(path, YamlMap.Empty(b.At), b, isSecret);
                break;
            case (YamlList a, YamlList b) when !isSecret:
                Lists(path, a, b);
                break;
            default:
                deltas.Add(new FieldDelta(path, old, @new, isSecret));
                break;
        }
    }

    private void Maps(FieldPath path, YamlMap old, YamlMap @new, bool isSecret)
    {
        var owns = SecretFields.IsSecret(old) || SecretFields.IsSecret(@new);
        foreach (
            var key in @new
                .Entries.Select(entry => entry.Key.Text)
                .Concat(old.Entries.Select(entry => entry.Key.Text).Where(key => @new[key] is null))
        )
            Values(path.Key(key), old[key], @new[key], isSecret || SecretFields.Hides(owns, key));
    }

    // Kubernetes finds their items by name, wherever they stand.
    private static bool IsSet(FieldPath path) =>
        path.Name
            is "containers"
                or "volumes"
                or "volumeMounts"
                or "ports"
                or "tolerations"
                or "imagePullSecrets"
                or "subjects"
                or "webhooks";

    private void Lists(FieldPath path, YamlList old, YamlList @new)
    {
        var before = deltas.Count;
        foreach (var pair in ListItems.Pair(path.Name, old.Items, @new.Items))
            Values(path.Item(pair.Name), pair.Old, pair.New, isSecret: false);
        // Every item is there in another place; or some are, in a list whose order says something, as that of words of a command does.
        if (deltas.Count == before || (!IsSet(path) && ListItems.IsReordered(path.Name, old.Items, @new.Items)))
            deltas.Add(new FieldDelta(path, old, @new, IsSecret: false, IsOrder: true));
    }
}
