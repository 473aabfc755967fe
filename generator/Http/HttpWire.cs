using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsGen.Http;

/// <summary>
/// The one way to HTTP of the whole tool. No server decides how much of it is read, how long that takes, or where it leads.
/// </summary>
public static class HttpWire
{
    private const int HeaderKilobytes = 64;

    /// <summary>
    /// Follows no redirection, keeps no cookie, and unpacks nothing: a few bytes that swell to many are no answer to who did not ask for
    /// them.
    /// </summary>
    /// <param name="authorities">The only ones that are believed; null: those of the system.</param>
    public static HttpMessageInvoker Connect(X509Certificate2Collection? authorities = null) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                MaxResponseHeadersLength = HeaderKilobytes,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(30),
                SslOptions = new SslClientAuthenticationOptions
                {
                    RemoteCertificateValidationCallback = ServerCertificate.Judge,
                    CertificateChainPolicy = authorities is null ? null : ServerCertificate.Only(authorities),
                },
            }
        );

    /// <summary>Sends and waits for the headers.</summary>
    /// <exception cref="HttpLimitException">There are too many of them.</exception>
    public static async Task<HttpResponseMessage> HeadersAsync(
        this HttpMessageInvoker http,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new HttpLimitException($"headers of more than {HeaderKilobytes} KiB", error);
        }
    }

    /// <summary>Reads the answer to its end.</summary>
    /// <param name="limit">Bytes.</param>
    /// <exception cref="HttpLimitException">It is longer, whatever its headers say.</exception>
    public static async Task<byte[]> ReadAsync(this HttpContent content, long limit, CancellationToken cancellation)
    {
        try
        {
            await content.LoadIntoBufferAsync(limit, cancellation);
            return await content.ReadAsByteArrayAsync(cancellation);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new HttpLimitException($"more than {limit >> 20} MiB", error);
        }
    }
}

/// <summary>A server sends more than is read. <paramref name="what"/> says what, as the end of "it sends …".</summary>
public sealed class HttpLimitException(string what, Exception? inner = null)
    : Exception($"it sends {what}, which is the most that is read", inner);
