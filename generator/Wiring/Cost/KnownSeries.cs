namespace GitOpsGen.Wiring.Cost;

/// <summary>
/// What a target of the usual stack gives where nobody measured it. Only of the node-exporter a figure is published; the others are
/// assumed, for small clusters, and said to be: what they give grows with the pods and objects of the cluster.
/// </summary>
public static class KnownSeries
{
    /// <summary>For whatever is not in the table.</summary>
    public static SeriesFigure OfAny { get; } = new(500, SeriesOrigin.Assumed, "");

    /// <summary>For what a prober asks on behalf of Prometheus.</summary>
    public static SeriesFigure OfProbe { get; } = new(25, SeriesOrigin.Assumed, "");

    // "Node exporter", in "How to prevent metrics explosion in Prometheus": about 1000 with the collectors that are on by default.
    private static readonly SeriesFigure Node = new(
        1000,
        SeriesOrigin.Known,
        "https://tanmay-bhat.github.io/posts/how-to-prevent-metrics-explosion-in-prometheus/"
    );

    /// <summary>By what a job or a container is called, with the end of the path where that decides; the first that fits counts.</summary>
    public static IReadOnlyList<(string Name, string Path, SeriesFigure Figure)> Table { get; } =
    [
        ("node-exporter", "", Node),
        ("kubelet", "/cadvisor", Assumed(5000)),
        ("kubelet", "/probes", Assumed(100)),
        ("kubelet", "/resource", Assumed(200)),
        ("kubelet", "", Assumed(1500)),
        ("kube-state-metrics", "", Assumed(10000)),
        ("apiserver", "", Assumed(20000)),
        ("kube-controller-manager", "", Assumed(3000)),
        ("kube-etcd", "", Assumed(2000)),
        ("kube-scheduler", "", Assumed(1000)),
        ("prometheus", "", Assumed(1000)),
        ("grafana", "", Assumed(1000)),
        ("alertmanager", "", Assumed(400)),
        ("coredns", "", Assumed(400)),
        ("kube-proxy", "", Assumed(200)),
        ("config-reloader", "", Assumed(50)),
    ];

    /// <param name="names">Of the container first, then of the job.</param>
    public static SeriesFigure Of(string path, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        foreach (var (known, end, figure) in Table)
            if (name == known && path.EndsWith(end, StringComparison.Ordinal))
                return figure;
        return OfAny;
    }

    private static SeriesFigure Assumed(double series) => new(series, SeriesOrigin.Assumed, "");
}
