using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What discovery finds at one port, before any relabeling.</summary>
/// <param name="PortName">Of the Service's port that leads there; null where none does.</param>
/// <param name="Declared">The container's port; null where the number is not declared.</param>
internal sealed record Candidate(
    TargetLabels Labels,
    PodSource? Pod,
    ContainerSource? Container,
    ContainerPort? Declared,
    ServiceSource? Service,
    string? PortName
)
{
    /// <summary>What is probed or named as such; empty for pods.</summary>
    public string Address { get; init; } = "";

    public string Via { get; init; } = "";
}
