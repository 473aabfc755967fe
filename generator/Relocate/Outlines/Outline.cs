namespace GitOpsGen.Relocate.Outlines;

public enum OutlineKind
{
    Scalar,
    Map,
    List,
}

/// <summary>
/// One value of a structured text with its place in it. Built by a parser where the text is YAML or JSON, and by the tracker where it only
/// looks like it.
/// </summary>
public sealed class Outline(OutlineText source, Outline? parent)
{
    private static readonly Outline[] None = [];
    private List<Outline>? children;

    public OutlineText Source => source;

    public Outline? Parent { get; internal set; } = parent;

    public OutlineKind Kind { get; internal set; }

    /// <summary>The key it stands under, unquoted; null for an item of a list and for a document.</summary>
    public string? Key { get; internal set; }

    public int KeyStart { get; internal set; } = -1;

    public int KeyEnd { get; internal set; } = -1;

    /// <summary>Of the value, quotes and the header of a block scalar included.</summary>
    public int Start { get; internal set; } = -1;

    public int End { get; internal set; } = -1;

    /// <summary>A scalar of several lines below <c>|</c> or <c>&gt;</c>.</summary>
    public bool IsBlock { get; internal set; }

    /// <summary>What an alias stands for.</summary>
    public Outline? Target { get; internal set; }

    /// <summary>The aliases that stand for this value.</summary>
    public List<Outline>? Aliases { get; internal set; }

    /// <summary>The arm of the template's conditions in which it stands.</summary>
    public Branch? Branch { get; internal set; }

    public IReadOnlyList<Outline> Children => children is not null ? children : Target?.Children ?? None;

    /// <summary>The place that orders it among others.</summary>
    public int At => KeyStart >= 0 ? KeyStart : Start;

    /// <summary>A scalar as it reads: without quotes, holes of a template as <c>*</c>; empty for a collection.</summary>
    public string Text =>
        Target is not null ? Target.Text
        : Kind == OutlineKind.Scalar && Start >= 0 ? source.Read(Start, End, IsBlock)
        : "";

    internal Outline Add(Outline child)
    {
        (children ??= []).Add(child);
        return child;
    }

    /// <summary>
    /// All values under a key that can be there together with <paramref name="beside"/>: templates write a key once for each arm of a
    /// condition.
    /// </summary>
    public IEnumerable<Outline> All(string key, Outline? beside = null) =>
        Children.Where(child => child.Key == key && (beside is null || Branch.CanMeet(child.Branch, beside.Branch)));

    public Outline? this[string key] => All(key).FirstOrDefault();

    public string TextOf(string key) => this[key]?.Text ?? "";

    /// <summary>Itself and what holds it, from the inside out.</summary>
    public IEnumerable<Outline> Upwards()
    {
        for (var node = this; node is not null; node = node.Parent)
            yield return node;
    }

    /// <summary>The keys from the document down to it; items of lists are <c>[]</c>.</summary>
    public string Path => string.Join('.', Upwards().Where(node => node.Parent is not null).Select(node => node.Key ?? "[]").Reverse());
}
