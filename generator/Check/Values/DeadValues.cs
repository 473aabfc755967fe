namespace GitOpsGen.Check.Values;

/// <summary>Finds among many values those that do nothing, by leaving them out.</summary>
public static class DeadValues
{
    /// <summary>
    /// Halves what makes a difference, so that few dead values among many live ones, and the other way round, cost few trials. Values that
    /// do nothing only together are found where the halving meets them together.
    /// </summary>
    /// <param name="isSameWithout">Whether the result is the same with all of these left out.</param>
    public static async Task<IReadOnlyList<T>> FindAsync<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, Task<bool>> isSameWithout)
    {
        if (values.Count == 0)
            return [];
        if (await isSameWithout(values))
            return values;
        if (values.Count == 1)
            return [];
        var half = values.Count / 2;
        var dead = await Task.WhenAll(
            FindAsync<T>([.. values.Take(half)], isSameWithout),
            FindAsync<T>([.. values.Skip(half)], isSameWithout)
        );
        return [.. dead.SelectMany(found => found)];
    }
}
