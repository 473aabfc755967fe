using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.GitHub;

/// <summary>GitHub answered with something else than success.</summary>
public sealed class GitHubException(string host, HttpStatusCode status, string message) : RemoteException(message)
{
    public string Host { get; } = host;

    public HttpStatusCode Status { get; } = status;

    /// <summary>Too much was asked; what the token may do is not in question.</summary>
    public bool IsLimit { get; init; }

    /// <summary>The token has no right to it: what it may not see GitHub does not find either.</summary>
    public bool IsRefusal => !IsLimit && Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    /// <summary>It may have been done all the same.</summary>
    public bool IsUncertain => (int)Status >= 500;
}

/// <summary>A token for each request; an App's is renewed before it ends.</summary>
public interface ITokenSource
{
    Task<string> TokenAsync(CancellationToken cancellation);
}

public sealed class FixedToken(string token) : ITokenSource
{
    public Task<string> TokenAsync(CancellationToken cancellation) => Task.FromResult(token);
}

/// <summary>
/// GitHub's interfaces: one request at a time, limits of rate waited for as it says, and what cannot have had an effect twice
/// tried again. What is asked and answered is Octokit's; how it gets there and back is not.
/// </summary>
/// <param name="http">Follows no redirects: a token would go where they lead.</param>
/// <param name="wait">Waits; a test does not.</param>
/// <param name="limit">How long one try may take, until its answer counts as lost.</param>
public sealed class GitHubClient(
    HttpMessageInvoker http,
    GitHubAddresses addresses,
    ITokenSource tokens,
    Func<TimeSpan, CancellationToken, Task> wait,
    TimeSpan? limit = null
)
{
    private const int Tries = 5;
    private const string Json = "application/json";

    private readonly GitHubWire wire = new(http, addresses, tokens, limit ?? TimeSpan.FromSeconds(100));

    public string Host => addresses.Api.Host;

    /// <summary>Octokit for one call.</summary>
    /// <param name="answer">What is read of its answer: Octokit sees that and no more.</param>
    internal Octokit.IGitHubClient Api(Shape answer, CancellationToken cancellation) =>
        OctokitHttp.Over(this, addresses, answer, cancellation);

    /// <summary>A call that Octokit has no method for, or one that asks otherwise.</summary>
    /// <typeparam name="T">Octokit's type of the answer.</typeparam>
    internal async Task<T> PostAsync<T>(string path, JsonObject body, Shape answer, CancellationToken cancellation) =>
        (
            await Api(answer, cancellation)
                .Connection.Post<T>(new Uri(path, UriKind.Relative), body.ToJsonString(), Json, Json, parameters: null, cancellation)
        ).Body;

    /// <summary>Asks the GraphQL interface, which answers 200 also when it refuses.</summary>
    /// <param name="field">The one that is asked for, and what is read of it.</param>
    /// <returns>The field, or the reasons why there is none.</returns>
    internal async Task<(JsonNode? Field, string? Refusal)> AskAsync(
        string query,
        JsonObject variables,
        (string Name, Field[] Read) field,
        CancellationToken cancellation
    )
    {
        var api = Api(GitHubAnswer.GraphQl(field.Name, field.Read), cancellation);
        var body = new JsonObject { ["query"] = query, ["variables"] = variables }.ToJsonString();
        var answer = JsonNode.Parse(
            (string)
                (await api.Connection.Post<object>(addresses.GraphQl, body, Json, Json, parameters: null, cancellation)).HttpResponse.Body
        )!;
        return answer["errors"] is JsonArray errors
            ? (null, string.Join("; ", errors.Select(error => (string?)error!["message"])))
            : (answer["data"]![field.Name], null);
    }

    /// <summary>Gives GitHub time to see what it was just given.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellation) => wait(TimeSpan.FromSeconds(attempt), cancellation);

    /// <returns>A success.</returns>
    /// <exception cref="GitHubException">Refused, or uncertain.</exception>
    /// <exception cref="RemoteException">Not reached, or the token was refused.</exception>
    internal async Task<GitHubReply> SendAsync(GitHubCall call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (reply, lost) = await wire.TryAsync(call, cancellation);
            if (reply is { IsSuccess: true })
                return reply;
            if (Pause(reply, call, attempt) is { } pause && attempt < Tries && pause <= RateLimit.Longest)
                await wait(pause, cancellation);
            else
                throw reply is null ? Lost(call, lost) : Refused(call, reply);
        }
    }

    // A request that makes something is sent again only when it was certainly refused.
    private static TimeSpan? Pause(GitHubReply? reply, GitHubCall call, int attempt)
    {
        if (reply is not null && (int)reply.Status < 500)
            return RateLimit.Pause(reply, attempt, TimeProvider.System.GetUtcNow());
        return call.IsRepeatable ? TimeSpan.FromSeconds(1 << attempt) : null;
    }

    private Exception Lost(GitHubCall call, string why) =>
        call.IsRepeatable ? call.Failed(Host, why) : new GitHubException(Host, HttpStatusCode.ServiceUnavailable, $"{call}: {why}");

    private Exception Refused(GitHubCall call, GitHubReply reply)
    {
        if (reply.Status == HttpStatusCode.Unauthorized)
            return new RemoteException($"{Host} does not accept the token. Give a valid one in GITHUB_TOKEN, GH_TOKEN or --token-file.")
            {
                IsOfAll = true,
            };
        var pause = RateLimit.Pause(reply, 1, TimeProvider.System.GetUtcNow());
        var isLong = pause > RateLimit.Longest;
        var until = isLong ? $" (it wants to be left alone for more than {RateLimit.Longest.TotalMinutes:0} minutes; run again later)" : "";
        return new GitHubException(Host, reply.Status, $"{call}: {(int)reply.Status} {reply.Reason}{until}")
        {
            IsOfAll = isLong,
            IsLimit = pause is not null,
        };
    }
}
