using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Wiring;

/// <summary>One monitor, as one Prometheus reads it.</summary>
/// <param name="Steps">The hops in their order, up to the first that does not hold; of several endpoints those of each.</param>
public sealed record MonitorWiring(Scraper Scraper, Manifest Monitor, MonitorKind Kind, ImmutableArray<Step> Steps)
{
    /// <summary>Every hop up to the operator's validation holds.</summary>
    public required Answer Selected { get; init; }

    /// <summary>Whether anything is scraped; of a PrometheusRule the same as <see cref="Selected"/>.</summary>
    public required Answer Works { get; init; }

    public ImmutableArray<Target> Targets { get; init; } = [];

    /// <summary>The first hop that fails or cannot be decided; null where all hold.</summary>
    public Step? Failing { get; init; }

    /// <summary>Endpoints that get nothing, though others do.</summary>
    public ImmutableArray<(string Endpoint, Step Step)> Gaps { get; init; } = [];

    public ImmutableArray<WiringWarning> Warnings { get; init; } = [];

    public Hop FirstFailingHop => Failing?.Hop ?? Hop.None;
}
