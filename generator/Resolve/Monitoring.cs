using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>How the metrics of an app are scraped in an environment, with every default filled in.</summary>
/// <param name="At">Where the app, or else the environment, says so.</param>
/// <param name="Settings">What all layers say together.</param>
public sealed record Monitoring(Position At, YamlMap Settings)
{
    public const string StandardPrefix = "prometheus.io";

    /// <summary>A monitor of the Prometheus Operator instead of annotations of the pods.</summary>
    public bool OperatorMode => Settings.Flag("operatorMode");

    public required MonitorType Type { get; init; }

    public required MeshScraping Mesh { get; init; }

    /// <summary>Whose pods serve the metrics.</summary>
    public required MonitoredObject Workload { get; init; }

    public required MonitoredObject Service { get; init; }

    public required MonitoredObject Ingress { get; init; }

    public required ScrapePort Port { get; init; }

    public string Path => Settings.Text("path") ?? "/metrics";

    /// <summary>As the app itself speaks; what a mesh makes of it is no part of this.</summary>
    public string Scheme => Settings.Text("scheme") ?? "http";

    public string Interval => Settings.Text("interval") ?? "15s";

    public string Timeout => Settings.Text("timeout") ?? "5s";

    public string AnnotationPrefix => Settings.Text("annotationPrefix") ?? StandardPrefix;

    /// <summary>Of the monitor: what the Prometheus selects it by.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>What the monitor selects its object by; null: what that object itself says.</summary>
    public required ImmutableSortedDictionary<string, string>? Selector { get; init; }

    /// <summary>What is probed instead of an Ingress.</summary>
    public IReadOnlyList<string> Targets => [.. Settings.Texts("targets").Select(target => target.Text)];

    /// <summary>TLS and credentials, in the words and the order of the operator's definitions.</summary>
    public IEnumerable<(string Key, YamlNode? Value)> Protection => ProtectionKeys.Select(key => (key, (YamlNode?)Settings.Map(key)));

    public static ImmutableArray<string> ProtectionKeys { get; } = ["tlsConfig", "basicAuth", "authorization", "oauth2"];

    /// <summary>The pods carry the annotations: for Prometheus itself, or for the agent of the mesh that merges.</summary>
    public bool Annotates => !OperatorMode || (Mesh == MeshScraping.Merge && Type != MonitorType.Ingress);

    /// <summary>What the monitor is for; null where a Probe has addresses of its own.</summary>
    public MonitoredObject? Monitored =>
        Type switch
        {
            MonitorType.Pod => Workload,
            MonitorType.Service => Service,
            _ => Targets.Count > 0 ? null : Ingress,
        };
}

/// <summary>The kinds of monitors: PodMonitor, ServiceMonitor, Probe.</summary>
public enum MonitorType
{
    Pod,
    Service,
    Ingress,
}

/// <summary>What a service mesh (Istio with sidecars) does to a scrape of a pod.</summary>
public enum MeshScraping
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The sidecar takes plain text too.</summary>
    Permissive,

    /// <summary>Mutual TLS is demanded; the sidecar's agent serves the app's metrics in plain text beside its own.</summary>
    Merge,

    /// <summary>Mutual TLS is demanded, and Prometheus has a certificate of the mesh.</summary>
    Certificates,
}

/// <summary>An object of the app, and where somebody named it.</summary>
public sealed record MonitoredObject(Position At, string Kind, string Name)
{
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>A port by its number or by its name.</summary>
public sealed record ScrapePort(Position At, int? Number, string Name)
{
    public override string ToString() => Number?.ToString() ?? Name;
}
