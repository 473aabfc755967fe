using System.Collections.Immutable;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Compare.Risks;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Compare.States;

/// <summary>
/// How much more or less is scraped after a change. It looks only at environments in which something changes that the wiring reads; what
/// it cannot tell it says in a note, and never fails.
/// </summary>
/// <param name="charts">What was inflated for this comparison.</param>
internal sealed class CostComparison(FleetSide old, FleetSide @new, HelmCharts charts)
{
    private const int MostNotes = 6;

    private readonly Dictionary<(string App, Amount Before, Amount After, bool IsAssumed), List<string>> changes = [];
    private readonly Dictionary<NotCounted, List<string>> untold = [];
    private readonly List<string> notes = [];

    /// <param name="groups">What changes.</param>
    /// <param name="environments">All there are, in the order in which they are listed.</param>
    public async Task<CostDiff> CompareAsync(
        IReadOnlyList<ChangeGroup> groups,
        IEnumerable<string> environments,
        CancellationToken cancellation
    )
    {
        var touched = Touched(groups);
        var looked = environments.Where(touched.Contains).ToList();
        if (looked.Count == 0)
            return CostDiff.None;
        var samples = ReadSamples();
        var (before, after) = (new SideContents(old, charts), new SideContents(@new, charts));
        foreach (var environment in looked)
            if (await WhyNotAsync(environment, before, after, samples, cancellation) is { } why)
                notes.Add($"How much is scraped in {environment} cannot be told: {why}");
        return Found();
    }

    // What is read here beside what changed may be missing, as in a partial clone; the rest of the comparison does not need it.
    private async Task<string?> WhyNotAsync(
        string environment,
        SideContents before,
        SideContents after,
        Samples samples,
        CancellationToken cancellation
    )
    {
        try
        {
            // One environment is in memory at a time.
            var documents = new Dictionary<ReadOnlyMemory<byte>, Manifests>(BytesComparer.Instance);
            if (
                await before.OfAsync(environment, documents, cancellation) is not { } left
                || await after.OfAsync(environment, documents, cancellation) is not { } right
            )
                return "a file of it is not readable.";
            Compare(environment, Costs(left, samples), Costs(right, samples));
            return null;
        }
        catch (DiagnosedException error)
        {
            return error.Diagnostic.Message;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{FileErrors.Reason(error)}.";
        }
    }

    private HashSet<string> Touched(IEnumerable<ChangeGroup> groups)
    {
        var touched = groups
            .Where(ScrapedObjects.Concerns)
            .SelectMany(group => group.Where)
            .Select(place => place.Environment)
            .ToHashSet(StringComparer.Ordinal);
        touched.UnionWith(
            @new.Paths.Where(path => !old.IsKnownSame(path, @new))
                .Select(FleetLayout.Read)
                .OfType<EnvironmentFile>()
                .Select(file => file.Environment)
                .Where(name => Clusters(old, name) != Clusters(@new, name))
        );
        return touched;
    }

    private static int Clusters(FleetSide side, string environment) => side.Descriptions.Environment(environment)?.Clusters.Length ?? 0;

    // Both sides by the same measure: that somebody measured anew changes nothing in a cluster.
    private Samples ReadSamples()
    {
        var found = new DiagnosticBag();
        if (FleetSamples.Of(@new.Files, found) is { } samples)
            return samples;
        var (at, message) = found.Sorted() is [{ At: { } place } first, ..] ? ($"{place}: ", first.Message) : ("", "");
        notes.Add($"{FleetLayout.Samples} counts for nothing, so what is scraped is counted by known and assumed series. {at}{message}");
        return Samples.None;
    }

    private static List<ScrapeCost> Costs(IEnumerable<ClusterContents> all, Samples samples) =>
        [.. all.Select(contents => ScrapeCosts.Of(Wirings.Of(contents), samples))];

    private void Compare(string environment, List<ScrapeCost> before, List<ScrapeCost> after)
    {
        foreach (var app in before.Concat(after).SelectMany(cost => cost.Apps).Distinct(StringComparer.Ordinal))
        {
            var (left, right) = (Sum(before, app), Sum(after, app));
            if (left != right)
                Add(changes, (app, left, right, IsAssumed(before, app) || IsAssumed(after, app)), environment);
        }

        var known = before.SelectMany(cost => cost.NotCounted).ToHashSet();
        foreach (var one in after.SelectMany(cost => cost.NotCounted).Distinct().Where(one => !known.Contains(one)))
            Add(untold, one, environment);
    }

    private static void Add<TKey>(Dictionary<TKey, List<string>> places, TKey key, string environment)
        where TKey : notnull
    {
        if (!places.TryGetValue(key, out var known))
            places[key] = known = [];
        known.Add(environment);
    }

    private static Amount Sum(IEnumerable<ScrapeCost> costs, string app) => Amount.Sum(costs.Select(cost => cost.Of(app))).Rounded();

    private static bool IsAssumed(IEnumerable<ScrapeCost> costs, string app) =>
        costs.SelectMany(cost => cost.JobsOf(app)).Any(job => job.Series.Origin != SeriesOrigin.Measured);

    private CostDiff Found()
    {
        var all = untold
            .OrderBy(one => one.Key.App, StringComparer.Ordinal)
            .ThenBy(one => one.Key.What, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Reason, StringComparer.Ordinal)
            .Select(one => $"What {one.Key.What} has scraped in {Phrases.Cut(one.Value)} is not counted: {one.Key.Reason}")
            .ToList();
        return new CostDiff(
            [
                .. changes
                    .Select(one => new CostChange(one.Key.App, [.. one.Value], one.Key.Before, one.Key.After, one.Key.IsAssumed))
                    .OrderBy(change => change.App, StringComparer.Ordinal)
                    .ThenByDescending(change => Math.Abs(change.Difference.Most))
                    .ThenBy(change => change.Environments[0], StringComparer.Ordinal),
            ],
            [
                .. notes,
                .. all.Take(MostNotes),
                .. all.Count > MostNotes
                    ? [$"{all.Count - MostNotes} more that are scraped are not counted; `gitopsgen wiring --cost` names them."]
                    : Array.Empty<string>(),
            ]
        );
    }
}

/// <summary>What a comparison found of how much is scraped.</summary>
/// <param name="Notes">What it could not tell.</param>
internal sealed record CostDiff(ImmutableArray<CostChange> Changes, ImmutableArray<string> Notes)
{
    public static CostDiff None { get; } = new([], []);
}
