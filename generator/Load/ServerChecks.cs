using GitOpsGen.Diagnostics;

namespace GitOpsGen.Load;

/// <summary>
/// That no two clusters of the fleet are one. An address means what the Argo CD that gets it takes it for, so what can be the same is asked
/// for each root by itself.
/// </summary>
public sealed class ServerChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    /// <summary>The cluster that Argo CD runs in, as Argo CD calls it.</summary>
    public const string InCluster = "https://kubernetes.default.svc";

    // The names that Kubernetes' own DNS gives the API server.
    private static readonly string[] NamesInCluster =
    [
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
    ];

    public void Check()
    {
        var own = Own();
        var clusters = fleet.Environments.Values.SelectMany(environment =>
            environment.Clusters.Where(cluster => cluster.Server.Length > 0).Select(cluster => (Root: RootOf(environment, []), cluster))
        );
        foreach (var root in clusters.GroupBy(one => one.Root, one => one.cluster, StringComparer.Ordinal))
            InRoot([.. root.DistinctBy(cluster => cluster.Name, StringComparer.Ordinal)], root.Key is null ? own : null);
    }

    // Where the fleet says in which cluster Argo CD runs, that one's address and the one in the cluster are the same.
    private void InRoot(IReadOnlyList<Cluster> clusters, Cluster? own)
    {
        var seen = new Dictionary<string, Cluster>(StringComparer.Ordinal);
        foreach (var cluster in clusters)
        {
            var server = cluster.Name == own?.Name ? InCluster : SameServer(cluster.Server);
            if (!seen.TryAdd(server, cluster))
                diagnostics.Add(Messages.ClusterClaimedTwice(cluster.ServerAt, "server", cluster.Server, seen[server].ServerAt));
        }

        if (own is null && clusters.Count > 1 && seen.TryGetValue(InCluster, out var inside))
            diagnostics.Add(
                Messages.MayBeOneCluster(inside.ServerAt, inside.Name, clusters.First(other => other.Name != inside.Name).Name)
            );
    }

    // Its own, or that of the nearest it extends. Circles are told elsewhere.
    private string? RootOf(EnvironmentSettings environment, HashSet<string> seen) =>
        !seen.Add(environment.Name)
            ? null
            : environment.Root?.Text
                ?? environment
                    .Extends.Reverse()
                    .Select(parent => fleet.Environments.GetValueOrDefault(parent.Text))
                    .OfType<EnvironmentSettings>()
                    .Select(parent => RootOf(parent, seen))
                    .FirstOrDefault(root => root is not null);

    private Cluster? Own()
    {
        if (fleet.Settings.ArgoCdCluster is not { } named)
            return null;
        var known = fleet.Environments.Values.SelectMany(environment => environment.Clusters).ToList();
        var own = known.Find(cluster => cluster.Name == named.Text);
        if (own is null && fleet.UnreadableNames.Environments.IsEmpty)
            diagnostics.Add(Messages.UnknownArgoCdCluster(named.At, named.Text, known.Select(cluster => cluster.Name)));
        return own;
    }

    // Host names know no case, and the port of https need not be said.
    private static string SameServer(string server) =>
        !Uri.TryCreate(server, UriKind.Absolute, out var uri) ? server
        : NamesInCluster.Contains(uri.Host, StringComparer.Ordinal) ? InCluster
        : uri.AbsoluteUri.TrimEnd('/');
}
