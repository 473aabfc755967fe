using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>
/// Finds among the changes of one environment the objects that went as others came: moves between namespaces, renames, and hand-overs
/// between apps.
/// </summary>
public static partial class ReplacedObjects
{
    // A share of equal fields below which two objects are strangers; found by trying: two services of one chart share about half.
    private const double Alike = 0.75;

    // With fewer fields than that likeness says nothing: all empty ServiceAccounts are alike.
    private const int LeastFields = 4;

    private const int MostComparisons = 40_000;

    private static readonly ConditionalWeakTable<Manifest, HashSet<string>> Known = [];

    /// <summary>The changes, with each removal and addition that are one thing made one change.</summary>
    public static IReadOnlyList<ObjectChange> Find(IReadOnlyList<ObjectChange> all)
    {
        var changes = SplitUnits.Join(all);
        var removed = changes.Where(change => change.Kind == ChangeKind.Removed).ToList();
        var added = changes.Where(change => change.Kind == ChangeKind.Added).ToList();
        if (removed.Count == 0 || added.Count == 0)
            return changes;
        var rest = changes.Where(change => change.Kind is not (ChangeKind.Added or ChangeKind.Removed)).ToList();

        Match(ChangeKind.HandedOver, change => Place(change, $"{change.Any.Id}"));
        Match(ChangeKind.Moved, change => Place(change, $"{change.Any.Id.GroupKind} {change.Any.Id.Name}"));
        // Kustomize ends the names of generated ConfigMaps and Secrets with a digest of their content.
        Match(
            ChangeKind.Renamed,
            change =>
                ContentSuffix().IsMatch(change.Any.Id.Name)
                    ? Place(
                        change,
                        $"{change.Any.Id.GroupKind} {change.Any.Id.Namespace} {ContentSuffix().Replace(change.Any.Id.Name, "")}"
                    )
                    : null
        );
        MatchAlike();
        return [.. rest, .. removed, .. added];

        void Match(ChangeKind kind, Func<ObjectChange, string?> key)
        {
            var candidates = added
                .GroupBy(change => key(change) ?? "", StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            foreach (var old in removed.ToList())
                if (key(old) is { } name && candidates.TryGetValue(name, out var matches) && Best(old, matches) is { } match)
                {
                    matches.Remove(match);
                    Join(kind, old, match);
                }
        }

        void MatchAlike()
        {
            foreach (var group in removed.GroupBy(change => Place(change, change.Any.Id.GroupKind), StringComparer.Ordinal).ToList())
            {
                var matches = added.Where(change => Place(change, change.Any.Id.GroupKind) == group.Key).ToList();
                // What all Applications have in common would make any two look alike.
                if (group.First().Any.Id.GroupKind.StartsWith("argoproj.io/", StringComparison.Ordinal))
                    continue;
                if (matches.Count == 0 || group.Count() * matches.Count > MostComparisons)
                    continue;
                foreach (var old in group)
                    if (Best(old, [.. matches.Where(match => Similarity(old, match) >= Alike)]) is { } match)
                    {
                        matches.Remove(match);
                        Join(old.Any.Id.Namespace == match.Any.Id.Namespace ? ChangeKind.Renamed : ChangeKind.Moved, old, match);
                    }
            }
        }

        void Join(ChangeKind kind, ObjectChange old, ObjectChange @new)
        {
            removed.Remove(old);
            added.Remove(@new);
            if (kind != ChangeKind.HandedOver || old.Place.App != @new.Place.App)
                rest.Add(ObjectChange.Became(kind, @new.Place, old.Old!, @new.New!));
            // It only comes by another way now, such as from the chart that Argo CD inflates.
            else if (ObjectChange.Between(@new.Place, old.Old!, @new.New!) is { } change)
                rest.Add(change);
        }
    }

    // Clusters have objects of their own.
    private static string Place(ObjectChange change, string what) => $"{change.Place.Cluster}\n{what}";

    // Within the app rather than from another, then what is most alike.
    private static ObjectChange? Best(ObjectChange old, IReadOnlyList<ObjectChange> candidates) =>
        candidates is [] or [_]
            ? candidates is [var only]
                ? only
                : null
            : candidates
                .OrderByDescending(candidate => candidate.Place.App == old.Place.App)
                .ThenByDescending(candidate => Similarity(old, candidate))
                .ThenBy(candidate => candidate.Any.Id.ToString(), StringComparer.Ordinal)
                .First();

    private static double Similarity(ObjectChange old, ObjectChange @new)
    {
        var (left, right) = (Known.GetValue(old.Any, Fields), Known.GetValue(@new.Any, Fields));
        if (left.Count < LeastFields || right.Count < LeastFields)
            return 0;
        return 2.0 * left.Count(right.Contains) / (left.Count + right.Count);
    }

    private static HashSet<string> Fields(Manifest manifest)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in manifest.Document.Entries.Where(entry => entry.Key.Text is not ("apiVersion" or "kind")))
            Add(entry.Key.Text, entry.Value);
        return fields;

        void Add(string path, YamlNode node)
        {
            if (path is "metadata.name" or "metadata.namespace")
                return;
            // Labels and selectors repeat the name, which is what a rename changes.
            if (node is YamlScalar scalar)
                fields.Add(
                    $"{path}="
                        + scalar.Text.Replace(manifest.Id.Name.Length == 0 ? "\0" : manifest.Id.Name, "<name>", StringComparison.Ordinal)
                );
            foreach (var entry in (node as YamlMap)?.Entries ?? [])
                Add($"{path}.{entry.Key.Text}", entry.Value);
            foreach (var item in (node as YamlList)?.Items ?? [])
                Add($"{path}[]", item);
        }
    }

    [GeneratedRegex("-[bcdfghkmt2456789]{10}$", RegexOptions.RightToLeft, 1000)]
    private static partial Regex ContentSuffix();
}
