using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>An item on both sides, or on one.</summary>
public sealed record ItemPair(string Name, YamlNode? Old, YamlNode? New);

/// <summary>Finds for each item of a list the one that it was before: by key where there is one, else by content.</summary>
public static class ListItems
{
    // Beyond as many comparisons places decide, so that a list of thousands costs no minutes.
    private const long MostComparisons = 1_000_000;

    public static IReadOnlyList<ItemPair> Pair(string list, IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new) =>
        MergeKeys.Of(list, old, @new) is var (left, right) ? ByKey(left, right, old, @new) : ByContent(old, @new);

    /// <summary>Items that are on both sides follow each other in another way.</summary>
    public static bool IsReordered(string list, IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new)
    {
        if (MergeKeys.Of(list, old, @new) is var (left, right))
            return !left.Intersect(right, StringComparer.Ordinal).SequenceEqual(right.Intersect(left, StringComparer.Ordinal));
        if ((long)old.Count * @new.Count > MostComparisons)
            return false;
        var before = old.Where(item => @new.Any(other => NodeEquality.Same(item, other))).ToList();
        var after = @new.Where(item => old.Any(other => NodeEquality.Same(item, other))).ToList();
        return before.Count == after.Count && !before.Zip(after).All(pair => NodeEquality.Same(pair.First, pair.Second));
    }

    private static List<ItemPair> ByKey(string[] left, string[] right, IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new)
    {
        var places = left.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        var known = right.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. right
                .Index()
                .Select(item => new ItemPair(
                    item.Item,
                    places.TryGetValue(item.Item, out var place) ? old[place] : null,
                    @new[item.Index]
                )),
            .. left.Index().Where(item => !known.Contains(item.Item)).Select(item => new ItemPair(item.Item, old[item.Index], null)),
        ];
    }

    private static List<ItemPair> ByContent(IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new)
    {
        var left = old.Index().ToList();
        var right = @new.Index().ToList();
        TakeEnds(left, right);
        if ((long)left.Count * right.Count > MostComparisons)
            return [.. ByPlace(left, right)];
        // What is the same at another place did not change; of the rest, what is most alike was the same item before.
        Take(left, right, NodeEquality.Same, (_, _) => { });
        var pairs = new List<ItemPair>();
        Take(left, right, IsAlike, (one, other) => pairs.Add(new ItemPair($"{other.Index}", one.Item, other.Item)));
        pairs.AddRange(right.Select(item => new ItemPair($"{item.Index}", null, item.Item)));
        pairs.AddRange(left.Select(item => new ItemPair($"{item.Index}", item.Item, null)));
        return pairs;
    }

    private static void TakeEnds(List<(int Index, YamlNode Item)> left, List<(int Index, YamlNode Item)> right)
    {
        var same = left.Zip(right).TakeWhile(pair => NodeEquality.Same(pair.First.Item, pair.Second.Item)).Count();
        left.RemoveRange(0, same);
        right.RemoveRange(0, same);
        while (left.Count > 0 && right.Count > 0 && NodeEquality.Same(left[^1].Item, right[^1].Item))
        {
            left.RemoveAt(left.Count - 1);
            right.RemoveAt(right.Count - 1);
        }
    }

    private static void Take(
        List<(int Index, YamlNode Item)> left,
        List<(int Index, YamlNode Item)> right,
        Func<YamlNode, YamlNode, bool> fits,
        Action<(int Index, YamlNode Item), (int Index, YamlNode Item)> found
    )
    {
        for (var i = 0; i < left.Count; i++)
        {
            var match = right.FindIndex(item => fits(left[i].Item, item.Item));
            if (match < 0)
                continue;
            found(left[i], right[match]);
            right.RemoveAt(match);
            left.RemoveAt(i--);
        }
    }

    private static IEnumerable<ItemPair> ByPlace(List<(int Index, YamlNode Item)> left, List<(int Index, YamlNode Item)> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
            yield return new ItemPair(
                $"{(i < right.Count ? right[i].Index : left[i].Index)}",
                i < left.Count ? left[i].Item : null,
                i < right.Count ? right[i].Item : null
            );
    }

    // `--level=info` and `--level=debug` are one argument; two maps are one item when they agree in something.
    private static bool IsAlike(YamlNode one, YamlNode other) =>
        (one, other) switch
        {
            (YamlScalar a, YamlScalar b) => Stem(a.Text) is { Length: > 0 } stem && stem == Stem(b.Text),
            (YamlMap a, YamlMap b) => a.Entries.Any(entry => NodeEquality.Same(entry.Value, b[entry.Key.Text])),
            (YamlList, YamlList) => true,
            _ => false,
        };

    private static string Stem(string text) => text.IndexOfAny(['=', ':']) is > 0 and var end ? text[..end] : "";
}
