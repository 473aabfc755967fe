using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>
/// Which labels the series that an expression gives can carry (prometheus.io/docs/prometheus/latest/querying/operators): those that a
/// selector rules out, that an aggregation gives up, or that a match leaves behind are certainly not there.
/// </summary>
public static class OutputLabels
{
    // What has no label whatever it is given.
    private static readonly ImmutableHashSet<string> Bare = ["scalar", "vector", "time", "pi"];

    private static readonly ImmutableHashSet<string> OfTime =
    [
        "day_of_month",
        "day_of_week",
        "day_of_year",
        "days_in_month",
        "hour",
        "minute",
        "month",
        "year",
    ];

    public static LabelSet Of(PromqlNode node) =>
        node switch
        {
            VectorSelector selector => LabelSet.Any.Without(selector.Matchers.Where(IsEmpty).Select(matcher => matcher.Label)),
            Subquery subquery => Of(subquery.Operand),
            Negation negation => Of(negation.Operand),
            Aggregation aggregation => Of(aggregation),
            FunctionCall call => Of(call),
            BinaryOperation operation => Of(operation),
            _ => LabelSet.None,
        };

    private static bool IsEmpty(LabelMatcher matcher) => matcher is { Type: MatcherType.Equal or MatcherType.Matches, Value: "" };

    private static LabelSet Of(Aggregation aggregation)
    {
        var inner = Of(aggregation.Operand);
        if (aggregation.IsChoice)
            return inner;
        var kept = aggregation.Grouping switch
        {
            GroupingKind.By => inner.Only(aggregation.Labels),
            GroupingKind.Without => inner.Without(aggregation.Labels),
            _ => LabelSet.None,
        };
        return aggregation is { Operator: "count_values", Parameter: StringLiteral label } ? kept.With([label.Text]) : kept;
    }

    private static LabelSet Of(FunctionCall call)
    {
        if (Bare.Contains(call.Function) || (OfTime.Contains(call.Function) && call.Arguments.IsEmpty))
            return LabelSet.None;
        return call.Function switch
        {
            "absent" or "absent_over_time" => OfAbsent(call.Arguments.FirstOrDefault()),
            "label_replace" or "label_join" => call.Arguments is [var operand, StringLiteral label, ..]
                ? Of(operand).With([label.Text])
                : LabelSet.Any,
            "histogram_quantile" when call.Arguments is [.., var operand] => Of(operand).Without(["le"]),
            "info" or "histogram_quantiles" => LabelSet.Any,
            // Each other function has one operand with series; the rest are numbers.
            _ => call.Arguments.Select(Of).Aggregate(LabelSet.None, (all, one) => all.Union(one)),
        };
    }

    // Nothing is there to take labels from but what the selector itself says.
    private static LabelSet OfAbsent(PromqlNode? operand) =>
        operand is VectorSelector selector
            ? LabelSet.Of(
                selector
                    .Matchers.Where(matcher => matcher is { Type: MatcherType.Equal, Value.Length: > 0 })
                    .Select(matcher => matcher.Label)
            )
            : LabelSet.None;

    private static LabelSet Of(BinaryOperation operation)
    {
        var (left, right) = (Of(operation.Left), Of(operation.Right));
        if (operation.Operator == "or")
            return left.Union(right);
        if (operation.IsSet || IsNumber(operation.Right))
            return left;
        if (IsNumber(operation.Left))
            return right;
        var matching = operation.Matching;
        return matching.Group switch
        {
            GroupSide.Left => left.Without(matching.Included).With(right.Only(matching.Included).Names),
            GroupSide.Right => right.Without(matching.Included).With(left.Only(matching.Included).Names),
            _ when matching.IsOn => left.Only(matching.Labels),
            _ => left.Without(matching.Labels),
        };
    }

    /// <summary>It is one number without labels, not series.</summary>
    public static bool IsNumber(PromqlNode node) =>
        node switch
        {
            NumberLiteral => true,
            Negation negation => IsNumber(negation.Operand),
            FunctionCall call => call.Function is "scalar" or "time" or "pi",
            BinaryOperation operation => IsNumber(operation.Left) && IsNumber(operation.Right),
            _ => false,
        };
}
