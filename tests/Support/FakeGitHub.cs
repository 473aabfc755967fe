using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// GitHub on loopback, as far as publishing goes: one real bare repository behind git's own HTTP, and pull requests, issues and comments
/// with GitHub's quirks. A route that it does not know is remembered as a mistake.
/// </summary>
public sealed class FakeGitHub : IAsyncDisposable
{
    public const string Token = "ghs_PlantedToken0123456789abcdef";

    private readonly TemporaryFolder folder = new("gitopsgen-github-");
    private readonly WebApplication server;
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentQueue<string> unknown = new();
    private readonly List<JsonObject> comments = [];
    private int next = 1;

    private FakeGitHub(WebApplication server) => this.server = server;

    public string Url => server.Urls.First();

    public string Api => $"{Url}/api/v3";

    public string RepositoryUrl => $"{Url}/contoso/small.git";

    public string Bare => folder.File("contoso/small.git");

    /// <summary>Method and path of each request, git's among them.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    public IEnumerable<string> Writes => Calls.Where(call => !call.StartsWith("GET", StringComparison.Ordinal) && !call.Contains("git-upload-pack", StringComparison.Ordinal));

    public IReadOnlyCollection<string> Unknown => unknown;

    public List<JsonObject> Pulls { get; } = [];

    public IReadOnlyList<JsonObject> Comments => comments;

    /// <summary>Nothing that is required is missing, so that there is nothing to wait for.</summary>
    public bool IsClean { get; set; }

    /// <summary>The public key of App 1234.</summary>
    public RSA? App { get; set; }

    /// <summary>Told of each request after it had its effect and before it is answered; may answer in its place.</summary>
    public Func<HttpContext, Task<bool>>? AfterEffect { get; set; }

    /// <summary>Told of each request before it has any effect; may answer in its place.</summary>
    public Func<HttpContext, Task<bool>>? BeforeEffect { get; set; }

    public static async Task<FakeGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var fake = new FakeGitHub(builder.Build());
        Sh.Git(fake.folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", fake.Bare);
        Sh.Git(fake.Bare, "config", "http.receivepack", "true");
        fake.server.Run(fake.AnswerAsync);
        await fake.server.StartAsync();
        return fake;
    }

    public void Clear() => calls.Clear();

    public JsonObject Pull(string branch) => Pulls.Last(pull => (string?)pull["head"]!["ref"] == branch);

    public IReadOnlyList<string> Branches => [.. Sh.Git(Bare, "for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        gate.Dispose();
        folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Headers.Authorization.Count > 1)
        {
            context.Response.StatusCode = 400;
            return;
        }

        if (BeforeEffect is { } before && await before(context)) return;
        if (context.Request.Path == "/api/graphql")
        {
            await GraphQlAsync(context);
            return;
        }

        if (!context.Request.Path.StartsWithSegments("/api/v3", StringComparison.Ordinal, out var rest))
        {
            await GitAsync(context);
            return;
        }

        if (App is { } app && await AppAsync(app, context, rest.Value!)) return;
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await WriteAsync(context, 401, new JsonObject { ["message"] = "Bad credentials" });
            return;
        }

        var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        int status;
        JsonNode? answer;
        await gate.WaitAsync();
        try
        {
            (status, answer) = Do(context.Request.Method, rest.Value!, context.Request.Query, body);
        }
        finally
        {
            gate.Release();
        }

