using System.Collections.Immutable;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// From which of the scraped endpoints a selector's series come, as far as that can be told: those with the job that it names, else those
/// that are called as the metric begins, because exporters name their metrics so.
/// </summary>
internal sealed class Origins(ImmutableArray<ScrapeEndpoint> endpoints)
{
    // What an exporter is called beside the name that its metrics begin with.
    private static readonly ImmutableHashSet<string> Plain = ["agent", "app", "exporter", "metrics", "monitor", "server", "service"];

    private readonly Dictionary<string, ImmutableArray<ScrapeEndpoint>> known = new(StringComparer.Ordinal);

    private readonly ImmutableArray<(ScrapeEndpoint Endpoint, ImmutableArray<string[]> Words)> named =
    [
        .. endpoints.Select(endpoint => (endpoint, endpoint.Names.Select(Words).ToImmutableArray())),
    ];

    /// <summary>Empty where none is known.</summary>
    public ImmutableArray<ScrapeEndpoint> Of(VectorSelector selector)
    {
        var key = $"{selector.Metric}\n{string.Join('\n', Where(selector))}";
        return known.TryGetValue(key, out var found) ? found : known[key] = Find(selector);
    }

    /// <summary>No series of the selector can come from the endpoint.</summary>
    public static bool IsElsewhere(VectorSelector selector, ScrapeEndpoint endpoint) =>
        Jobs(selector).Any(matcher => endpoint.HasJob(matcher) == false);

    private static IEnumerable<LabelMatcher> Where(VectorSelector selector) =>
        Jobs(selector).Concat(selector.Of("metrics_path").Where(matcher => matcher.Type == MatcherType.Equal));

    private static IEnumerable<LabelMatcher> Jobs(VectorSelector selector) =>
        selector.Of("job").Where(matcher => matcher.NeedsLabel && !GrafanaVariables.IsIn(matcher.Value));

    private ImmutableArray<ScrapeEndpoint> Find(VectorSelector selector)
    {
        var jobs = Jobs(selector).ToList();
        var found =
            jobs.Count > 0
                ? endpoints.Where(endpoint => jobs.TrueForAll(matcher => endpoint.HasJob(matcher) ?? IsCalled(endpoint, matcher)))
                : Called(selector.Metric ?? "");
        var paths = selector.Of("metrics_path").Where(matcher => matcher.Type == MatcherType.Equal).ToList();
        return [.. found.Where(endpoint => paths.TrueForAll(path => path.Value == endpoint.MetricsPath))];
    }

    // A monitor of a Service that nobody sees is called as its job, by itself or behind the name of a release.
    private static bool IsCalled(ScrapeEndpoint endpoint, LabelMatcher job) =>
        job.Type == MatcherType.Equal && $"-{endpoint.Owner.Name}".EndsWith($"-{job.Value}", StringComparison.Ordinal);

    private IEnumerable<ScrapeEndpoint> Called(string metric)
    {
        if (!metric.Contains('_', StringComparison.Ordinal) || metric.Contains(':', StringComparison.Ordinal))
            return [];
        var words = Family(metric).Split('_');
        var scored = named
            .Select(one => (one.Endpoint, Score: one.Words.Select(name => Score(words, name)).DefaultIfEmpty(0).Max()))
            .Where(one => one.Score > 0)
            .ToList();
        var most = scored.Select(one => one.Score).DefaultIfEmpty(0).Max();
        var best = scored.Where(one => one.Score == most).Select(one => one.Endpoint);
        return metric.StartsWith("container_", StringComparison.Ordinal) ? Cadvisor([.. best]) : best;
    }

    // These two are not called as their metrics begin.
    private static string Family(string metric) =>
        metric.StartsWith("kube_", StringComparison.Ordinal) ? "kube_state_metrics"
        : metric.StartsWith("container_", StringComparison.Ordinal) ? "kubelet_"
        : metric;

    private static List<ScrapeEndpoint> Cadvisor(List<ScrapeEndpoint> kubelets) =>
        kubelets.FindAll(endpoint => endpoint.MetricsPath.EndsWith("/cadvisor", StringComparison.Ordinal)) is { Count: > 0 } found
            ? found
            : kubelets;

    private static string[] Words(string name) =>
        name.ToLowerInvariant().Split(['-', '_', '/', '.'], StringSplitOptions.RemoveEmptyEntries);

    // How many words of the metric stand in the name, from some word of it on, if nothing but plain words comes behind them.
    private static int Score(string[] metric, string[] name)
    {
        var best = 0;
        for (var start = 0; start < name.Length; start++)
        {
            var same = 0;
            while (start + same < name.Length && same < metric.Length && name[start + same] == metric[same])
                same++;
            if (same > 0 && name[start].Length > 2 && name.Skip(start + same).All(Plain.Contains))
                best = Math.Max(best, same);
        }

        return best;
    }
}
