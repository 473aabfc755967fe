using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.GitHub;

/// <summary>GitHub answered with something else than success.</summary>
public sealed class GitHubException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

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
/// GitHub's REST interface: one request at a time, limits of rate waited for as it says, and what cannot have had an effect twice
/// tried again.
/// </summary>
/// <param name="http">Follows no redirects: a token would go where they lead.</param>
/// <param name="wait">Waits; a test does not.</param>
/// <param name="limit">How long one try may take, until its answer counts as lost.</param>
public sealed class GitHubClient(HttpMessageInvoker http, GitHubAddresses addresses, ITokenSource tokens, Func<TimeSpan, CancellationToken, Task> wait, TimeSpan? limit = null)
{
    private const int Tries = 5;

    private readonly GitHubWire wire = new(http, addresses, tokens, limit ?? TimeSpan.FromSeconds(100));

    // Nobody waits longer than this in a pipeline; the next run goes on.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Sends and reads JSON; null where the answer has no content.</summary>
    /// <exception cref="GitHubException">Refused, or uncertain.</exception>
    /// <exception cref="RemoteException">Not reached, or the token was refused.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await wire.TryAsync(method, path, body, cancellation);
            if (answer is { IsSuccess: true }) return Json(answer, $"{method} {path.Split('?')[0]}");
            if (Pause(answer, method, attempt) is { } pause && attempt < Tries && pause <= Longest) await wait(pause, cancellation);
            else throw Failure(answer, method, path);
        }
    }

    /// <summary>Every page of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, CancellationToken cancellation)
    {
        const int size = 100;
        var all = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var answer = await SendAsync(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={size}&page={page}", null, cancellation);
            var items = answer as JsonArray ?? throw NotGitHub($"GET {path.Split('?')[0]}", "no list");
            all.AddRange(items.Select(item => item!));
            if (items.Count < size) return all;
        }
    }

    /// <summary>Changes something through the GraphQL interface.</summary>
    /// <returns>Null when it was done; else the reasons.</returns>
    public async Task<string?> ChangeAsync(string query, JsonObject variables, CancellationToken cancellation) => (await AskAsync(query, variables, cancellation)).Errors;

    /// <summary>Asks the GraphQL interface, which answers 200 also when it refuses.</summary>
    /// <returns>The data, and the reasons why it is not whole; null when it is.</returns>
    public async Task<(JsonNode? Data, string? Errors)> AskAsync(string query, JsonObject variables, CancellationToken cancellation)
    {
        var answer = await SendAsync(HttpMethod.Post, addresses.GraphQl.ToString(), new JsonObject { ["query"] = query, ["variables"] = variables }, cancellation);
        var errors = answer?["errors"]?.AsArray() is { Count: > 0 } list ? string.Join("; ", list.Select(error => (string?)error?["message"])) : null;
        return (answer?["data"], errors);
    }

    /// <summary>Gives GitHub time to see what it was just given.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellation) => wait(TimeSpan.FromSeconds(attempt), cancellation);

    private JsonNode? Json(GitHubReply answer, string what)
    {
        try
        {
            return answer.Text.Length == 0 ? null : JsonNode.Parse(answer.Text);
        }
        catch (System.Text.Json.JsonException)
        {
            // Of a proxy, of a page to log in, or of something that is no GitHub at all.
            throw NotGitHub(what, answer.Text.TrimStart().StartsWith('<') ? "a page of HTML" : "broken JSON");
        }
    }

    private RemoteException NotGitHub(string what, string with) =>
        new($"{addresses.Api.Host} answers {what} with {with}, which GitHub's API does not. Look whether GITHUB_API_URL is the address of the API, and which proxy is in between.");

    // A request that makes something is sent again only when it was certainly refused.
    private static TimeSpan? Pause(GitHubReply? answer, HttpMethod method, int attempt)
    {
        var backoff = TimeSpan.FromSeconds(1 << attempt);
        if (answer is null || (int)answer.Status >= 500) return method == HttpMethod.Post ? null : backoff;
        if (answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)) return null;
        if (answer.Headers.RetryAfter?.Delta is { } said) return said;
        if (Header(answer, "x-ratelimit-remaining") == "0" && long.TryParse(Header(answer, "x-ratelimit-reset"), out var reset)) return TimeSpan.FromSeconds(Math.Max(1, reset - DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        return answer.Status == HttpStatusCode.TooManyRequests || answer.Text.Contains("rate limit", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMinutes(1 << (attempt - 1)) : null;
    }

    private static string? Header(GitHubReply answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private Exception Failure(GitHubReply? answer, HttpMethod method, string path)
    {
        var what = $"{method} {path.Split('?')[0]}";
        if (answer is null && method != HttpMethod.Post) return new RemoteException($"cannot reach {addresses.Api.Host}: {what} was not answered");
        if (answer is null) return new GitHubException(HttpStatusCode.ServiceUnavailable, $"{what} was not answered");
        if (answer.Status == HttpStatusCode.Unauthorized) return new RemoteException($"{addresses.Api.Host} does not accept the token. Give a valid one in GITHUB_TOKEN, GH_TOKEN or --token-file.");
        return new GitHubException(answer.Status, $"{what}: {(int)answer.Status} {Reason(answer.Text)}");
    }

    /// <summary>What GitHub says, with its list of errors, and nothing of a page of HTML.</summary>
    private static string Reason(string text)
    {
        try
        {
            var json = JsonNode.Parse(text);
            var errors = json?["errors"]?.AsArray().Select(error => error is JsonValue value ? value.ToString() : (string?)error?["message"] ?? (string?)error?["code"]) ?? [];
            return string.Join("; ", errors.Prepend((string?)json?["message"]).Where(part => !string.IsNullOrEmpty(part)));
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException)
        {
            return "without a reason";
        }
    }
}
