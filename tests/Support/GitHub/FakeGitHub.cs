using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// GitHub on loopback, as far as publishing goes: one real bare repository behind git's own HTTP, and pull requests, issues and comments
/// with GitHub's quirks. A route that it does not know is a mistake, and so is what GitHub's own descriptions contradict.
/// </summary>
public sealed partial class FakeGitHub : IAsyncDisposable
{
    private const string RestPath = "/api/v3";
    private const string GraphQlPath = "/api/graphql";

    /// <summary>Of an App's installation, by the way that it begins.</summary>
    public const string Token = "ghs_PlantedToken0123456789abcdef";

    public const string PersonalToken = "ghp_PlantedToken0123456789abcdef";

    private readonly TemporaryFolder folder = new("gitopsgen-github-");
    private readonly WebApplication server;
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentQueue<string> calls = new();
    private readonly List<JsonObject> comments = [];
    private int next = 1;

    private FakeGitHub(WebApplication server) => this.server = server;

    public string Url => server.Urls.First();

    public string Api => $"{Url}{RestPath}";

    private GitHubAnswers Answers => new(Api);

    public string RepositoryUrl => $"{Url}/contoso/small.git";

    public string Bare => folder.File("contoso/small.git");

    /// <summary>Somebody's fork as it is now; its folder here.</summary>
    public string Fork(string owner, string name = "small")
    {
        var fork = folder.File($"{owner}/{name}.git");
        Sh.Git(folder.Path, "clone", "--quiet", "--bare", Bare, fork);
        Sh.Git(fork, "config", "http.receivepack", "true");
        return fork;
    }

    /// <summary>Method and path of each request, git's among them.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    public IEnumerable<string> Writes =>
        Calls.Where(call =>
            !call.StartsWith("GET", StringComparison.Ordinal) && !call.Contains("git-upload-pack", StringComparison.Ordinal)
        );

    public List<JsonObject> Pulls { get; } = [];

    public IReadOnlyList<JsonObject> Comments => comments;

    /// <summary>Nothing that is required is missing, so that there is nothing to wait for.</summary>
    public bool IsClean { get; set; }

    /// <summary>The one token that is good.</summary>
    public string Accepted { get; set; } = Token;

    /// <summary>Anybody may read it.</summary>
    public bool IsPublic { get; set; }

    /// <summary>How often GitHub does not find what was made a moment ago, when labels are put on it.</summary>
    public int LabelsLag { get; set; }

    /// <summary>How many pull requests a list by head does not show although they are there.</summary>
    public int ListLag { get; set; }

    /// <summary>How often GitHub has not found out yet whether a pull request can be merged.</summary>
    public int MergeLag { get; set; }

    /// <summary>Whether merges go through a queue.</summary>
    public bool HasQueue { get; set; }

    /// <summary>The public key of App 1234.</summary>
    public RSA? App { get; set; }

    /// <summary>Told of each request after it had its effect and before it is answered; may answer in its place.</summary>
    public Func<HttpContext, Task<bool>>? AfterEffect { get; set; }

    /// <summary>Told of each request before it has any effect; may answer in its place.</summary>
    public Func<HttpContext, Task<bool>>? BeforeEffect { get; set; }

    /// <summary>What is sent in place of an answer, after that was judged; null sends it as it is.</summary>
    public Func<HttpContext, byte[], byte[]?>? Distort { get; set; }

    public static async Task<FakeGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var fake = new FakeGitHub(builder.Build());
        CommittedFleets.MakeBare(fake.Bare);
        fake.server.Run(fake.AnswerAsync);
        await fake.server.StartAsync();
        return fake;
    }

    public void Clear() => calls.Clear();

    public JsonObject Pull(string branch) => Pulls.Last(pull => (string?)pull["head"]!["ref"] == branch);

    public IReadOnlyList<string> Branches =>
        [.. Sh.Git(Bare, "for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        gate.Dispose();
        folder.Dispose();
        AssertNoProblems();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Headers.Authorization.Count > 1)
        {
            context.Response.StatusCode = 400;
            return;
        }

        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            await WatchedAsync(context);
        else
            await GitAsync(context);
    }

    /// <returns>False where there is no answer, because the connection was cut.</returns>
    private async Task<bool> ApiAsync(HttpContext context)
    {
        if (BeforeEffect is { } before && await before(context))
            return IsWritten(context);
        var path = context.Request.Path.Value!;
        var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        var (status, answer) =
            Identify(context.Request.Headers.Authorization.ToString(), path)
            ?? await AtOnceAsync(() => path == GraphQlPath ? Query(body!) : Do(context.Request.Method, path, context.Request.Query, body));
        if (AfterEffect is { } after && await after(context))
            return IsWritten(context);
        if (
            (answer as JsonArray ?? (answer as JsonObject)?["check_runs"]) is JsonArray list
            && Link(context.Request, list.Count) is { } link
        )
            context.Response.Headers.Link = link;
        await WriteAsync(context, status, answer);
        return true;
    }

    // A full page is followed by another, be it an empty one.
    private string? Link(HttpRequest request, int count) =>
        int.TryParse(request.Query["per_page"], out var size) && count == size
            ? $"<{Url}{request.Path}{QueryString.Create([.. request.Query.Where(pair => pair.Key != "page").Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)), KeyValuePair.Create<string, string?>("page", $"{(int.TryParse(request.Query["page"], out var page) ? page : 1) + 1}")])}>; rel=\"next\""
            : null;

    private static bool IsWritten(HttpContext context) => context.Response.StatusCode != 200 || context.Response.Body.Length > 0;

    // Null for whoever may do this.
    private (int, JsonNode?)? Identify(string authorization, string path) =>
        IsOfApp(path) ? (IsApp(authorization) ? null : Say(401, "A JSON web token could not be decoded"))
        : authorization == $"Bearer {Accepted}" ? null
        : Say(401, "Bad credentials");

    // One request has its effect at a time.
    private async Task<(int Status, JsonNode? Answer)> AtOnceAsync(Func<(int, JsonNode?)> effect)
    {
        await gate.WaitAsync();
        try
        {
            return effect();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Refuses or fails in the fake's place.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, status, GitHubAnswers.Message(message));

    private static async Task WriteAsync(HttpContext context, int status, JsonNode? answer)
    {
        context.Response.StatusCode = status;
        if (answer is null)
            return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
