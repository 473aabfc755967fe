using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.ArgoCd;
using GitOpsGen.Http;
using GitOpsGen.Observe.Prometheus;

namespace GitOpsGen.Observe;

/// <summary>
/// The servers that the caller named. What the fleet's files name is asked only where it is one of them: those files come from a
/// repository, and a stranger's commit must lead no token, and no request, to a place of its choice.
/// </summary>
/// <param name="argoCd">Each with a token.</param>
public sealed class Servers(
    ImmutableArray<NamedServer> argoCd,
    ImmutableArray<NamedServer> prometheus,
    HttpMessageInvoker argoCdHttp,
    HttpMessageInvoker prometheusHttp,
    HttpPatience patience
)
{
    private readonly ConcurrentDictionary<Uri, PrometheusClient> clients = new();

    /// <param name="url">As the fleet says it; null where it does not, so that the only one there is is meant.</param>
    public ArgoCdClient? ArgoCd(string? url) =>
        Find(argoCd, url) is { } server ? new ArgoCdClient(argoCdHttp, server, patience with { Largest = ArgoCdClient.Largest }) : null;

    /// <param name="url">As the fleet says it; null where it does not, so that the only one there is is meant.</param>
    public PrometheusClient? Prometheus(string? url) =>
        Find(prometheus, url) is { } server
            ? clients.GetOrAdd(
                server.Address,
                _ => new PrometheusClient(prometheusHttp, server, patience with { Largest = PrometheusClient.Largest })
            )
            : null;

    private static NamedServer? Find(ImmutableArray<NamedServer> servers, string? url)
    {
        if (url is null)
            return servers is [var only] ? only : null;
        return NamedServer.TryRead(url, out var address) ? servers.FirstOrDefault(server => server.Is(address)) : null;
    }
}
