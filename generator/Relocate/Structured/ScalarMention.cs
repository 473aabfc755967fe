using GitOpsGen.Relocate.Outlines;

namespace GitOpsGen.Relocate.Structured;

/// <summary>A mention of the old namespace in a scalar of a structured text.</summary>
/// <param name="Leaf">The scalar.</param>
/// <param name="Text">What it reads; of a template, with the expression that is judged put in for its result.</param>
/// <param name="At">Where the mention is in that text.</param>
public sealed record ScalarMention(RelocationContext Context, Outline Leaf, string Text, int At)
{
    public string From => Context.Request.From;

    /// <summary>The scalar is the namespace and nothing else.</summary>
    public bool IsWhole => Text.AsSpan(0, At).Trim().Trim('*').IsEmpty && Text.AsSpan(At + From.Length).Trim().Trim('*').IsEmpty;

    public string Key => Leaf.Key ?? Leaf.Parent?.Key ?? "";

    /// <summary>The map it is an entry of.</summary>
    public Outline? Map => Leaf.Key is null ? null : Leaf.Parent;

    /// <summary>The values beside it under a key, in the same arm of a condition.</summary>
    public IEnumerable<Outline> Siblings(string key) => Map?.All(key, Leaf) ?? [];

    public OutlinedObject? Object => OutlinedObject.Around(Leaf);

    /// <summary>An ancestor's key, itself included.</summary>
    public bool IsBelow(string key) => Leaf.Upwards().Any(node => node.Key == key);
}
