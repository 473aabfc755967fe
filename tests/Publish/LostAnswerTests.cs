using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http;
using GitOpsGen.Http.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A server that is not quite GitHub: silent, cut off, or elsewhere by now.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private readonly HttpMessageInvoker http = HttpWire.Connect();
    private readonly ConcurrentQueue<string> calls = new();
    private WebApplication server = null!;
    private Func<HttpContext, Task> answer = _ => Task.CompletedTask;

    private string Url => server.Urls.First();

    public async ValueTask InitializeAsync() =>
        server = await StartAsync(context =>
        {
            calls.Enqueue(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}"
            );
            return answer(context);
        });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_after_the_limit_of_each_try()
    {
        answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var client = Client(TimeSpan.FromMilliseconds(200));
        var error = await Assert.ThrowsAsync<RemoteException>(() => GetAsync(client, "repos/o/n"));
        Assert.Equal("cannot reach 127.0.0.1: GET repos/o/n: not answered to the end within 0.2 seconds", error.Message);
        Assert.Equal(5, calls.Count);
        // What makes something may have been done.
        var write = await Assert.ThrowsAsync<GitHubException>(() => SendAsync(client, "POST", "repos/o/n/pulls", "{}"));
        Assert.True(write.IsUncertain);
        Assert.Equal(6, calls.Count);
    }

    [Fact]
    public async Task Whoever_cancels_does_not_wait_for_another_try()
    {
        using var cancel = new CancellationTokenSource();
        answer = async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client().SendAsync(new GitHubCall(HttpMethod.Get, "repos/o/n", null, Shape.Unread), cancel.Token)
        );
        Assert.Single(calls);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task An_answer_that_is_cut_off_is_a_lost_one(int status)
    {
        answer = async context =>
        {
            if (calls.Count > 1)
            {
                await context.Response.WriteAsync("""{"id": 1}""");
                return;
            }

            context.Response.StatusCode = status;
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"id":""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.Equal(1, (int)JsonNode.Parse((await GetAsync(Client(), "repos/o/n")).Body)!["id"]!);
        Assert.Equal(2, calls.Count);
    }

    [Theory]
    [InlineData(301, "GET")]
    [InlineData(302, "GET")]
    [InlineData(307, "POST")]
    [InlineData(308, "PATCH")]
    public async Task A_repository_that_was_renamed_is_found(int status, string method)
    {
        answer = context =>
        {
            if (context.Request.Path == "/repositories/7")
                return context.Request.Body.CopyToAsync(context.Response.Body);
            context.Response.Redirect($"{Url}/repositories/7");
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        var got = await SendAsync(Client(), method, "repos/o/n", """{"title": "Raise"}""");
        Assert.Equal("Raise", (string?)JsonNode.Parse(got.Body)!["title"]);
        Assert.Equal([$"{method} /repos/o/n Bearer planted", $"{method} /repositories/7 Bearer planted"], calls);
    }

    [Fact]
    public async Task The_token_goes_to_no_other_host()
    {
        var met = 0;
        await using var other = await StartAsync(_ =>
        {
            Interlocked.Increment(ref met);
            return Task.CompletedTask;
        });
        answer = context =>
        {
            context.Response.Redirect($"{other.Urls.First()}/repos/o/n", permanent: true);
            return Task.CompletedTask;
        };
        var error = await Assert.ThrowsAsync<RemoteException>(() => GetAsync(Client(), "repos/o/n"));
        Assert.Equal(
            $"127.0.0.1 sends GET /repos/o/n to {other.Urls.First()}, where the token does not go: the repository moved, or its "
                + "GitHub did. Correct the remote's address, --repository or GITHUB_API_URL.",
            error.Message
        );
        Assert.Equal(0, met);
        Assert.Single(calls);
    }

    [Fact]
    public async Task A_circle_of_redirections_ends()
    {
        answer = context =>
        {
            context.Response.Redirect("/repos/o/n");
            return Task.CompletedTask;
        };
        var error = await Assert.ThrowsAsync<RemoteException>(() => GetAsync(Client(), "repos/o/n"));
        Assert.Contains("without end", error.Message, StringComparison.Ordinal);
    }

    private GitHubClient Client(TimeSpan? limit = null) =>
        new(http, GitHubAddresses.Of(Url, null), new FixedToken("planted"), (_, _) => Task.CompletedTask, limit);

    private static Task<GitHubReply> GetAsync(GitHubClient client, string path) => SendAsync(client, "GET", path, null);

    private static Task<GitHubReply> SendAsync(GitHubClient client, string method, string path, string? body) =>
        client.SendAsync(new GitHubCall(new HttpMethod(method), path, body, Shape.Unread), CancellationToken.None);

    private static async Task<WebApplication> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var started = builder.Build();
        started.Run(answer.Invoke);
        await started.StartAsync();
        return started;
    }
}
