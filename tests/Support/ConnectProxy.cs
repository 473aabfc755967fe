using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GitOpsGen.Tests.Support;

/// <summary>A proxy on loopback that leads every CONNECT to one server, so that a test can use a name that no resolver knows.</summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;
    private readonly ConcurrentQueue<string> targets = new();

    public ConnectProxy(string server)
    {
        listener.Start();
        accepting = AcceptAsync(IPEndPoint.Parse(server));
    }

    public string Address => listener.LocalEndpoint.ToString()!;

    /// <summary>What was asked for.</summary>
    public IReadOnlyCollection<string> Targets => targets;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync(IPEndPoint server)
    {
        try
        {
            while (true)
                _ = LeadAsync(await listener.AcceptTcpClientAsync(end.Token), server);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task LeadAsync(TcpClient client, IPEndPoint server)
    {
        try
        {
            using var _ = client;
            var stream = client.GetStream();
            targets.Enqueue((await HeadAsync(stream)).Split(' ')[1]);
            using var other = new TcpClient();
            await other.ConnectAsync(server, end.Token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), end.Token);
            await Task.WhenAny(stream.CopyToAsync(other.GetStream(), end.Token), other.GetStream().CopyToAsync(stream, end.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // The client has left.
        }
    }

    // Byte by byte, because what follows the head belongs to the server.
    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, end.Token) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }
}
