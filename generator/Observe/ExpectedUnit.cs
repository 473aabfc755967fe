using System.Collections.Immutable;
using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote;

namespace GitOpsGen.Observe;

/// <summary>An app in an environment as git says, and where it is looked at.</summary>
/// <param name="ArgoCd">Where the fleet says that its Argo CD answers; null where it does not.</param>
/// <param name="Prometheus">Where the fleet says that its Prometheus answers; null where it does not.</param>
public sealed record ExpectedUnit(PromotedUnit Unit, string? ArgoCd, string? Prometheus)
{
    /// <summary>Where the fleet says it of Argo CD, or might.</summary>
    public required Position At { get; init; }

    /// <summary>Where the fleet says it of Prometheus, or might.</summary>
    public required Position PrometheusAt { get; init; }

    /// <summary>One for each of its clusters.</summary>
    public required ImmutableArray<ExpectedApplication> Applications { get; init; }

    /// <summary>What Prometheus is asked for each of them.</summary>
    public ImmutableArray<MetricQuery> Queries { get; init; } = [];

    public required string Namespace { get; init; }
}

/// <summary>The Application of an app in a cluster, as the render writes it or has an ApplicationSet make it.</summary>
/// <param name="Paths">What of the repository it is made from, relative to its root.</param>
public sealed record ExpectedApplication(string Cluster, ApplicationName Name, ImmutableArray<string> Paths)
{
    /// <summary>The chart that Argo CD inflates for it; null where it inflates none from outside of the repository.</summary>
    public ExpectedChart? Chart { get; init; }
}

public sealed record ExpectedChart(string Name, string Version);
