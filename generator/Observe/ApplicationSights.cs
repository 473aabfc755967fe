using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.ArgoCd;

namespace GitOpsGen.Observe;

/// <summary>An Application that is looked for, and the unit that it is of.</summary>
public sealed record Sought(ExpectedUnit Unit, ExpectedApplication Application);

/// <summary>
/// What one Argo CD says of the Applications that it should have. A list for each project tells of nearly all of them; those that it
/// lacks, or has as they were before, are asked for one by one and compared with git anew.
/// </summary>
/// <param name="limit">For all of it; what is not answered by then is not known.</param>
internal sealed class ApplicationSights(
    ArgoCdClient client,
    RevisionContents contents,
    Func<string, bool> isOurs,
    DateTimeOffset stale,
    TimeSpan limit
)
{
    private const int AtOnce = 8;
    private const string Label = "gitopsgen.io/environment";
    private const int LongestSelector = 2000;

    private readonly ConcurrentDictionary<Sought, Sight> sights = new();
    private Sight? trouble;

    /// <summary>Why it could not be asked at all; null where it could.</summary>
    public string? Trouble => trouble?.Trouble;

    public Sight this[Sought sought] => sights.GetValueOrDefault(sought) ?? trouble ?? Late();

    public async Task ReadAsync(IReadOnlyList<Sought> all, CancellationToken cancellation)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(limit);
        try
        {
            foreach (var project in all.GroupBy(sought => sought.Application.Name.Project, StringComparer.Ordinal))
                await ListAsync(project.Key, [.. project], timed.Token);
            await LearnAsync(all, cancellation);
            await RefreshAsync([.. all.Where(IsToRefresh)], timed.Token);
            await LearnAsync(all, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What was not asked yet is told as late.
            await LearnAsync(all, cancellation);
        }
    }

    private async Task ListAsync(string project, IReadOnlyList<Sought> all, CancellationToken cancellation)
    {
        if (trouble is not null)
            return;
        var (applications, failed) = await client.ListAsync(project, Selector(all), cancellation);
        if (failed is { IsOfServer: true })
            trouble = failed;
        var named = applications.DistinctBy(one => one.Name).ToDictionary(one => one.Name);
        foreach (var sought in all)
            if (named.GetValueOrDefault(sought.Application.Name) is { } found)
                sights[sought] = Sight.Of(found);
    }

    private static string Selector(IEnumerable<Sought> all)
    {
        var environments = all.Select(sought => sought.Unit.Unit.Environment).Distinct(StringComparer.Ordinal);
        var selector = $"{Label} in ({string.Join(',', environments)})";
        return selector.Length <= LongestSelector ? selector : Label;
    }

    private Task LearnAsync(IEnumerable<Sought> all, CancellationToken cancellation) =>
        contents.LearnAsync(
            all.SelectMany(sought => Revisions(sought).Select(revision => (revision, sought.Application.Paths))),
            cancellation
        );

    private IEnumerable<string> Revisions(Sought sought) =>
        sights.GetValueOrDefault(sought)?.Application is { } application
            ? application.Compared.Of(isOurs).Concat(application.Last?.Revisions.Of(isOurs) ?? [])
            : [];

    // One that was not compared for long may be of an Argo CD that looks no more.
    private bool IsToRefresh(Sought sought) =>
        sights.GetValueOrDefault(sought)?.Application is not { } application
        || !(application.ReconciledAt >= stale)
        || application.Compared.Of(isOurs).Any(revision => contents.Match(revision, sought.Application.Paths) != ContentMatch.Same);

    private Task RefreshAsync(IReadOnlyList<Sought> all, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (sought, cancel) =>
            {
                if (trouble is not null)
                    return;
                var sight = await client.RefreshedAsync(sought.Application.Name, cancel);
                // Whoever cannot be reached now will not be reached by the next request either.
                if (sight.IsOfServer)
                    trouble = sight;
                sights[sought] = sight;
            }
        );

    private Sight Late() =>
        Sight.Failed($"Argo CD at {client.Host} did not answer for all Applications within {limit.TotalSeconds:0} seconds");
}
