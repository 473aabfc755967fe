using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>A port that a container declares.</summary>
/// <param name="Name">Empty where it has none.</param>
public sealed record ContainerPort(string Name, int Number, string Protocol);

/// <summary>A container, as far as discovery looks at it.</summary>
public sealed record ContainerSource(string Name, string Image, bool IsInit, ImmutableArray<ContainerPort> Ports)
{
    /// <summary>It is gone before the others begin; an init container that restarts is a sidecar, and stays.</summary>
    public bool Ends { get; init; }
}

/// <summary>What makes pods, with what each of its pods has.</summary>
/// <param name="Number">Of its own: the addresses of its pods are told apart by it.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="Namespace">Of the pods.</param>
/// <param name="Name">Without the namespace.</param>
/// <param name="Labels">Of the pods.</param>
public sealed record PodSource(int Number, string Kind, string Namespace, string Name, KnownLabels Labels, Position At)
{
    /// <summary>Of the pods.</summary>
    public KnownLabels Annotations { get; init; } = KnownLabels.None;

    /// <summary>Of the object itself, which no discovery reads.</summary>
    public KnownLabels OwnLabels { get; init; } = KnownLabels.None;

    /// <summary>Of the object itself, which no discovery reads.</summary>
    public KnownLabels OwnAnnotations { get; init; } = KnownLabels.None;

    /// <summary>The init containers last.</summary>
    public ImmutableArray<ContainerSource> Containers { get; init; } = [];

    /// <summary>How many pods; null where nobody can tell.</summary>
    public PodCount? Count { get; init; } = PodCount.Of(1);

    /// <summary>The object that makes them; null where it is not known.</summary>
    public ObjectId? Maker { get; init; }

    /// <summary>Why no pod of it runs, as the end of a sentence about it; empty where some do.</summary>
    public string Idle { get; init; } = "";

    public string FullName => $"{Namespace}/{Name}";

    public string Shown => $"{Kind} {FullName}";
}
