using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>Labels that series may carry: some and no other, or any but some.</summary>
/// <param name="IsOpen">Any but <paramref name="Names"/>; otherwise no other than these.</param>
public sealed record LabelSet(bool IsOpen, ImmutableHashSet<string> Names)
{
    public static LabelSet None { get; } = new(IsOpen: false, []);

    public static LabelSet Any { get; } = new(IsOpen: true, []);

    public static LabelSet Of(IEnumerable<string> names) => new(IsOpen: false, [.. names]);

    public bool MayHave(string label) => Names.Contains(label) != IsOpen;

    public LabelSet With(IEnumerable<string> labels) => this with { Names = IsOpen ? Names.Except(labels) : Names.Union(labels) };

    public LabelSet Without(IEnumerable<string> labels) => this with { Names = IsOpen ? Names.Union(labels) : Names.Except(labels) };

    /// <summary>Those of <paramref name="labels"/> that may be there.</summary>
    public LabelSet Only(IEnumerable<string> labels) => Of(labels.Where(MayHave));

    public LabelSet Union(LabelSet other) =>
        (IsOpen, other.IsOpen) switch
        {
            (true, true) => new(IsOpen: true, Names.Intersect(other.Names)),
            (false, false) => new(IsOpen: false, Names.Union(other.Names)),
            (true, false) => With(other.Names),
            _ => other.With(Names),
        };
}
