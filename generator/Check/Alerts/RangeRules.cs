using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-009: what needs two samples looks back for long enough to have them (as pint's promql/rate).</summary>
internal static class RangeRules
{
    public static Rule<ClusterContents> AreLongEnough { get; } =
        new("PRR-009", "The range of rate, irate, increase, delta, idelta and deriv is at least two scrape intervals.", Check)
        {
            Why = "They need two samples. A shorter range often holds one, and then there is no result: gaps, and alerts that resolve.",
            Mend = "Make the range longer (four intervals bear a scrape that fails), or scrape more often.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static readonly ImmutableHashSet<string> OfTwo = ["rate", "irate", "increase", "delta", "idelta", "deriv"];

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var contents = MonitoringContents.Of(cluster);
        var intervals = new Intervals(contents);
        foreach (var query in contents.Queries.Where(query => query.Rule is not null))
        foreach (var selector in Ranges(query.Expression).Distinct())
            Judge(query, selector, intervals, findings);
    }

    private static IEnumerable<VectorSelector> Ranges(PromqlNode node) =>
        node
            .All.OfType<FunctionCall>()
            .Where(call => OfTwo.Contains(call.Function))
            .SelectMany(call => call.Arguments.OfType<VectorSelector>())
            .Where(selector => selector.Range > TimeSpan.Zero && selector.Metric?.Contains(':', StringComparison.Ordinal) == false);

    private static void Judge(MetricQuery query, VectorSelector selector, Intervals intervals, Findings findings)
    {
        var (metric, range) = (selector.Metric!, selector.Range!.Value);
        if (intervals.Shortest(selector) is { } interval)
        {
            if (range < interval * 2)
                findings.Fail(
                    Messages.RangeTooShort(
                        query.At,
                        query.Title,
                        metric,
                        PromqlDuration.Text(range),
                        PromqlDuration.Text(interval),
                        PromqlDuration.Text(interval * 4)
                    )
                );
        }
        else if (range < Usual * 2)
            findings.CannotTell(Messages.RangePerhapsTooShort(query.At, query.Title, metric, PromqlDuration.Text(range)));
    }

    private sealed class Intervals(MonitoringContents contents)
    {
        private readonly Origins origins = new(contents.Endpoints);

        private readonly TimeSpan? ofServers = contents.Servers.IsEmpty ? null : contents.Servers.Min(server => server.ScrapeInterval);

        // Of all that there are, for what nobody knows the origin of.
        private readonly TimeSpan? ofAll = contents
            .Endpoints.Select(endpoint => endpoint.Interval)
            .Concat(contents.Servers.Select(server => (TimeSpan?)server.ScrapeInterval))
            .Min();

        public TimeSpan? Shortest(VectorSelector selector)
        {
            var found = origins.Of(selector);
            var own = found.Select(endpoint => endpoint.Interval ?? ofServers).ToList();
            return own.Count == 0
                ? contents.Servers.IsEmpty
                    ? null
                    : ofAll
                : own.Contains(null)
                    ? null
                    : own.Min();
        }
    }
}
