using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitOpsGen.Tests.Support;

/// <summary>A chart repository on loopback: an index and packed charts, or whatever a test wants it to answer.</summary>
public sealed class ChartServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> requests = new();
    private readonly WebApplication server;

    private ChartServer(WebApplication server) => this.server = server;

    public string Url => server.Urls.First();

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Serves <paramref name="packed"/> as demo 1.2.3.</summary>
    /// <param name="credential">user:password that must come with every request.</param>
    public static Task<ChartServer> ServeAsync(byte[] packed, X509Certificate2? certificate = null, string? credential = null) =>
        AnswerAsync(
            async context =>
            {
                if (
                    credential is not null
                    && context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}"
                )
                    context.Response.StatusCode = 401;
                else if (context.Request.Path == "/charts/index.yaml")
                    await context.Response.WriteAsync(Index(packed));
                else if (context.Request.Path == "/charts/demo-1.2.3.tgz")
                    await context.Response.BodyWriter.WriteAsync(packed);
                else
                    context.Response.StatusCode = 404;
            },
            certificate
        );

    public static async Task<ChartServer> AnswerAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
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
        var charts = new ChartServer(builder.Build());
        charts.server.Run(context =>
        {
            charts.requests.Enqueue(context.Request.Path);
            return answer(context);
        });
        await charts.server.StartAsync();
        return charts;
    }

    public static string Index(byte[] packed) =>
        $"""
            apiVersion: v1
            entries:
              demo:
                - apiVersion: v2
                  name: demo
                  version: {DemoChart.Version}
                  digest: {DemoChart.DigestOf(packed)}
                  urls: [demo-{DemoChart.Version}.tgz]

            """;

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
