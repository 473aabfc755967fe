using System.Collections.Immutable;

namespace GitOpsGen.Wiring.Cost;

/// <summary>What is scraped in the clusters of an environment, or at a path, in samples a minute.</summary>
/// <param name="Name">As <see cref="Kubernetes.ClusterContents.Name"/>.</param>
/// <param name="Clusters">How many hold the same.</param>
/// <param name="Nodes">Of each of them; null where nobody says it.</param>
public sealed record ScrapeCost(
    string Name,
    int Clusters,
    int? Nodes,
    ImmutableArray<ScrapeJob> Jobs,
    ImmutableArray<NotCounted> NotCounted
)
{
    public bool IsEmpty => Jobs.IsEmpty && NotCounted.IsEmpty;

    public Amount Total => Amount.Sum(Jobs.Select(Of));

    /// <summary>The apps with something to say of, by name.</summary>
    public IEnumerable<string> Apps =>
        Jobs.Select(job => job.App)
            .Concat(NotCounted.Select(one => one.App))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    public IEnumerable<ScrapeJob> JobsOf(string app) => Jobs.Where(job => job.App == app);

    public Amount Of(string app) => Amount.Sum(JobsOf(app).Select(Of));

    /// <summary>In all clusters together.</summary>
    public Amount Of(ScrapeJob job) => job.PerMinute.WithNodes(Nodes) * Clusters;
}
