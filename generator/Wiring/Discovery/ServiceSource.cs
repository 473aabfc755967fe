using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>A port of a Service.</summary>
/// <param name="Name">Empty where it has none.</param>
/// <param name="TargetPort">The name or the number of the pods' port.</param>
public sealed record ServicePort(string Name, string TargetPort);

/// <summary>A Service, as far as discovery looks at it.</summary>
/// <param name="Selector">Null where it has none: then its endpoints are made otherwise.</param>
public sealed record ServiceSource(
    string Namespace,
    string Name,
    KnownLabels Labels,
    IReadOnlyDictionary<string, string>? Selector,
    ImmutableArray<ServicePort> Ports,
    Position At
)
{
    public KnownLabels Annotations { get; init; } = KnownLabels.None;

    /// <summary>Where a Service of type ExternalName points; null for every other.</summary>
    public string? ExternalName { get; init; }

    /// <summary>Why nobody renders it, as the end of a sentence about it; empty for what is rendered.</summary>
    public string Unrendered { get; init; } = "";

    /// <summary>Nobody renders what is behind it, but it is one on each node.</summary>
    public bool IsOfNodes { get; init; }

    public string FullName => $"{Namespace}/{Name}";

    public string Shown => $"Service {FullName}";

    public Labelled Labelled => new(Shown, Labels, At);

    public static ServiceSource Of(Manifest manifest) =>
        new(
            Spaces.Of(manifest),
            manifest.Name,
            PodReader.Known(manifest.Metadata, "labels"),
            manifest.Spec?.Map("selector") is { Entries.Count: > 0 } selector ? LabelSelector.Pairs(selector) : null,
            [.. (manifest.Spec?.List("ports") ?? []).OfType<YamlMap>().Select(Port)],
            manifest.Document.At
        )
        {
            Annotations = PodReader.Known(manifest.Metadata, "annotations"),
            ExternalName = manifest.Spec?.Text("type") == "ExternalName" ? manifest.Spec.Text("externalName") ?? "" : null,
        };

    private static ServicePort Port(YamlMap port) => new(port.Text("name") ?? "", port.Text("targetPort") ?? port.Text("port") ?? "");
}
