namespace GitOpsGen.Relocate.Languages;

/// <summary>A part of an expression. What it keeps of the labels decides what a join compares.</summary>
internal abstract class PromNode
{
    public PromNode? Parent { get; private set; }

    public List<PromNode> Children { get; } = [];

    /// <summary>Whether its result can bear a label.</summary>
    public virtual bool Bears(string label) => Children.Exists(child => child.Bears(label));

    public T With<T>(T child)
        where T : PromNode?
    {
        if (child is null)
            return child;
        child.Parent = this;
        Children.Add(child);
        return child;
    }

    public IEnumerable<PromSelectorNode> Selectors()
    {
        var open = new Stack<PromNode>([this]);
        while (open.TryPop(out var node))
        {
            if (node is PromSelectorNode selector)
                yield return selector;
            foreach (var child in node.Children)
                open.Push(child);
        }
    }
}

/// <summary>A call, a parenthesis, a number: it hands on what is in it.</summary>
internal sealed class PromGroup : PromNode;

internal sealed class PromSelectorNode(PromSelector selector) : PromNode
{
    public PromSelector Selector => selector;

    public override bool Bears(string label) => true;
}

internal sealed class PromAggregate : PromNode
{
    public HashSet<string>? By { get; set; }

    public HashSet<string>? Without { get; set; }

    public override bool Bears(string label) =>
        (Without is null ? By?.Contains(label) == true : !Without.Contains(label)) && base.Bears(label);
}

internal sealed class PromBinary(string operation) : PromNode
{
    public HashSet<string>? On { get; set; }

    public HashSet<string>? Ignoring { get; set; }

    /// <summary><c>group_left</c> or <c>group_right</c>; empty for one to one.</summary>
    public string Many { get; set; } = "";

    /// <summary><c>or</c> adds two results, it compares none; <c>unless</c> takes away what it names.</summary>
    public bool Compares => operation != "or";

    public bool TakesAway => operation == "unless";

    /// <summary>Whether both sides must have the same value of a label.</summary>
    public bool Joins(string label) => Compares && Children.Count == 2 && Matches(label) && Children.TrueForAll(side => side.Bears(label));

    public override bool Bears(string label) =>
        Children.Count < 2 || operation == "or" ? base.Bears(label)
        : Many == "group_left" || operation is "and" or "unless" ? Children[0].Bears(label)
        : Many == "group_right" ? Children[1].Bears(label)
        : Matches(label) && base.Bears(label);

    private bool Matches(string label) => On is not null ? On.Contains(label) : Ignoring?.Contains(label) != true;
}
