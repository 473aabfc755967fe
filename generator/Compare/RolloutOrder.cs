using System.Collections.Immutable;

namespace GitOpsGen.Compare;

/// <summary>
/// Environments in the order in which a change reaches them: by the fleet's waves, then by name; those without a wave last.
/// </summary>
/// <param name="waves">In the fleet's order.</param>
/// <param name="waveOf">By environment; one that is not there is in no wave.</param>
public sealed class RolloutOrder(IEnumerable<string> waves, IReadOnlyDictionary<string, string> waveOf) : IComparer<string>
{
    private readonly Dictionary<string, int> ranks = waves
        .Distinct(StringComparer.Ordinal)
        .Select((wave, rank) => (wave, rank))
        .ToDictionary(pair => pair.wave, pair => pair.rank, StringComparer.Ordinal);

    public static RolloutOrder ByName { get; } = new([], ImmutableDictionary<string, string>.Empty);

    /// <summary>Empty where it is in none that the fleet has.</summary>
    public string Wave(string environment) => waveOf.TryGetValue(environment, out var wave) && ranks.ContainsKey(wave) ? wave : "";

    public int Compare(string? x, string? y) => Rank(x).CompareTo(Rank(y)) is not 0 and var byWave ? byWave : string.CompareOrdinal(x, y);

    /// <summary>The same groups, each with its places in this order.</summary>
    public ImmutableArray<ChangeGroup> Of(IEnumerable<ChangeGroup> groups) =>
        [.. groups.Select(group => group with { Where = [.. group.Where.OrderBy(place => place.Environment, this)] })];

    // What belongs to no environment comes first.
    private int Rank(string? environment) =>
        string.IsNullOrEmpty(environment) ? -1 : ranks.GetValueOrDefault(Wave(environment), int.MaxValue);
}
