using GitOpsGen.Relocate.Languages;
using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// Judges a scalar of YAML, JSON or a template by where it stands. The rules are asked in order; the first that knows decides.
/// </summary>
internal static class StructuredJudge
{
    private static readonly Func<ScalarMention, Judgement?>[] Rules =
    [
        ObjectNamespaces.Judge,
        Selectors.Judge,
        EnvironmentVariables.Judge,
        Arguments.Judge,
        Json,
        Queries,
        Words,
        ConfiguredNamespaces.Judge,
        References.Judge,
    ];

    /// <summary>Null where nothing tells.</summary>
    public static Judgement? OfScalar(ScalarMention place)
    {
        foreach (var rule in Rules)
            if (rule(place) is { } judged)
                return Everywhere(place, judged);
        return null;
    }

    // What an anchor names is used wherever an alias stands for it: all places must agree.
    private static Judgement Everywhere(ScalarMention place, Judgement judged)
    {
        if (place.Leaf.Aliases is not { Count: > 0 } aliases)
            return judged;
        var others = aliases.Select(alias =>
            alias.Key == "namespace" || alias.Key == place.Leaf.Key
                ? OfScalar(place with { Leaf = alias }) ?? judged with { Verdict = Verdict.Review }
                : judged with
                {
                    Verdict = Verdict.Review,
                }
        );
        return others.All(other => other.Verdict == judged.Verdict)
            ? judged
            : Review(judged.Category, "An anchor lets it stand in several places, and not all of what they name moves.");
    }

    // JSON in a text, as annotations have it.
    private static Judgement? Json(ScalarMention place)
    {
        if (
            place.Text is not ['{' or '[', .., '}' or ']']
            || place.Leaf.Source.Path.Length == 0
            || FlowReader.ReadJson(place.Text).LeafAt(place.At) is not { } leaf
            || leaf.Text != place.From
        )
            return null;
        return OfScalar(new ScalarMention(place.Context, leaf, leaf.Text, 0));
    }

    private static Judgement? Queries(ScalarMention place) =>
        place.Key is "expr" or "expression" or "query" or "promql" or "record" && !place.IsWhole
            ? PromQl.Judge(place.Text, place.At, place.Context.Request, place.Context.Inventory)
            : TextJudge.Query(place.Text, place.At, place.Context);

    private static Judgement? Words(ScalarMention place) =>
        place.IsWhole || IsFolder(place) ? null : TextJudge.Judge(place.Text, place.At, place.Context);

    // image: x/y and path: x/y name no object.
    private static bool IsFolder(ScalarMention place) =>
        ObjectPath.IsBarePair(place.Text, place.At, place.From.Length) && ObjectPath.IsFolder(place.Key);
}
