using System.Security.Authentication;

namespace GitOpsGen.Http;

/// <summary>Why nobody answered, in words for who has to mend it: the framework's own name neither cause nor way out.</summary>
public static class HttpFailure
{
    /// <summary>Whether another try would end the same.</summary>
    public static bool IsLasting(Exception error) =>
        error is HttpLimitException or HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }
        || Within<AuthenticationException>(error) is not null;

    /// <summary>Ends "cannot reach host: …".</summary>
    /// <param name="address">What was asked, for the proxy on the way there.</param>
    public static string Cause(Exception error, Uri address)
    {
        if (error is HttpLimitException)
            return error.Message;
        if (Within<CertificateException>(error) is { } certificate)
            return certificate.Message;
        if (Within<AuthenticationException>(error) is { } refused)
            return Tls(refused);
        return (error as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                $"the name {Proxy(address)?.Host ?? address.Host} is not known. Look at the address, and at this machine's DNS.",
            HttpRequestError.ConnectionError => $"the connection to {Peer(address)} was refused, or there is no way there.",
            HttpRequestError.SecureConnectionError =>
                "the connection ended before TLS came about. Look whether the address is one of HTTPS.",
            HttpRequestError.ProxyTunnelError => $"{Peer(address)} does not lead there. Look at HTTPS_PROXY and NO_PROXY.",
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError =>
                "what answers there does not speak HTTP as it should.",
            _ => "the answer was cut off.",
        };
    }

    private static string Tls(AuthenticationException refused) =>
        refused.Message.Contains("frame", StringComparison.Ordinal)
            ? "what answers there does not speak TLS. Look whether the address is one of HTTPS, and which proxy is in between."
            : "it and this machine agree on no TLS.";

    private static string Peer(Uri address) => Proxy(address) is { } proxy ? $"the proxy {proxy.Authority}" : $"{address.Authority}";

    // Without user and password.
    private static Uri? Proxy(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);

    private static T? Within<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
            error = error.InnerException;
        return error as T;
    }
}
