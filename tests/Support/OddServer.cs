using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitOpsGen.Tests.Support;

/// <summary>A server on loopback that answers as a test wants, which is not as it should.</summary>
public sealed class OddServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly WebApplication server;

    private OddServer(WebApplication server) => this.server = server;

    public string Url => server.Urls.First();

    /// <summary>Method, path and query of each request.</summary>
    public IReadOnlyCollection<string> Calls => calls;

    /// <param name="certificate">Null: in the clear.</param>
    public static async Task<OddServer> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxResponseBufferSize = 1 << 20;
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                }
            );
        });
        var odd = new OddServer(builder.Build());
        odd.server.Run(context =>
        {
            odd.calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return answer(context);
        });
        await odd.server.StartAsync();
        return odd;
    }

    /// <summary>Sends the same bytes again and again, until so many are sent or nobody wants them any more.</summary>
    public static async Task FloodAsync(HttpContext context, byte[] piece, long bytes)
    {
        try
        {
            for (var sent = 0L; sent < bytes; sent += piece.Length)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // That is what it is for.
        }
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
