using System.IO.Compression;
using System.Net;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Doctor;
using GitOpsGen.Engines;
using GitOpsGen.GitHub;
using GitOpsGen.Http;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Servers that send without end: in bytes, headers, pages or time.</summary>
public sealed class HttpFloodTests
{
    private const long ThreeGigabytes = 3L << 30;

    // A process that needs more dies of it.
    private const string HeapLimit = "0x10000000";

    private static readonly byte[] Piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[\"flood\"],", 100_000)));

    [Theory]
    [InlineData("chunked", "it sends more than 32 MiB, which is the most that is read")]
    [InlineData("announced", "it sends more than 32 MiB, which is the most that is read")]
    [InlineData("refused", "it sends more than 32 MiB, which is the most that is read")]
    [InlineData("packed", "the answer is not what GitHub's API says: it is no text in UTF-8")]
    public async Task A_flood_ends_at_the_limit_and_the_memory_stays_bounded(string kind, string expected)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await using var server = await OddServer.StartAsync(context => AnswerAsync(context, kind));
        fleet.Hub.IsPublic = true;
        var environment = fleet.Environment();
        environment["GITHUB_API_URL"] = server.Url;
        environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        var answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(answer.Exit == 4, answer.ToString());
        Assert.Contains("127.0.0.1: GET repos/contoso/small/pulls: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Headers_without_end_are_left()
    {
        await using var server = await OddServer.StartAsync(context =>
        {
            for (var i = 0; i < 200; i++)
                context.Response.Headers[$"X-{i}"] = new string('x', 1000);
            return context.Response.WriteAsync("[]");
        });
        using var http = HttpWire.Connect();
        var error = await Assert.ThrowsAsync<RemoteException>(() => FindAsync(Client(http, server.Url)));
        Assert.Equal(
            "cannot reach 127.0.0.1: GET repos/contoso/small/pulls: it sends headers of more than 64 KiB, which is the most that is read",
            error.Message
        );
        Assert.Single(server.Calls);
        Assert.Equal(
            "it sends headers of more than 64 KiB, which is the most that is read",
            await Network.AnswersAsync(new Uri(server.Url), TimeSpan.FromMinutes(1), default)
        );
    }

    [Fact]
    public async Task An_answer_that_trickles_counts_as_lost()
    {
        await using var server = await OddServer.StartAsync(TrickleAsync);
        using var http = HttpWire.Connect();
        var error = await Assert.ThrowsAsync<RemoteException>(() => FindAsync(Client(http, server.Url, TimeSpan.FromMilliseconds(200))));
        Assert.Equal("cannot reach 127.0.0.1: GET repos/contoso/small/pulls: not answered to the end within 0.2 seconds", error.Message);
        Assert.Equal(5, server.Calls.Count);
    }

    [Theory]
    [InlineData("https://github.example/api/v3/repos/contoso/small/pulls?page={0}", "it has more than 100 pages", 100)]
    [InlineData("https://github.example/api/v3/repos/contoso/small/pulls?page=2", "its pages go in a circle", 2)]
    [InlineData("https://evil.example/pulls?page={0}", "its next page is at another host, where the token does not go", 1)]
    [InlineData("http://github.example/pulls?page={0}", "its next page is at another host, where the token does not go", 1)]
    [InlineData("https://github.example:8443/pulls?page={0}", "its next page is at another host, where the token does not go", 1)]
    [InlineData("https://x@github.example/pulls?page={0}", "its next page is at another host, where the token does not go", 1)]
    [InlineData("pulls?page={0}", "its next page is at another host, where the token does not go", 1)]
    public async Task Pages_without_end_or_elsewhere_are_left(string link, string expected, int calls)
    {
        var count = 0;
        using var hub = new CannedGitHub(
            (_, _) =>
            {
                var answer = CannedGitHub.Say("[]");
                answer.Headers.Add(
                    "Link",
                    $"<{string.Format(System.Globalization.CultureInfo.InvariantCulture, link, ++count + 1)}>; rel=\"next\", "
                        + "<https://github.example/>; rel=\"last\""
                );
                return answer;
            }
        );
        var error = await Assert.ThrowsAsync<RemoteException>(() => FindAsync(hub.Client));
        Assert.StartsWith("GitHub at github.example: GET ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(calls, count);
    }

    [Fact]
    public async Task Large_pages_are_limited_in_their_sum()
    {
        var count = 0;
        var page = Encoding.UTF8.GetBytes($"[{new string(' ', 20 << 20)}]");
        using var hub = new CannedGitHub(
            (_, _) =>
            {
                var answer = CannedGitHub.Say(page);
                answer.Headers.Add("Link", $"<https://github.example/api/v3/repos/contoso/small/pulls?page={++count + 1}>; rel=\"next\"");
                return answer;
            }
        );
        var error = await Assert.ThrowsAsync<RemoteException>(() => FindAsync(hub.Client));
        Assert.Contains("its pages have more than 64 MiB", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, count);
    }

    [Theory]
    [InlineData("flood", "127.0.0.1: it sends more than 64 MiB, which is the most that is read")]
    [InlineData("circle", "127.0.0.1 leads from one place to the next without end")]
    [InlineData("file", "127.0.0.1 leads to where no file is fetched from")]
    [InlineData("missing", "127.0.0.1 answers 404")]
    [InlineData("other", "it was thrown away")]
    public async Task A_download_of_an_engine_ends(string kind, string expected)
    {
        await using var server = await OddServer.StartAsync(context =>
            kind switch
            {
                "flood" => OddServer.FloodAsync(context, Piece, ThreeGigabytes),
                "circle" => RedirectAsync(context, "/again"),
                "file" => RedirectAsync(context, "file:///etc/passwd"),
                "missing" => RefuseAsync(context, 404),
                _ => context.Response.WriteAsync("x"),
            }
        );
        var release = new PinnedRelease(
            "kustomize",
            "0.0.1",
            $"{server.Url}/",
            new Dictionary<string, (string, string)>(StringComparer.Ordinal)
            {
                [PinnedRelease.Platform] = ("k.tar.gz", new string('0', 64)),
            }
        );
        Assert.Null(await release.DownloadAsync(_ => { }, default));
        Assert.Contains(expected, release.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After", "884541772800", null)]
    [InlineData("Retry-After", "99999999999999999999999999", null)]
    [InlineData("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", null)]
    [InlineData("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT", 1)]
    [InlineData("Retry-After", "-5", 60)]
    [InlineData("Retry-After", "soon", 60)]
    [InlineData("Retry-After", "1e3", 60)]
    [InlineData("Retry-After", "NaN", 60)]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("Retry-After", "900", 900)]
    [InlineData("Retry-After", "901", null)]
    [InlineData("x-ratelimit-reset", "884541772800", null)]
    [InlineData("x-ratelimit-reset", "9223372036854775807", null)]
    [InlineData("x-ratelimit-reset", "-9223372036854775808", 1)]
    [InlineData("x-ratelimit-reset", "-1", 1)]
    [InlineData("x-ratelimit-reset", "99999999999999999999999999", null)]
    [InlineData("x-ratelimit-reset", "never", 60)]
    [InlineData("x-ratelimit-reset", "", 60)]
    public async Task A_limit_of_rate_without_sense_is_waited_for_a_quarter_of_an_hour_at_most(string header, string value, int? seconds)
    {
        using var hub = new CannedGitHub(
            (_, _) =>
            {
                var answer = CannedGitHub.Say("""{"message": "API rate limit exceeded"}""", HttpStatusCode.Forbidden);
                answer.Headers.TryAddWithoutValidation(header, value);
                answer.Headers.Add("x-ratelimit-remaining", "0");
                return answer;
            }
        );
        var error = await Assert.ThrowsAsync<GitHubException>(() => FindAsync(hub.Client));
        Assert.StartsWith("GET repos/contoso/small/pulls: 403 API rate limit exceeded", error.Message, StringComparison.Ordinal);
        Assert.Equal("github.example", error.Host);
        Assert.Equal(seconds is null, error.Message.Contains("for more than 15 minutes", StringComparison.Ordinal));
        if (seconds is null)
            Assert.Empty(hub.Waits);
        else
            Assert.Equal(TimeSpan.FromSeconds(seconds.Value), hub.Waits[0]);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_waited_for()
    {
        using var hub = new CannedGitHub(
            (_, _) =>
            {
                var answer = CannedGitHub.Say("{}", HttpStatusCode.TooManyRequests);
                answer.Headers.Add(
                    "Retry-After",
                    DateTimeOffset.UtcNow.AddMinutes(5).ToString("r", System.Globalization.CultureInfo.InvariantCulture)
                );
                return answer;
            }
        );
        await Assert.ThrowsAsync<GitHubException>(() => FindAsync(hub.Client));
        Assert.All(hub.Waits, wait => Assert.InRange(wait.TotalSeconds, 200, 300));
        Assert.Equal(4, hub.Waits.Count);
    }

    private static async Task AnswerAsync(HttpContext context, string kind)
    {
        context.Response.ContentType = "application/json";
        if (kind == "refused")
            context.Response.StatusCode = 403;
        if (kind == "announced")
            context.Response.ContentLength = ThreeGigabytes;
        if (kind == "packed")
            context.Response.Headers.ContentEncoding = "gzip";
        if (kind != "packed")
            await OddServer.FloodAsync(context, Piece, ThreeGigabytes);
        else
            await context.Response.Body.WriteAsync(Bomb());
    }

    // A few MiB that swell to a gigabyte.
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            for (var i = 0; i < 1000; i++)
                gzip.Write(new byte[1 << 20]);
        return packed.ToArray();
    }

    private static async Task TrickleAsync(HttpContext context)
    {
        await context.Response.WriteAsync("[");
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static Task RedirectAsync(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static GitHubClient Client(HttpMessageInvoker http, string url, TimeSpan? limit = null) =>
        new(http, GitHubAddresses.Of(url, null), new FixedToken("planted"), (_, _) => Task.CompletedTask, limit);

    private static Task FindAsync(GitHubClient client) =>
        new GitHubHost(client, "contoso/small", "contoso/small").FindAsync("change", "main", default);
}
