namespace GitOpsGen.Relocate.Languages;

/// <summary>What a join ties together.</summary>
internal static class PromJoin
{
    // In an expression of more selectors than this nobody lends a name to another: the search would be quadratic.
    private const int Most = 200;

    /// <summary>The outermost operator that compares this label of the selector with the other side's; null where there is none.</summary>
    public static PromBinary? Outermost(PromSelectorNode node, string label)
    {
        PromBinary? found = null;
        for (var parent = node.Parent; parent is not null && Keeps(parent, label); parent = parent.Parent)
        {
            if (parent is PromBinary binary && binary.Joins(label))
                found = binary;
        }

        return found;
    }

    /// <summary>Lets the other sides speak: a pod that both must share is named for both.</summary>
    public static void AddJoined(PromSelectorNode node, PromMatcher mention, NameEvidence evidence)
    {
        PromNode side = node;
        for (var parent = node.Parent; parent is not null; side = parent, parent = parent.Parent)
        {
            if (parent is not PromBinary { Compares: true } binary || binary.Children.Count < 2)
                continue;
            var other = ReferenceEquals(binary.Children[0], side) ? binary.Children[1] : binary.Children[0];
            if (binary.TakesAway && ReferenceEquals(binary.Children[0], side))
                continue;
            foreach (var selector in other.Selectors().Take(Most))
                AddJoined(binary, side, selector, mention, evidence);
        }
    }

    private static void AddJoined(PromBinary binary, PromNode side, PromSelectorNode lender, PromMatcher mention, NameEvidence evidence)
    {
        foreach (var matcher in lender.Selector.Matchers.Where(one => binary.Joins(one.Label) && side.Bears(one.Label)))
        {
            PromLabels.AddEvidence(lender.Selector, matcher, mention, evidence);
        }
    }

    // An aggregation that drops the label ends the comparison above it.
    private static bool Keeps(PromNode node, string label) => node is not PromAggregate || node.Bears(label);
}
