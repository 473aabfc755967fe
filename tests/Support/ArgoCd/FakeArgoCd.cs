using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// Argo CD on loopback, as far as it tells of Applications. What Argo CD's own description does not know, in a question or in an answer of the
/// fake, fails the test when it is disposed; so does whatever is not a question.
/// </summary>
public sealed class FakeArgoCd : IAsyncDisposable
{
    public const string Token = "argocd-Planted-Token-0123456789abcdef";

    private const string List = "/api/v1/applications";

    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentQueue<string> problems = new();
    private readonly WebApplication server;

    private FakeArgoCd(WebApplication server) => this.server = server;

    public string Url => server.Urls.First();

    /// <summary>By name.</summary>
    public ConcurrentDictionary<string, JsonObject> Applications { get; } = new(StringComparer.Ordinal);

    /// <summary>Projects that the token's account may not look into.</summary>
    public HashSet<string> Forbidden { get; } = new(StringComparer.Ordinal);

    /// <summary>What comparing an Application anew makes of it.</summary>
    public Action<string>? Refresh { get; set; }

    /// <summary>May answer in the fake's place; what it says is not judged.</summary>
    public Func<HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>Method, path and query of each request.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    public IEnumerable<string> Refreshes => Calls.Where(call => call.Contains("refresh=normal", StringComparison.Ordinal));

    /// <param name="certificate">Null: in the clear.</param>
    public static async Task<FakeArgoCd> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                }
            )
        );
        var fake = new FakeArgoCd(builder.Build());
        fake.server.Run(fake.AnswerAsync);
        await fake.server.StartAsync();
        return fake;
    }

    public void Clear() => calls.Clear();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Assert.True(problems.IsEmpty, $"The real Argo CD does otherwise:\n{string.Join('\n', problems.Distinct(StringComparer.Ordinal))}");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        calls.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (request.Method != "GET")
            problems.Enqueue($"{request.Method} {request.Path} is no question");
        if (Before is { } before && await before(context))
            return;
        var isList = request.Path == List;
        var (status, answer) =
            request.Headers.Authorization != $"Bearer {Token}" ? Say(401, 16, "invalid session: signature is invalid")
            : isList ? (200, Listed(request.Query))
            : One(request.Path.Value![(List.Length + 1)..], request.Query);
        Judge(request, isList ? List : $"{List}/{{name}}", status, answer);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private void Judge(HttpRequest request, string template, int status, JsonNode answer)
    {
        var query = request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        foreach (var problem in ArgoCdDescription.Found?.Problems(template, request.Method, query, status, answer) ?? [])
            problems.Enqueue(problem);
    }

    private JsonObject Listed(IQueryCollection query)
    {
        // Argo CD leaves out what the account may not see, and says nothing of it.
        var seen = Applications
            .Values.Where(one => query["projects"].Contains((string?)one["spec"]!["project"]))
            .Where(one => !Forbidden.Contains((string)one["spec"]!["project"]!))
            .Where(one => IsSelected(query["selector"].ToString(), (string)one["metadata"]!["labels"]!["gitopsgen.io/environment"]!))
            .Select(one => (JsonNode)one.DeepClone())
            .ToArray();
        var list = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = "1" } };
        if (seen.Length > 0)
            list["items"] = new JsonArray(seen);
        else
            list["items"] = new JsonArray();
        return list;
    }

    private static bool IsSelected(string selector, string environment) =>
        !selector.Contains('(', StringComparison.Ordinal)
        || selector.Split('(', ')')[1].Split(',').Contains(environment, StringComparer.Ordinal);

    // Without a project it does not say whether there is one of that name.
    private (int, JsonNode) One(string name, IQueryCollection query)
    {
        var project = query["project"].ToString();
        if (project.Length == 0 || Forbidden.Contains(project))
            return Say(403, 7, "permission denied");
        if (query["refresh"] == "normal")
            Refresh?.Invoke(name);
        if (!Applications.TryGetValue(name, out var found))
            return Say(404, 5, $"applications.argoproj.io \"{name}\" not found");
        return (string?)found["spec"]!["project"] == project ? (200, found.DeepClone()) : Say(403, 7, "permission denied");
    }

    private static (int, JsonNode) Say(int status, int code, string message) =>
        (
            status,
            new JsonObject
            {
                ["error"] = message,
                ["code"] = code,
                ["message"] = message,
            }
        );
}
