using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>An expression of PromQL as Prometheus 3 reads it (prometheus.io/docs/prometheus/latest/querying), without its types.</summary>
public abstract record PromqlNode
{
    /// <summary>The parts it is made of, in the order written.</summary>
    public virtual ImmutableArray<PromqlNode> Parts => [];

    /// <summary>Itself, and everything in it.</summary>
    public IEnumerable<PromqlNode> All => Parts.SelectMany(part => part.All).Prepend(this);

    public IEnumerable<VectorSelector> Selectors => All.OfType<VectorSelector>();
}

/// <summary>A number, or a duration in place of one.</summary>
public sealed record NumberLiteral(double Value) : PromqlNode;

/// <summary>A text, unescaped.</summary>
public sealed record StringLiteral(string Text) : PromqlNode;

/// <summary>How a matcher compares: <c>=</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</summary>
public enum MatcherType
{
    Equal,
    NotEqual,
    Matches,
    MatchesNot,
}

/// <summary>One matcher of a selector.</summary>
public sealed record LabelMatcher(string Label, MatcherType Type, string Value)
{
    /// <summary>
    /// The label must be there: the matcher does not take the empty value. As far as that shows without reading a pattern.
    /// </summary>
    public bool NeedsLabel =>
        Type switch
        {
            MatcherType.Equal => Value.Length > 0,
            MatcherType.NotEqual => Value.Length == 0,
            MatcherType.Matches => Value.Length > 0
                && !Value.Split('|').Any(part => part.Length == 0 || part.EndsWith('*') || part.EndsWith('?') || part.EndsWith(')')),
            _ => Value.Length == 0,
        };
}

/// <summary>Series by name and labels, at a moment or over a range.</summary>
/// <param name="Metric">Null where it is not one name.</param>
/// <param name="Matchers">Without that of the name.</param>
public sealed record VectorSelector(string? Metric, ImmutableArray<LabelMatcher> Matchers) : PromqlNode
{
    /// <summary>A range is written.</summary>
    public bool IsRange { get; init; }

    /// <summary>Null where none is written, or it is no plain duration.</summary>
    public TimeSpan? Range { get; init; }

    public IEnumerable<LabelMatcher> Of(string label) => Matchers.Where(matcher => matcher.Label == label);
}

/// <summary>A range over what an expression gives.</summary>
public sealed record Subquery(PromqlNode Operand, TimeSpan? Range) : PromqlNode
{
    public override ImmutableArray<PromqlNode> Parts => [Operand];
}

/// <summary>A function of the language.</summary>
public sealed record FunctionCall(string Function, ImmutableArray<PromqlNode> Arguments) : PromqlNode
{
    public override ImmutableArray<PromqlNode> Parts => Arguments;
}

/// <summary>Which labels an aggregation keeps.</summary>
public enum GroupingKind
{
    None,
    By,
    Without,
}

/// <summary>An aggregation, such as <c>sum by (job) (up)</c>.</summary>
/// <param name="Parameter">Of <c>topk</c>, <c>quantile</c>, <c>count_values</c> and their like.</param>
public sealed record Aggregation(
    string Operator,
    GroupingKind Grouping,
    ImmutableArray<string> Labels,
    PromqlNode? Parameter,
    PromqlNode Operand
) : PromqlNode
{
    public override ImmutableArray<PromqlNode> Parts => Parameter is null ? [Operand] : [Parameter, Operand];

    /// <summary>It chooses among series, and leaves them their labels.</summary>
    public bool IsChoice => Operator is "topk" or "bottomk" or "limitk" or "limit_ratio";
}

/// <summary>How the series of two sides find each other.</summary>
/// <param name="IsOn">By these labels alone; otherwise by all but these.</param>
/// <param name="Included">What <c>group_left</c> and <c>group_right</c> bring along.</param>
public sealed record VectorMatching(bool IsOn, ImmutableArray<string> Labels, GroupSide Group, ImmutableArray<string> Included)
{
    public static VectorMatching Plain { get; } = new(IsOn: false, [], GroupSide.None, []);
}

/// <summary>The side of which several series may match one.</summary>
public enum GroupSide
{
    None,
    Left,
    Right,
}

/// <summary>An operator between two expressions.</summary>
public sealed record BinaryOperation(string Operator, bool IsBool, PromqlNode Left, PromqlNode Right, VectorMatching Matching) : PromqlNode
{
    public override ImmutableArray<PromqlNode> Parts => [Left, Right];

    public bool IsComparison => Operator is "==" or "!=" or "<" or "<=" or ">" or ">=";

    public bool IsSet => Operator is "and" or "or" or "unless";
}

/// <summary>A sign before an expression.</summary>
public sealed record Negation(PromqlNode Operand) : PromqlNode
{
    public override ImmutableArray<PromqlNode> Parts => [Operand];
}
