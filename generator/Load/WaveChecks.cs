using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Load;

/// <summary>Holds the waves against the clusters of the environments that belong to them.</summary>
public sealed class WaveChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    private readonly ImmutableArray<Wave> waves = [.. fleet.Settings.Waves.DistinctBy(wave => wave.Name, StringComparer.Ordinal)];

    public void Check()
    {
        if (fleet.Settings.Unreadable.Contains("waves"))
            return;
        foreach (var wave in waves.Where(wave => wave.Enter.Checks.Contains(EnterGate.Status)))
            diagnostics.Add(Messages.WaitsForItself(wave.At, wave.Name, EnterGate.Status));
        var empty = WithoutClusters().ToList();
        foreach (var wave in empty)
            diagnostics.Add(Messages.WaveWithoutClusters(wave.At, wave.Name));
        if (PercentagesRise() && !waves.Any(wave => wave.Unreadable.Contains("percent")))
            Percentages([.. empty.Select(wave => wave.Name)]);
    }

    // A wave that an environment names has nothing wrong with it when that environment's clusters have.
    private IEnumerable<Wave> WithoutClusters()
    {
        var named = fleet.Environments.Values.Select(WaveOf).ToHashSet(StringComparer.Ordinal);
        return MayBeAnywhere() ? [] : waves.Where(wave => !named.Contains(wave.Name));
    }

    // Some environment belongs to a wave that cannot be told.
    private bool MayBeAnywhere() => !fleet.UnreadableNames.Environments.IsEmpty || fleet.Environments.Values.Any(IsSomewhere);

    private bool IsSomewhere(EnvironmentSettings environment) =>
        environment.Unreadable.Contains("wave") || (environment.Wave is not null && WaveOf(environment) is null);

    // A wave that does not exist is reported; the one that was probably meant is counted.
    private string? WaveOf(EnvironmentSettings environment) =>
        environment.Wave is not { } said ? null
        : waves.Any(wave => wave.Name == said.Text) ? said.Text
        : Nearest.To(said.Text, waves.Select(wave => wave.Name));

    private bool PercentagesRise()
    {
        var (before, rise) = (0, true);
        foreach (var wave in waves)
        {
            if (wave.Percent is not { } percent)
                continue;
            if (percent <= before)
                diagnostics.Add(Messages.PercentagesFall(wave.PercentAt, wave.Name, percent, before));
            rise &= percent > before;
            before = percent;
        }

        return rise;
    }

    private void Percentages(IReadOnlyList<string> empty)
    {
        var (latest, first) = (Count(fleet.Environments.Values.Reverse()), Count(fleet.Environments.Values));
        var doubts = Doubts(empty, [.. first.Keys]).ToList();
        if (
            doubts.Count > 1
            || new[] { first, latest }.Any(counts => doubts.SelectMany(waves => waves).Append("").Any(wave => CouldFit(counts, wave)))
        )
            return;
        // With a cluster in doubt only the first difference is sure.
        foreach (var (begin, end) in Runs(first).Take(doubts.Count == 0 ? int.MaxValue : 1))
            diagnostics.Add(
                Messages.PercentageNotMet(
                    begin.Wave.At,
                    begin.Wave.Name,
                    begin.Wave.Percent!.Value,
                    begin.Expected,
                    begin.Found,
                    first.Values.Sum(),
                    end?.Wave.Name
                )
            );
    }

    /// <summary>
    /// For each thing that is wrong and reported already: the percent waves in which clusters may be missing because of it.
    /// </summary>
    private IEnumerable<IReadOnlyList<string>> Doubts(IReadOnlyList<string> empty, IReadOnlyList<string> percentWaves)
    {
        foreach (var _ in fleet.UnreadableNames.Environments)
            yield return percentWaves;
        foreach (var wave in empty.Where(percentWaves.Contains))
            yield return [wave];
        foreach (var environment in fleet.Environments.Values)
        {
            if (IsSomewhere(environment))
                yield return percentWaves;
            else if (
                WaveOf(environment) is { } wave
                && percentWaves.Contains(wave)
                && (environment.IsAbstract || environment.ClusterCount == 0)
            )
                yield return [wave];
        }
    }

    /// <summary>The clusters of each percent wave. A cluster that two environments claim counts for the one that comes first.</summary>
    private Dictionary<string, int> Count(IEnumerable<EnvironmentSettings> environments)
    {
        var counts = waves.Where(wave => wave.Percent is not null).ToDictionary(wave => wave.Name, _ => 0, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var environment in environments)
        {
            var unnamed = environment.ClusterCount - environment.Clusters.Length;
            var own = environment.Clusters.Count(cluster => seen.Add(cluster.Name)) + unnamed;
            if (WaveOf(environment) is { } wave && counts.ContainsKey(wave))
                counts[wave] += own;
        }

        return counts;
    }

    /// <summary>The percentages are met, if need be with some more clusters in <paramref name="wave"/>.</summary>
    private bool CouldFit(Dictionary<string, int> counts, string wave)
    {
        if (wave.Length == 0)
            return Deviations(counts).All(deviation => deviation.By == 0);
        var most = (counts.Values.Sum() * 10) + 10;
        return Enumerable
            .Range(1, most)
            .Any(more =>
                Deviations(new Dictionary<string, int>(counts, StringComparer.Ordinal) { [wave] = counts[wave] + more })
                    .All(deviation => deviation.By == 0)
            );
    }

    private IEnumerable<Deviation> Deviations(Dictionary<string, int> counts)
    {
        var (total, found) = (counts.Values.Sum(), 0);
        foreach (var wave in waves.Where(wave => wave.Percent is not null))
        {
            found += counts[wave.Name];
            yield return new Deviation(wave, ((total * wave.Percent!.Value) + 99) / 100, found);
        }
    }

    /// <summary>Where a difference begins, and the wave that ends it: clusters moved between the two mend all that lies between.</summary>
    private IEnumerable<(Deviation Begin, Deviation? End)> Runs(Dictionary<string, int> counts)
    {
        var all = Deviations(counts).ToList();
        for (var i = 0; i < all.Count; i++)
            if (all[i].By != 0 && (i == 0 || all[i - 1].By != all[i].By))
                yield return (all[i], all.Skip(i + 1).FirstOrDefault(later => later.By != all[i].By));
    }

    private sealed record Deviation(Wave Wave, int Expected, int Found)
    {
        public int By => Found - Expected;
    }
}
