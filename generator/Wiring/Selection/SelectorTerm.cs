using System.Collections.Immutable;

namespace GitOpsGen.Wiring.Selection;

/// <summary>How values are compared.</summary>
public enum Matching
{
    /// <summary>As Kubernetes does.</summary>
    Exact,

    /// <summary>
    /// As Prometheus does after discovery (<c>selectorMechanism: RelabelConfig</c>, the default): keys made names, values as anchored
    /// regular expressions. Of what a label's value may hold, only the dot means something else there.
    /// </summary>
    Pattern,
}

/// <summary>One condition of a LabelSelector.</summary>
/// <param name="Operator"><c>=</c> for a pair of <c>matchLabels</c>, else as in <c>matchExpressions</c>.</param>
public sealed record SelectorTerm(string Key, string Operator, ImmutableArray<string> Values)
{
    public Answer Holds(KnownLabels labels, Matching matching)
    {
        var values = Found(labels, matching);
        if (values.Count == 0)
            return Operator is "NotIn" or "DoesNotExist" ? labels.Absence : labels.Absence.Not();
        var first = Accepts(values[0], matching);
        return values.TrueForAll(value => Accepts(value, matching) == first) ? Answers.Of(first) : Answer.Unknown;
    }

    /// <summary>It holds only because a value is read as a regular expression, or another key as this one.</summary>
    public bool HoldsByPattern(KnownLabels labels) =>
        Holds(labels, Matching.Pattern) == Answer.Yes && Holds(labels, Matching.Exact) == Answer.No;

    public override string ToString() =>
        Operator switch
        {
            "=" => $"{Key}={Values.FirstOrDefault()}",
            "Exists" => Key,
            "DoesNotExist" => $"!{Key}",
            "NotIn" => $"{Key} notin ({string.Join(", ", Values)})",
            _ => $"{Key} in ({string.Join(", ", Values)})",
        };

    private List<string> Found(KnownLabels labels, Matching matching) =>
        matching == Matching.Pattern ? labels.ValuesAlike(Key)
        : labels.Pairs.TryGetValue(Key, out var value) ? [value]
        : [];

    private bool Accepts(string value, Matching matching) =>
        Operator switch
        {
            "Exists" => true,
            "DoesNotExist" => false,
            "NotIn" => !Values.Any(asked => IsSame(asked, value, matching)),
            _ => Values.Any(asked => IsSame(asked, value, matching)),
        };

    private static bool IsSame(string asked, string value, Matching matching) =>
        asked == value
        || (
            matching == Matching.Pattern
            && asked.Length == value.Length
            && asked.Zip(value).All(pair => pair.First == pair.Second || pair.First == '.')
        );
}