        if (AfterEffect is { } after && await after(context)) return;
        await WriteAsync(context, status, answer);
    }

    // Errors come with 200.
    private async Task GraphQlAsync(HttpContext context)
    {
        var variables = (await JsonNode.ParseAsync(context.Request.Body))!["variables"]!;
        var pull = Pulls.Single(one => (string?)one["node_id"] == (string?)variables["id"]);
        if (IsClean) await WriteAsync(context, 200, new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = "Pull request Pull request is in clean status" }) });
        else
        {
            pull["auto_merge"] = $"{variables["method"]} {variables["head"]}";
            await WriteAsync(context, 200, new JsonObject { ["data"] = new JsonObject() });
        }
    }

    private (int, JsonNode?) Merge(string number, JsonNode body)
    {
        var pull = Find(number);
        if ((string?)body["sha"] != Tip((string)pull["head"]!["ref"]!)) return (409, new JsonObject { ["message"] = "Head branch was modified. Review and try the merge again." });
        (pull["state"], pull["merged_at"]) = ("closed", "2026-01-01T00:00:00Z");
        return (200, new JsonObject { ["merged"] = true });
    }

    // The App shows itself with what its key has signed, and is given the token for the one repository.
    private static async Task<bool> AppAsync(RSA app, HttpContext context, string path)
    {
        if (path is not ("/repos/contoso/small/installation" or "/app/installations/7/access_tokens")) return false;
        var parts = context.Request.Headers.Authorization.ToString()["Bearer ".Length..].Split('.');
        var isSigned = app.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var isGood = isSigned && (string?)claims["iss"] == "1234" && (long)claims["exp"]! - (long)claims["iat"]! <= 600;
        if (!isGood) await WriteAsync(context, 401, new JsonObject { ["message"] = "A JSON web token could not be decoded" });
        else if (context.Request.Method == "GET") await WriteAsync(context, 200, new JsonObject { ["id"] = 7 });
        else await WriteAsync(context, 201, new JsonObject { ["token"] = Token, ["expires_at"] = DateTimeOffset.UtcNow.AddHours(1).ToString("o", CultureInfo.InvariantCulture) });
        return true;
    }

    private async Task GitAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}"))}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        await GitHttp.ServeAsync(folder.Path, context);
        if (AfterEffect is { } after) await after(context);
    }

    private (int Status, JsonNode? Answer) Do(string method, string path, IQueryCollection query, JsonNode? body)
    {
        if (!path.StartsWith("/repos/contoso/small/", StringComparison.Ordinal)) return Miss(method, path);
        return (method, path["/repos/contoso/small/".Length..].Split('/')) switch
        {
            ("GET", ["pulls"]) => (200, List(query)),
            ("POST", ["pulls"]) => Open(body!),
            ("PATCH", ["pulls", var number]) => Edit(number, body!),
            ("POST", ["pulls", var number, "requested_reviewers"]) => Reviewers(number, body!),
            ("POST", ["issues", var number, "labels"]) => Put(number, "labels", body!["labels"]!),
            ("POST", ["issues", var number, "assignees"]) => Put(number, "assignees", body!["assignees"]!),
            ("PUT", ["pulls", var number, "merge"]) => Merge(number, body!),
            ("PATCH", ["issues", var number]) => Put(number, "milestone", body!["milestone"]!),
            ("GET", ["issues", var number, "comments"]) => (200, Page(comments.Where(comment => (string?)comment["issue"] == number), query)),
            ("POST", ["issues", var number, "comments"]) => Comment(number, body!),
            ("PATCH", ["issues", "comments", var id]) => EditComment(id, body!),
            ("DELETE", ["issues", "comments", var id]) => DeleteComment(id),
            _ => Miss(method, path),
        };
    }

    private (int, JsonNode?) Miss(string method, string path)
    {
        unknown.Enqueue($"{method} {path}");
        return (404, new JsonObject { ["message"] = "Not Found" });
    }

    private JsonArray List(IQueryCollection query)
    {
        var state = query["state"].ToString();
        var head = query["head"].ToString();
        var found = Pulls.Where(pull => state is "all" || (string?)pull["state"] == (state.Length == 0 ? "open" : state))
            // Without an owner the head is silently ignored.
            .Where(pull => !head.Contains(':', StringComparison.Ordinal) || head == $"contoso:{pull["head"]!["ref"]}")
            .Where(pull => query["base"].ToString() is "" or "main").Reverse().ToList();
        foreach (var pull in found) Refresh(pull);
        return Page(found, query);
    }

    private static JsonArray Page(IEnumerable<JsonObject> items, IQueryCollection query)
    {
        var size = int.TryParse(query["per_page"], out var said) ? said : 30;
        var page = int.TryParse(query["page"], out var number) ? number : 1;
        return new JsonArray([.. items.Skip((page - 1) * size).Take(size).Select(item => item.DeepClone())]);
    }

    private (int, JsonNode?) Open(JsonNode body)
    {
        var branch = ((string)body["head"]!).Split(':')[^1];
        if (Tip(branch) is not { } tip) return Invalid("head", "invalid");
        if (Pulls.Exists(pull => (string?)pull["state"] == "open" && (string?)pull["head"]!["ref"] == branch)) return Refused($"A pull request already exists for contoso:{branch}.");
        if (Sh.Git(Bare, "rev-list", "--count", $"main..{tip}") == "0") return Refused($"No commits between main and {branch}");
        if (((string)body["body"]!).Length > 65_536) return Refused("body is too long (maximum is 65536 characters)");
        var pull = new JsonObject
        {
            ["number"] = next,
            ["node_id"] = $"PR_{next}",
            ["html_url"] = $"https://github.example/contoso/small/pull/{next}",
            ["state"] = "open",
            ["merged_at"] = null,
            ["title"] = (string)body["title"]!,
            ["body"] = (string)body["body"]!,
            ["draft"] = (bool?)body["draft"] ?? false,
            ["user"] = new JsonObject { ["login"] = "publisher[bot]" },
            ["head"] = new JsonObject { ["ref"] = branch, ["sha"] = tip },
            ["base"] = new JsonObject { ["ref"] = "main" },
        };
        next++;
        Pulls.Add(pull);
        return (201, pull.DeepClone());
    }

    private (int, JsonNode?) Edit(string number, JsonNode body)
    {
        var pull = Find(number);
        foreach (var key in new[] { "title", "body", "state" })
            if (body[key] is { } value) pull[key] = (string)value!;
        return (200, pull.DeepClone());
    }

    private (int, JsonNode?) Reviewers(string number, JsonNode body) =>
        body["reviewers"]!.AsArray().Any(name => (string?)name == (string?)Find(number)["user"]!["login"]) ? Refused("Review cannot be requested from pull request author.") : Put(number, "requested_reviewers", body);

    private (int, JsonNode?) Put(string number, string key, JsonNode value)
    {
        Find(number)[key] = value.DeepClone();
        return (200, new JsonArray());
    }

    private (int, JsonNode?) Comment(string number, JsonNode body)
    {
        var comment = new JsonObject { ["id"] = 1000 + comments.Count, ["issue"] = number, ["user"] = new JsonObject { ["login"] = "publisher[bot]" }, ["body"] = (string)body["body"]! };
        comments.Add(comment);
        return (201, comment.DeepClone());
    }

    private (int, JsonNode?) EditComment(string id, JsonNode body)
    {
        comments.Single(comment => comment["id"]!.ToString() == id)["body"] = (string)body["body"]!;
        return (200, new JsonObject());
    }

    private (int, JsonNode?) DeleteComment(string id) => comments.RemoveAll(comment => comment["id"]!.ToString() == id) > 0 ? (204, null) : (404, new JsonObject { ["message"] = "Not Found" });

    private JsonObject Find(string number) => Pulls.Single(pull => pull["number"]!.ToString() == number);

    // GitHub closes a pull request whose branch goes, and keeps what its head was.
    private void Refresh(JsonObject pull)
    {
        if ((string?)pull["state"] != "open") return;
        if (Tip((string)pull["head"]!["ref"]!) is { } tip) pull["head"]!["sha"] = tip;
        else pull["state"] = "closed";
    }

    private string? Tip(string branch) => TestTools.Run("git", ["-C", Bare, "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}"]) is (0, var output, _) ? Encoding.ASCII.GetString(output).Trim() : null;

    private static (int, JsonNode?) Refused(string message) => (422, new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["resource"] = "PullRequest", ["code"] = "custom", ["message"] = message }) });

    private static (int, JsonNode?) Invalid(string field, string code) => (422, new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["resource"] = "PullRequest", ["field"] = field, ["code"] = code }) });

    public static async Task WriteAsync(HttpContext context, int status, JsonNode? answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (answer is not null) await context.Response.WriteAsync(answer.ToJsonString());
    }
}
