using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>A selector with the labels that its series must carry for the expression to mean what it says.</summary>
public sealed record SelectorNeeds(VectorSelector Selector, ImmutableHashSet<string> Labels);

/// <summary>
/// Which labels are asked of the series of each selector: by its own matchers, by what groups and matches around it, and by who reads
/// the result. What is taken away on the way (<c>without</c>, <c>ignoring</c>) needs nothing.
/// </summary>
public static class LabelNeeds
{
    /// <param name="read">Labels that are read of the result, such as those of an alert's texts.</param>
    public static ImmutableArray<SelectorNeeds> Of(PromqlNode node, IEnumerable<string> read)
    {
        var found = ImmutableArray.CreateBuilder<SelectorNeeds>();
        Walk(node, [.. read], found);
        return found.ToImmutable();
    }

    private static void Walk(PromqlNode node, ImmutableHashSet<string> needed, ImmutableArray<SelectorNeeds>.Builder found)
    {
        switch (node)
        {
            case VectorSelector selector:
                var asked = selector.Matchers.Where(matcher => matcher.NeedsLabel).Select(matcher => matcher.Label);
                found.Add(new SelectorNeeds(selector, needed.Union(asked)));
                break;
            case Aggregation aggregation:
                Walk(aggregation.Operand, Inside(aggregation, needed), found);
                break;
            case BinaryOperation operation:
                Walk(operation, needed, found);
                break;
            case FunctionCall call:
                foreach (var argument in call.Arguments)
                    Walk(argument, Inside(call, needed), found);
                break;
            default:
                foreach (var part in node.Parts)
                    Walk(part, needed, found);
                break;
        }
    }

    private static ImmutableHashSet<string> Inside(Aggregation aggregation, ImmutableHashSet<string> needed) =>
        aggregation switch
        {
            { IsChoice: true } => needed.Union(aggregation.Labels),
            { Grouping: GroupingKind.By } => [.. aggregation.Labels],
            { Grouping: GroupingKind.Without } => needed.Except(aggregation.Labels),
            _ => [],
        };

    private static ImmutableHashSet<string> Inside(FunctionCall call, ImmutableHashSet<string> needed) =>
        call.Function switch
        {
            "label_replace" => call.Arguments is [_, StringLiteral made, _, StringLiteral source, ..]
                ? needed.Remove(made.Text).Union(source.Text.Length > 0 ? [source.Text] : [])
                : needed,
            "label_join" when call.Arguments is [_, StringLiteral made, ..] => needed
                .Remove(made.Text)
                .Union(call.Arguments.Skip(3).OfType<StringLiteral>().Select(source => source.Text)),
            "absent" or "absent_over_time" => [],
            _ => needed,
        };

    private static void Walk(BinaryOperation operation, ImmutableHashSet<string> needed, ImmutableArray<SelectorNeeds>.Builder found)
    {
        var matching = operation.Matching;
        var matched = matching.IsOn ? matching.Labels.ToImmutableHashSet() : [];
        var (many, one) = matching.Group == GroupSide.Right ? (operation.Right, operation.Left) : (operation.Left, operation.Right);
        var brought = matching.Included.ToImmutableHashSet();
        Walk(many, needed.Except(brought).Union(matched), found);
        Walk(one, matched.Union(operation.Operator == "or" ? needed : brought), found);
    }
}
