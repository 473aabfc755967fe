using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring;

/// <summary>What is scraped: one entry for the pods of a workload, not for each of them.</summary>
/// <param name="Workload"><c>namespace/name</c> of what makes the pods; empty where the target is none of a pod.</param>
/// <param name="Address">How Prometheus names it in place of a pod, such as the URL that a prober asks; empty for pods.</param>
/// <param name="Port">0 where it has none.</param>
public sealed record Target(string Workload, string Container, int Port, string Path, string Job, string Service, string Address)
{
    /// <summary>The prober that asks on Prometheus' behalf; empty for what is scraped itself.</summary>
    public string Via { get; init; } = "";

    public bool IsInit { get; init; }

    /// <summary>The monitor, as <c>namespace/name</c>.</summary>
    public string By { get; init; } = "";

    /// <summary>Which endpoint of the monitor.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>How many pods; null where that depends on the cluster.</summary>
    public int? Replicas => Pods?.Exact;

    /// <summary>How many pods, as far as manifests say it; null where they do not.</summary>
    public PodCount? Pods { get; init; } = PodCount.Of(1);

    /// <summary>What makes the pods; null where the target is none of a pod.</summary>
    public ObjectId? Maker { get; init; }

    /// <summary>As the label <c>namespace</c> of its metrics has it; empty where they have none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>How often it is scraped, such as <c>30s</c>.</summary>
    public string Interval { get; init; } = "";

    /// <summary>The same port and path of the same pods is asked for the same metrics, whatever the job.</summary>
    public string Identity =>
        Workload.Length > 0 ? $"{Workload} {Container} {Port} {Path}{Parameters}" : $"{Via} {Address} {Path}{Parameters}";

    /// <summary>The query that goes with the path: other parameters are other metrics.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>Where the endpoint is written.</summary>
    public Position? At { get; init; }

    public override string ToString() =>
        Workload.Length == 0
            ? $"{Secrets.Hide(Address)}{(Via.Length > 0 ? $" through {Via}" : Path)}"
            : $"{Workload} {(Container.Length > 0 ? Container : "pod")}{ShownPort}{Path}{(IsInit ? " (init container)" : "")}";

    private string ShownPort => Port > 0 ? $":{Port}" : " (no port)";
}
