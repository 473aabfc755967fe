using System.Collections.Immutable;

namespace GitOpsGen.Wiring.Cost;

/// <summary>How many series a target gave when somebody asked Prometheus; a label that is null was not asked for.</summary>
/// <param name="Service">Without its namespace.</param>
/// <param name="Path">Of the label <c>metrics_path</c>.</param>
public sealed record Sample(string Job, string? Namespace, string? Service, string? Path, double Series)
{
    /// <summary>The more of them, the closer it is to the target.</summary>
    public int Labels => new[] { Namespace, Service, Path }.Count(label => label is not null);

    public bool IsOf(Target target) => IsOf(target.Namespace, target.Service[(target.Service.IndexOf('/') + 1)..], target.Path);

    public bool IsOf(string space, string service, string path) =>
        (Namespace ?? space) == space && (Service ?? service) == service && (Path ?? path) == path;
}

/// <summary>What was measured: the answer of a Prometheus, and how many nodes the clusters have.</summary>
/// <param name="Nodes">By environment; under the empty name for every other.</param>
public sealed class Samples(ImmutableArray<Sample> all, ImmutableDictionary<string, int> nodes)
{
    private readonly ILookup<string, Sample> jobs = all.ToLookup(sample => sample.Job, StringComparer.Ordinal);

    public static Samples None { get; } = new([], ImmutableDictionary<string, int>.Empty);

    /// <param name="name">As <see cref="Kubernetes.ClusterContents.Name"/>: an environment, or one cluster of it.</param>
    public int? NodesOf(string name) =>
        new[] { name, name.Split('/')[0], "" }.Where(nodes.ContainsKey).Select(known => (int?)nodes[known]).FirstOrDefault();

    /// <summary>The mean of those that are closest; null where none is of the target.</summary>
    public double? SeriesOf(string job, Func<Sample, bool> isOf) =>
        jobs[job].Where(isOf).GroupBy(sample => sample.Labels).OrderByDescending(group => group.Key).FirstOrDefault() is { } closest
            ? closest.Average(sample => sample.Series)
            : null;
}
