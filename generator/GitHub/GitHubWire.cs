using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http;

namespace GitOpsGen.GitHub;

/// <summary>What GitHub answered, read to its end.</summary>
internal sealed record GitHubReply(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What it says where it is no success.</summary>
    public string Reason => GitHubJson.Reason(Body);

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>
/// One try of a request: sent, redirected where GitHub says so, and its answer read whole within limits of time and size.
/// </summary>
internal sealed class GitHubWire(HttpMessageInvoker http, GitHubAddresses addresses, ITokenSource tokens, TimeSpan limit)
{
    private const int Hops = 5;

    // A page of 100 comments that each have the most that GitHub takes, 65,536 characters of four bytes, has 25 MiB.
    private const long Largest = 32 << 20;

    /// <returns>The answer; where it was lost (it did not come, not whole, or too late) why.</returns>
    /// <exception cref="RemoteException">Redirected to where the token must not go, or without end; not to be trusted, or too
    /// large.</exception>
    public async Task<(GitHubReply? Reply, string Lost)> TryAsync(GitHubCall call, CancellationToken cancellation)
    {
        var address = addresses.Of(call.Path);
        var token = await tokens.TokenAsync(cancellation);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(limit);
        try
        {
            return (await FollowAsync(call, address, token, timed.Token), "");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or HttpLimitException)
        {
            var cause = HttpFailure.Cause(error, address);
            return HttpFailure.IsLasting(error) ? throw call.Failed(address.Host, cause, error) : (null, cause);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"not answered to the end within {limit.TotalSeconds:0.#} seconds");
        }
    }

    // A repository that was renamed answers so; GitHub wants the same method there.
    private async Task<GitHubReply> FollowAsync(GitHubCall call, Uri address, string token, CancellationToken cancellation)
    {
        var at = address;
        for (var hop = 0; hop <= Hops; hop++)
        {
            using var request = Request(call, at, token);
            using var response = await http.HeadersAsync(request, cancellation);
            var body = await response.Content.ReadAsync(Largest, cancellation);
            if (Next(response, at) is not { } next)
                return new GitHubReply(response.StatusCode, response.Headers, body);
            if (next.Scheme != at.Scheme || next.Authority != at.Authority)
                throw Moved(call, address, $"to {next.GetLeftPart(UriPartial.Authority)}, where the token does not go");
            at = next;
        }

        throw Moved(call, address, "from one place to the next without end");
    }

    private static HttpRequestMessage Request(GitHubCall call, Uri address, string token)
    {
        var request = new HttpRequestMessage(call.Method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("gitopsgen");
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (call.Body is not null)
            request.Content = new StringContent(call.Body, Encoding.UTF8, "application/json");
        return request;
    }

    private static Uri? Next(HttpResponseMessage response, Uri at) =>
        (int)response.StatusCode is 301 or 302 or 307 or 308
        && response.Headers.Location is { } location
        && Uri.TryCreate(at, location, out var next)
            ? next
            : null;

    private static RemoteException Moved(GitHubCall call, Uri from, string where) =>
        new(
            $"{from.Host} sends {call.Method} {from.AbsolutePath} {where}: the repository moved, or its GitHub did. Correct the "
                + "remote's address, --repository or GITHUB_API_URL."
        );
}
