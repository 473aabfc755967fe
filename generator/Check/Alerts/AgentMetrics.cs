using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// PRR-002: where metrics come from the ama-metrics agent, nothing is asked for that its profile drops. Only metrics that the agent's own
/// targets bring are looked at: it filters neither custom jobs nor monitors.
/// </summary>
internal static class AgentMetrics
{
    public static Rule<ClusterContents> AreKept { get; } =
        new(
            "PRR-002",
            "Where the metrics come from the ama-metrics agent, no rule or panel asks for one that the agent does not scrape, or that "
                + "its minimal ingestion profile drops.",
            Check
        )
        {
            Why =
                "The agent keeps a short list of each target's metrics by default; an alert on another never fires, and its panel is "
                + "empty.",
            Mend =
                "Add the metric to the target's keep list in ama-metrics-settings-configmap (`default-targets-metrics-keep-list`), "
                + "switch the "
                + "target on, or ask for a metric that is kept.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        if (AgentSettings.Of(cluster) is not { } settings)
            return;
        var contents = MonitoringContents.Of(cluster);
        var filter = new AgentFilter(settings, contents.Endpoints);
        var sources = new DataSources(contents);
        foreach (var query in contents.Queries.Where(sources.IsOfAgent))
        foreach (var selector in query.Expression.Selectors.DistinctBy(selector => (selector.Metric, Job(selector))))
            Judge(query, selector, filter, sources.Doubt(query), findings);
    }

    private static void Judge(MetricQuery query, VectorSelector selector, AgentFilter filter, string? other, Findings findings)
    {
        if (selector.Metric is not { } metric)
            return;
        var verdict = filter.Judge(metric, Job(selector));
        if (verdict.Reason is not { } reason)
            return;
        if ((verdict.Doubt ?? other) is { } doubt)
            findings.CannotTell(Messages.MetricPerhapsDropped(query.At, query.Title, metric, reason, doubt));
        else
            findings.Fail(Messages.MetricDropped(query.At, query.Title, metric, reason, verdict.Mend, AgentFilter.Nearest(metric)));
    }

    private static string? Job(VectorSelector selector) =>
        selector.Of("job").FirstOrDefault(matcher => matcher.Type == MatcherType.Equal && !GrafanaVariables.IsIn(matcher.Value))?.Value;
}

/// <summary>What becomes of a metric.</summary>
/// <param name="Reason">Why it is not there; null where it is, or nobody knows of it.</param>
/// <param name="Doubt">Why it may be there all the same.</param>
internal sealed record AgentVerdict(string? Reason, string? Doubt, string Mend)
{
    public static AgentVerdict Kept { get; } = new(null, null, "");
}

