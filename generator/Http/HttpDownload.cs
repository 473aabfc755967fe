using System.Net;

namespace GitOpsGen.Http;

/// <summary>
/// Fetches a file that everybody may have: nothing secret is sent, so that redirections are followed, but never from TLS into the clear.
/// </summary>
public static class HttpDownload
{
    private const int Hops = 5;

    /// <param name="limit">Bytes.</param>
    /// <param name="patience">For all of it.</param>
    /// <exception cref="IOException">It cannot be had; the message says why, with the host.</exception>
    public static async Task<byte[]> BytesAsync(Uri address, long limit, TimeSpan patience, CancellationToken cancellation) =>
        await FindAsync(address, _ => true, limit, patience, cancellation) ?? throw new IOException($"{address.Host} answers 404");

    /// <param name="isAllowed">Whether a host may be asked; a server that leads to another is not followed.</param>
    /// <returns>Null where the server has no such file.</returns>
    /// <inheritdoc cref="BytesAsync"/>
    public static async Task<byte[]?> FindAsync(
        Uri address,
        Func<Uri, bool> isAllowed,
        long limit,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(patience);
        var at = address;
        try
        {
            using var http = HttpWire.Connect();
            for (var hop = 0; hop <= Hops; hop++)
            {
                if (!isAllowed(at))
                    throw new IOException($"{address.Host} leads to {at.Authority}, which nobody allowed");
                using var request = new HttpRequestMessage(HttpMethod.Get, at);
                using var response = await http.HeadersAsync(request, timed.Token);
                if (response.StatusCode == HttpStatusCode.NotFound)
                    return null;
                if (response.IsSuccessStatusCode)
                    return await response.Content.ReadAsync(limit, timed.Token);
                at = Next(response, at);
            }

            throw new IOException($"{address.Host} leads from one place to the next without end");
        }
        catch (Exception error) when (error is HttpRequestException or HttpLimitException)
        {
            throw new IOException($"{at.Host}: {HttpFailure.Cause(error, at)}", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{at.Host} did not send all of it within {patience.TotalSeconds:0} seconds", error);
        }
    }

    private static Uri Next(HttpResponseMessage response, Uri at)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            throw new IOException($"{at.Host} answers {(int)response.StatusCode}");
        if (
            Uri.TryCreate(at, location, out var next)
            && (next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && at.Scheme == Uri.UriSchemeHttp))
        )
            return next;
        throw new IOException($"{at.Host} leads to where no file is fetched from");
    }
}
