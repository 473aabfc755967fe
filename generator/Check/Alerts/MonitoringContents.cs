using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>What the clusters of an environment hold of monitoring, read once for all rules about it.</summary>
public sealed class MonitoringContents
{
    // Only as long as somebody else holds what it was read from.
    private static readonly ConditionalWeakTable<ClusterContents, MonitoringContents> Known = [];

    private MonitoringContents(ClusterContents contents)
    {
        Contents = contents;
        Servers = [.. PrometheusServer.Of(contents)];
        Groups =
        [
            .. contents.Objects.Objects.Where(one => one.GroupKind == RuleReader.GroupKind).SelectMany(RuleReader.Groups),
            .. contents.Parts.Select(part => part.Chart).OfType<ChartUse>().SelectMany(RuleReader.Groups),
        ];
        Rules = [.. Groups.SelectMany(group => group.Rules)];
        Dashboards = [.. contents.Objects.Objects.SelectMany(Dashboard.Of)];
        Endpoints = [.. new EndpointReader(contents.Objects).All()];
        Queries = [.. MetricQuery.Of(this)];
    }

    public ClusterContents Contents { get; }

    public ImmutableArray<PrometheusServer> Servers { get; }

    public ImmutableArray<RuleGroup> Groups { get; }

    public ImmutableArray<RuleEntry> Rules { get; }

    public IEnumerable<RuleEntry> Alerts => Rules.Where(rule => rule.Alert is not null);

    public ImmutableArray<Dashboard> Dashboards { get; }

    public ImmutableArray<ScrapeEndpoint> Endpoints { get; }

    /// <summary>Of rules and panels, as far as they are understood.</summary>
    public ImmutableArray<MetricQuery> Queries { get; }

    /// <summary>
    /// What brings such objects, or may: it says so, or it is the unknown rest of a cluster. What somebody runs in a namespace of
    /// its own is not taken for it: that makes series for itself.
    /// </summary>
    public IEnumerable<UnseenPart> Unseen(string groupKind) =>
        Contents.Unseen.Where(part => part.Kinds.Contains(groupKind) || (part.Kinds.IsEmpty && part.Namespaces.IsEmpty));

    public static MonitoringContents Of(ClusterContents contents) => Known.GetValue(contents, one => new MonitoringContents(one));
}
