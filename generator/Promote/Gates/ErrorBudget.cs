namespace GitOpsGen.Promote.Gates;

/// <summary>A time in which an environment was unhealthy.</summary>
public sealed record Spell(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>First to last; where several clusters were unhealthy at once that is one time.</summary>
    public static IReadOnlyList<Spell> Union(IEnumerable<Spell> spells)
    {
        var union = new List<Spell>();
        foreach (var spell in spells.OrderBy(spell => spell.From))
            if (union.Count > 0 && spell.From <= union[^1].To)
                union[^1] = union[^1] with { To = spell.To > union[^1].To ? spell.To : union[^1].To };
            else
                union.Add(spell);
        return union;
    }
}

/// <summary>How much of any time as long as the soak may be unhealthy.</summary>
public sealed class ErrorBudget(TimeSpan soak, double share)
{
    private readonly List<Spell> counted = [];

    /// <summary>Counts a spell, and begins anew where it was too much.</summary>
    public bool IsSpent(Spell spell)
    {
        counted.Add(spell);
        var from = soak < spell.To - DateTimeOffset.MinValue ? spell.To - soak : DateTimeOffset.MinValue;
        counted.RemoveAll(old => old.To <= from);
        var bad = counted.Aggregate(TimeSpan.Zero, (sum, old) => sum + (old.To - (old.From > from ? old.From : from)));
        var isSpent = share <= 0 || bad > share * soak;
        if (isSpent)
            counted.Clear();
        return isSpent;
    }
}
