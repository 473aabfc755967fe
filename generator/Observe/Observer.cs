using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe;

/// <summary>
/// Looks at units once: asks each Argo CD that the caller named, and Prometheus. What could not be seen is an observation of its own.
/// </summary>
/// <param name="limit">For each Argo CD.</param>
public sealed class Observer(
    Servers servers,
    RevisionContents contents,
    FleetSettings settings,
    TimeSpan limit,
    TimeProvider clock,
    DiagnosticBag diagnostics
)
{
    /// <summary>A server could not be asked at all.</summary>
    public bool HasUnreached { get; private set; }

    public async Task<ImmutableArray<Observation>> LookAsync(IReadOnlyList<ExpectedUnit> units, CancellationToken cancellation)
    {
        var seen = new ConcurrentDictionary<Sought, Verdict>();
        var all = units.SelectMany(unit => unit.Applications.Select(application => new Sought(unit, application))).ToList();
        var groups = all.GroupBy(sought => sought.Unit.ArgoCd, StringComparer.Ordinal);
        // One that keeps everybody waiting must not keep the others from being asked.
        await Task.WhenAll(groups.Select(group => LookAsync(group.Key, [.. group], seen, cancellation)));
        var metrics = new MetricReadings(servers, diagnostics);
        var readings = await metrics.ReadAsync(all, cancellation);
        HasUnreached |= metrics.HasUnreached;
        return [.. all.Select(sought => Seen(sought, seen[sought], readings[sought]))];
    }

    /// <summary>What is known of an Application without looking at it.</summary>
    public static Observation Seen(Sought sought, Verdict verdict, ImmutableArray<Reading> readings)
    {
        var unit = sought.Unit.Unit;
        return new Observation(unit.Environment, unit.App, sought.Application.Cluster)
        {
            Release = unit.Release,
            Phase = unit.Phase,
            Content = unit.Content,
            Health = verdict.Health,
            Reason = verdict.Reason,
            Readings = readings,
        };
    }

    private async Task LookAsync(
        string? url,
        IReadOnlyList<Sought> all,
        ConcurrentDictionary<Sought, Verdict> seen,
        CancellationToken cancellation
    )
    {
        if (servers.ArgoCd(url) is not { } client)
        {
            HasUnreached = true;
            diagnostics.Add(NotNamed(url, all));
            foreach (var sought in all)
                seen[sought] = Verdict.Unknown("not asked", "nobody but the fleet's files names its Argo CD");
            return;
        }

        var stale = clock.GetUtcNow() - settings.Promotion.MaxGap / 2;
        var sights = new ApplicationSights(client, contents, IsOurs, stale, limit);
        await sights.ReadAsync(all, cancellation);
        foreach (var sought in all)
            seen[sought] = Judge(sought, sights[sought]);
        if (sights.Trouble is not { } trouble)
            return;
        HasUnreached = true;
        diagnostics.Add(Messages.ArgoCdNotAsked(trouble, all.Count(sought => sights[sought].Application is null)));
    }

    private Verdict Judge(Sought sought, Sight sight) =>
        sight switch
        {
            { Application: { } application } => new Acceptance(
                application,
                IsOurs,
                revision => contents.Match(revision, sought.Application.Paths),
                sought.Application.Chart
            ).Judge(),
            { Trouble.Length: > 0 } => Verdict.Unknown("not seen", sight.Trouble),
            // The root makes it a while after git has it; nothing of what it would run is wrong yet.
            _ => Verdict.Progressing(
                "no Application",
                $"Argo CD has no {sought.Application.Name.Name} in project {sought.Application.Name.Project}"
            ),
        };

    private bool IsOurs(string repository) => RepositoryAddress.IsSame(repository, settings.RepositoryUrl);

    private static Diagnostic NotNamed(string? url, IReadOnlyList<Sought> all)
    {
        var environments = all.Select(sought => sought.Unit.Unit.Environment).Distinct(StringComparer.Ordinal).ToList();
        var mend =
            "Set ARGOCD_SERVER and ARGOCD_AUTH_TOKEN (or --argocd-token-file), log in with `argocd login`, or leave these environments out "
            + "with --env.";
        return url is null
            ? Messages.NoServer(string.Join(", ", environments), mend)
            : Messages.ServerNotNamed(all[0].Unit.At, "Argo CD", url, mend);
    }
}
