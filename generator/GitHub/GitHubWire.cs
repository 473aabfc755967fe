using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.GitHub;

/// <summary>What GitHub answered, read to its end.</summary>
internal sealed record GitHubReply(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>One try of a request: sent, redirected where GitHub says so, and its answer read whole within a limit of time.</summary>
internal sealed class GitHubWire(HttpMessageInvoker http, GitHubAddresses addresses, ITokenSource tokens, TimeSpan limit)
{
    private const int Hops = 5;

    /// <returns>Null where the answer was lost: it did not come, not whole, or too late.</returns>
    /// <exception cref="RemoteException">Redirected to where the token must not go, or without end.</exception>
    public async Task<GitHubReply?> TryAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        var token = await tokens.TokenAsync(cancellation);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(limit);
        try
        {
            return await FollowAsync(method, addresses.Of(path), token, body?.ToJsonString(), timed.Token);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    // A repository that was renamed answers so; GitHub wants the same method there.
    private async Task<GitHubReply> FollowAsync(HttpMethod method, Uri address, string token, string? body, CancellationToken cancellation)
    {
        var at = address;
        for (var hop = 0; hop <= Hops; hop++)
        {
            using var request = Request(method, at, token, body);
            using var response = await http.SendAsync(request, cancellation);
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellation));
            if (Next(response, at) is not { } next) return new GitHubReply(response.StatusCode, response.Headers, text);
            if (next.Scheme != at.Scheme || next.Authority != at.Authority) throw Moved(method, address, $"to {next.GetLeftPart(UriPartial.Authority)}, where the token does not go");
            at = next;
        }

        throw Moved(method, address, "from one place to the next without end");
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string token, string? body)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("gitopsgen");
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static Uri? Next(HttpResponseMessage response, Uri at) =>
        (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is { } location ? new Uri(at, location) : null;

    private static RemoteException Moved(HttpMethod method, Uri from, string where) =>
        new($"{from.Host} sends {method} {from.AbsolutePath} {where}: the repository moved, or its GitHub did. Correct the remote's address, --repository or GITHUB_API_URL.");
}
