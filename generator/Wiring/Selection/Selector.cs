using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Selection;

/// <summary>
/// A LabelSelector as the API machinery reads it: nothing said selects nothing, an empty one everything, and one that is not valid is an
/// error (LabelSelectorAsSelector of apimachinery).
/// </summary>
public sealed partial record Selector(ImmutableArray<SelectorTerm> Terms)
{
    /// <summary>Nothing is said.</summary>
    public bool IsNil { get; private init; }

    /// <summary>Why it is not valid, as the end of a sentence about it; null where it is.</summary>
    public string? Problem { get; private init; }

    public Position? At { get; private init; }

    public static Selector Read(YamlMap? owner, string field)
    {
        var node = owner?[field];
        if (node is null or YamlScalar { IsNull: true })
            return new Selector([]) { IsNil = true, At = owner?.At };
        if (node is not YamlMap map)
            return new Selector([]) { Problem = $"is a {node.Kind}, not a map", At = node.At };
        ImmutableArray<SelectorTerm> terms = [.. Labels(map), .. Expressions(map)];
        return new Selector(terms) { Problem = terms.Select(Wrong).FirstOrDefault(wrong => wrong is not null), At = map.At };
    }

    public Answer Selects(KnownLabels labels, Matching matching = Matching.Exact) =>
        IsNil || Problem is not null ? Answer.No : Terms.Select(term => term.Holds(labels, matching)).All();

    public override string ToString() =>
        IsNil ? "not set"
        : Terms.IsEmpty ? "{} (everything)"
        : string.Join(", ", Terms);

    private static IEnumerable<SelectorTerm> Labels(YamlMap map) =>
        (map.Map("matchLabels")?.Entries ?? []).Select(entry => new SelectorTerm(
            entry.Key.Text,
            "=",
            [(entry.Value as YamlScalar)?.Text ?? ""]
        ));

    private static IEnumerable<SelectorTerm> Expressions(YamlMap map) =>
        map.List("matchExpressions")
            .OfType<YamlMap>()
            .Select(expression => new SelectorTerm(
                expression.Text("key") ?? "",
                expression.Text("operator") ?? "",
                [.. expression.List("values").OfType<YamlScalar>().Select(value => value.Text)]
            ));

    private static string? Wrong(SelectorTerm term) =>
        term.Operator switch
        {
            "=" => WrongNames(term),
            "In" or "NotIn" => term.Values.IsEmpty ? $"has the operator {term.Operator} for '{term.Key}' without values" : WrongNames(term),
            "Exists" or "DoesNotExist" => term.Values.IsEmpty
                ? WrongNames(term)
                : $"has the operator {term.Operator} for '{term.Key}' with values, which it may not have",
            _ => $"has the operator '{term.Operator}' for '{term.Key}'; there are In, NotIn, Exists and DoesNotExist",
        };

    private static string? WrongNames(SelectorTerm term) =>
        !Key().IsMatch(term.Key) ? $"has '{term.Key}', which cannot be the key of a label"
        : term.Values.FirstOrDefault(value => !Value().IsMatch(value)) is { } value
            ? $"asks for '{term.Key}' to be '{value}', which no label can be"
        : null;

    private const string Word = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    [GeneratedRegex(
        $@"\A(?:[a-z0-9](?:[-a-z0-9.]{{0,251}}[a-z0-9])?/)?{Word}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Key();

    [GeneratedRegex($@"\A(?:{Word})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
