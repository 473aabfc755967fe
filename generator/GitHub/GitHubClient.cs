using System.Net;
using System.Net.Http.Headers;
using System.Text;
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
/// <param name="wait">Waits; a test does not.</param>
public sealed class GitHubClient(HttpMessageInvoker http, GitHubAddresses addresses, ITokenSource tokens, Func<TimeSpan, CancellationToken, Task> wait)
{
    private const int Tries = 5;

    // Nobody waits longer than this in a pipeline; the next run goes on.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Sends and reads JSON; null where the answer has no content.</summary>
    /// <exception cref="GitHubException">Refused, or uncertain.</exception>
    /// <exception cref="RemoteException">Not reached, or the token was refused.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await TryAsync(method, path, body, cancellation);
            var text = answer is null ? "" : await answer.Content.ReadAsStringAsync(cancellation);
            if (answer is { IsSuccessStatusCode: true }) return text.Length == 0 ? null : JsonNode.Parse(text);
            if (Pause(answer, method, text, attempt) is { } pause && attempt < Tries && pause <= Longest) await wait(pause, cancellation);
            else throw Failure(answer, method, path, text);
        }
    }

    /// <summary>Every page of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, CancellationToken cancellation)
    {
        const int size = 100;
        var all = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var items = (await SendAsync(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={size}&page={page}", null, cancellation))!.AsArray();
            all.AddRange(items.Select(item => item!));
            if (items.Count < size) return all;
        }
    }

    /// <summary>Asks the GraphQL interface, which answers 200 also when it refuses.</summary>
    /// <returns>Null when it was done; else the reasons.</returns>
    public async Task<string?> ChangeAsync(string query, JsonObject variables, CancellationToken cancellation)
    {
        var answer = await SendAsync(HttpMethod.Post, addresses.GraphQl.ToString(), new JsonObject { ["query"] = query, ["variables"] = variables }, cancellation);
        return answer?["errors"]?.AsArray() is { Count: > 0 } errors ? string.Join("; ", errors.Select(error => (string?)error?["message"])) : null;
    }

    /// <summary>Gives GitHub time to see what it was just given.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellation) => wait(TimeSpan.FromSeconds(attempt), cancellation);

    private async Task<HttpResponseMessage?> TryAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, addresses.Of(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.TokenAsync(cancellation));
        request.Headers.UserAgent.ParseAdd("gitopsgen");
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // A request that makes something is sent again only when it was certainly refused.
    private static TimeSpan? Pause(HttpResponseMessage? answer, HttpMethod method, string text, int attempt)
    {
        var backoff = TimeSpan.FromSeconds(1 << attempt);
        if (answer is null || (int)answer.StatusCode >= 500) return method == HttpMethod.Post ? null : backoff;
        if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)) return null;
        if (answer.Headers.RetryAfter?.Delta is { } said) return said;
        if (Header(answer, "x-ratelimit-remaining") == "0" && long.TryParse(Header(answer, "x-ratelimit-reset"), out var reset)) return TimeSpan.FromSeconds(Math.Max(1, reset - DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        return answer.StatusCode == HttpStatusCode.TooManyRequests || text.Contains("rate limit", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMinutes(1 << (attempt - 1)) : null;
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private Exception Failure(HttpResponseMessage? answer, HttpMethod method, string path, string text)
    {
        var what = $"{method} {path.Split('?')[0]}";
        if (answer is null && method != HttpMethod.Post) return new RemoteException($"cannot reach {addresses.Api.Host}: {what} was not answered");
        if (answer is null) return new GitHubException(HttpStatusCode.ServiceUnavailable, $"{what} was not answered");
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return new RemoteException($"{addresses.Api.Host} does not accept the token. Give a valid one in GITHUB_TOKEN, GH_TOKEN or --token-file.");
        return new GitHubException(answer.StatusCode, $"{what}: {(int)answer.StatusCode} {Reason(text)}");
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