/// <summary>What passes the agent's keep lists with the settings of one environment.</summary>
internal sealed class AgentFilter(AgentSettings settings, ImmutableArray<ScrapeEndpoint> endpoints)
{
    // The jobs of kube-prometheus-stack that the agent calls otherwise.
    private static readonly ImmutableDictionary<string, string> OtherJobs = new Dictionary<string, string>
    {
        ["node-exporter"] = "node",
        ["coredns"] = "kube-dns",
        ["apiserver"] = "kube-apiserver",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly ImmutableArray<ScrapeEndpoint> own = [.. endpoints.Where(endpoint => endpoint.IsOfAgent)];

    public AgentVerdict Judge(string metric, string? job)
    {
        if (job is not null && own.Any(endpoint => endpoint.Jobs.Contains(job, StringComparer.Ordinal)))
            return AgentVerdict.Kept;
        var family = AgentProfile.Of(metric);
        var pinned = AgentProfile.Targets.Where(target => target.Job == job).ToImmutableArray();
        if (!family.IsEmpty && job is not null && pinned.IsEmpty && OtherJobs.TryGetValue(job, out var other))
            return new($"no job of the agent is called {job}", null, $"Ask for job=\"{other}\", as the agent calls it.");
        var targets = family.IsEmpty ? pinned : family;
        if (
            targets.IsEmpty
            || metric.Contains(':', StringComparison.Ordinal)
            || metric is "up"
            || metric.StartsWith("scrape_", StringComparison.Ordinal)
        )
            return AgentVerdict.Kept;
        return Judge(metric, targets);
    }

    /// <summary>Those kept that a metric of the same target may have been meant for.</summary>
    public static string? Nearest(string metric) =>
        Diagnostics.Nearest.To(metric, AgentProfile.Of(metric).SelectMany(target => target.Kept));

    private AgentVerdict Judge(string metric, ImmutableArray<AgentTarget> targets)
    {
        var on = targets.Where(settings.IsOn).ToList();
        var passes = on.Select(target => Passes(target, metric)).ToList();
        if (passes.Contains(true))
            return AgentVerdict.Kept;
        var doubt = passes.Contains(null) ? "the target's own keep list has a pattern that cannot be read here" : Other(metric, targets);
        var names = string.Join(" and ", targets.Select(target => target.Name));
        return on.Count == 0
            ? new($"the agent's target {names} is off", doubt, $"Switch it on in ama-metrics-settings-configmap: {targets[0].Name} = true.")
            : new(
                $"the minimal ingestion profile of the agent's target {string.Join(" and ", on.Select(target => target.Name))} drops it",
                doubt,
                $"Add it to the keep list in ama-metrics-settings-configmap: {on[0].Name} = \"{metric}\"."
            );
    }

    // An own list that is no pattern leaves every target without a filter; whether it is one nobody can tell here.
    private bool? Passes(AgentTarget target, string metric)
    {
        var isOwn = settings.OwnLists.GetValueOrDefault(target.Name) is { Length: > 0 } own ? Matching.Anchored(own, metric) : false;
        if (settings.OwnLists.Values.Any(list => list.Length > 0 && Re2Pattern.Of(list) is null))
            return null;
        if (!settings.IsMinimal)
            return isOwn == true || settings.OwnLists.GetValueOrDefault(target.Name) is null or "";
        return isOwn == true || target.Kept.Any(kept => Matching.Anchored(kept, metric) == true);
    }

    // A monitor or job that is called like the target's program may bring what the target does not.
    private string? Other(string metric, ImmutableArray<AgentTarget> targets)
    {
        var found =
            new Origins(own).Of(new VectorSelector(metric, [])).FirstOrDefault()
            ?? own.FirstOrDefault(endpoint =>
                endpoint.Names.Any(name => targets.Any(target => name.Contains(target.Program, StringComparison.Ordinal)))
            );
        return found is null ? null : $"{found.Title} may bring it";
    }
}

/// <summary>Whose metrics a query reads: the agent's (Azure Monitor), or those of a Prometheus in the cluster.</summary>
internal sealed class DataSources(MonitoringContents contents)
{
    private const string Server = "monitoring.coreos.com/Prometheus";

    private const string AzureHost = ".prometheus.monitor.azure.com";

    // Grafana's sidecar reads data sources from ConfigMaps with this label.
    private readonly ImmutableHashSet<string> azure =
    [
        .. contents
            .Contents.Objects.Objects.Where(one => one.GroupKind == "ConfigMap" && one.Label("grafana_datasource") is not null)
            .SelectMany(OfAzure),
    ];

    private readonly bool hasServer = !contents.Servers.IsEmpty || contents.Contents.Unseen.Any(part => part.Kinds.Contains(Server));

    /// <summary>Why the metrics may be another's after all; null where they are not.</summary>
    public string? Doubt(MetricQuery query) =>
        query.Source is { } source && azure.Contains(source) ? null
        : contents.Unseen(Server).FirstOrDefault() is { } part ? $"a Prometheus may be in the cluster, too ({part.Why})"
        : null;

    public bool IsOfAgent(MetricQuery query) => !hasServer || (query.Source is { } source && azure.Contains(source));

    private static IEnumerable<string> OfAzure(Manifest map) =>
        (map.Document.Map("data")?.Entries ?? [])
            .Select(entry => entry.Value)
            .OfType<Yaml.YamlScalar>()
            .SelectMany(text => Yaml.YamlReader.ReadAll(text.At.File, text.Text, new DiagnosticBag()) ?? [])
            .OfType<Yaml.YamlMap>()
            .SelectMany(document => document.List("datasources").OfType<Yaml.YamlMap>())
            .Where(source => source.Text("url")?.Contains(AzureHost, StringComparison.Ordinal) == true)
            .SelectMany(source => new[] { source.Text("uid"), source.Text("name") })
            .OfType<string>();
}
