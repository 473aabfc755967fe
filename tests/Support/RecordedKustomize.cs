using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GitOpsGen.Engines;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// A real Kustomize whose <c>git</c> and <c>ssh</c> only write down that they were called, and a server that does the same.
/// </summary>
public sealed class RecordedKustomize : IDisposable
{
    private readonly TemporaryFolder folder = new("gitopsgen-record-");
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly Task serving;
    private int connections;

    public RecordedKustomize()
    {
        foreach (var program in new[] { "git", "ssh" })
        {
            folder.Write($"bin/{program}", $"#!/bin/sh\necho {program} >> '{Record}'\nexit 1\n");
            File.SetUnixFileMode(folder.File($"bin/{program}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        server.Start();
        serving = ServeAsync();
    }

    /// <summary>Programs and arguments before the folder, of each Kustomize that is here.</summary>
    public static IReadOnlyList<(string Program, string Prefix)> Engines { get; } =
    [
        .. EngineFinder.OnPath("kubectl") is { } kubectl ? [(kubectl, "kustomize")] : Array.Empty<(string, string)>(),
        (TestTools.KustomizeAlone, "build"),
    ];

    public int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    /// <summary>What a PATH begins with for all who shall be recorded.</summary>
    public string Path => $"{folder.File("bin")}{System.IO.Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Whether git, ssh or the server was called since the last question.</summary>
    public bool WasCalled()
    {
        var called = Interlocked.Exchange(ref connections, 0) > 0 || File.Exists(Record);
        File.Delete(Record);
        return called;
    }

    /// <summary>Builds a kustomization with one engine, and says whether that fetched anything.</summary>
    public bool Fetches((string Program, string Prefix) engine, string kustomization)
    {
        WasCalled();
        var start = new ProcessStartInfo(engine.Program, [engine.Prefix, kustomization])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.Wait();
        return WasCalled();
    }

    private string Record => folder.File("record");

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync();
                Interlocked.Increment(ref connections);
                await using var stream = client.GetStream();
                _ = await stream.ReadAtLeastAsync(new byte[16], 1, throwOnEndOfStream: false);
                await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    public void Dispose()
    {
        server.Dispose();
        serving.Wait();
        folder.Dispose();
    }
}
