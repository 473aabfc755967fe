using GitOpsGen.Diagnostics;

namespace GitOpsGen.Wiring.Selection;

/// <summary>An object with labels, as one is named to a reader.</summary>
/// <param name="Name">Such as <c>Service shop/cart</c>.</param>
public sealed record Labelled(string Name, KnownLabels Labels, Position At);

/// <summary>The object that a selector nearly selects, and what it lacks.</summary>
/// <param name="Shared">How many of the conditions hold.</param>
public sealed record NearMiss(Labelled Object, IReadOnlyList<SelectorTerm> Failing, int Shared)
{
    /// <summary>Null where none has anything in common with the selector.</summary>
    /// <param name="name">Of the monitor: an object called alike is the likelier one.</param>
    public static NearMiss? Of(IEnumerable<Labelled> objects, Selector selector, Matching matching, string name) =>
        objects
            .Select(one => (Miss: Of(one, selector, matching), Closeness: Closeness(one, selector), IsNamesake: IsNamesake(one, name)))
            .Where(one => one.Miss.Shared > 0 || one.Closeness > 0 || one.IsNamesake)
            .OrderBy(one => one.Miss.Failing.Count)
            .ThenByDescending(one => one.Closeness)
            .ThenByDescending(one => one.Miss.IsNamed)
            .ThenByDescending(one => one.IsNamesake)
            .ThenBy(one => one.Miss.Object.Name, StringComparer.Ordinal)
            .Select(one => one.Miss)
            .FirstOrDefault();

    /// <summary>It is called as a label is asked to be, and has that label with another value: what is asked for under its name.</summary>
    public bool IsNamed =>
        Failing.Any(term =>
            term.Operator is "=" or "In"
            && Object.Labels.Pairs.ContainsKey(term.Key)
            && term.Values.Any(value => value.Length > 0 && IsNamesake(Object, value))
        );

    private static NearMiss Of(Labelled one, Selector selector, Matching matching)
    {
        var failing = selector.Terms.Where(term => term.Holds(one.Labels, matching) != Answer.Yes).ToList();
        var shared = selector.Terms.Count(term => term.Operator is "=" or "In" or "Exists" && !failing.Contains(term));
        return new NearMiss(one, failing, shared);
    }

    public string Text => $"{Object.Name} {string.Join(" and ", Failing.Select(term => Lack(term, Object.Labels)))}";

    /// <summary>What one condition misses, as the end of a sentence about the object.</summary>
    public static string Lack(SelectorTerm term, KnownLabels labels)
    {
        if (labels.Pairs.TryGetValue(term.Key, out var value))
            return $"has label {term.Key}={value}, asked is {term}";
        if (
            term.Operator is "=" or "In"
            && labels.Pairs.FirstOrDefault(pair => term.Values.Contains(pair.Value)) is { Key: { } other } alike
        )
            return $"has label {other}={alike.Value}, asked is {term}";
        return Nearest.To(term.Key, labels.Pairs.Keys) is { } near
            ? $"has no label {term.Key} but {near}={labels.Pairs[near]}, asked is {term}"
            : $"has no label {term.Key}, asked is {term}";
    }

    // Labels with the key, or with the value under another key.
    private static int Closeness(Labelled one, Selector selector) =>
        selector.Terms.Count(term =>
            one.Labels.Pairs.ContainsKey(term.Key)
            || (term.Operator is "=" or "In" && one.Labels.Pairs.Values.Any(value => term.Values.Contains(value, StringComparer.Ordinal)))
        );

    private static bool IsNamesake(Labelled one, string name) => one.Name.EndsWith($"/{name}", StringComparison.Ordinal);
}
