using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>The real registry on loopback, with what was pushed to it in memory.</summary>
public sealed partial class OciRegistry : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    /// <param name="certificates">Speaks TLS when given.</param>
    /// <param name="passwords">Lines of a htpasswd file; everybody may come in without.</param>
    public OciRegistry(Certificates? certificates = null, string? passwords = null)
    {
        var tls = "";
        if (certificates is not null)
        {
            folder.Write("cert.pem", certificates.ServerPem);
            folder.Write("key.pem", certificates.KeyPem);
            tls = $", tls: {{certificate: {folder.File("cert.pem")}, key: {folder.File("key.pem")}}}";
        }

        folder.Write("htpasswd", passwords ?? "");
        var auth = passwords is null ? "" : $"auth: {{htpasswd: {{realm: test, path: {folder.File("htpasswd")}}}}}\n";
        folder.Write("config.yml", $"version: 0.1\nstorage: {{inmemory: {{}}}}\nhttp: {{addr: 127.0.0.1:0{tls}}}\n{auth}");
        process = Process.Start(
            new ProcessStartInfo(TestTools.DockerRegistry, ["serve", folder.File("config.yml")])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        Address = $"127.0.0.1:{Port()}";
    }

    public string Address { get; }

    /// <summary>Pushes a packed demo chart to oci://…/charts/demo, with a Helm that does as it is told on loopback.</summary>
    public void Push(byte[] packed, params string[] options)
    {
        File.WriteAllBytes(folder.File("demo-1.2.3.tgz"), packed);
        var (exit, _, error) = TestTools.Run(
            TestTools.Helm4,
            ["push", folder.File("demo-1.2.3.tgz"), $"oci://{Address}/charts", .. options]
        );
        Assert.True(exit == 0, error);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    // It takes a free port and says which.
    private string Port()
    {
        var port = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                port.TrySetException(new InvalidOperationException("the registry ended before it listened"));
            else if (Listening().Match(line.Data) is { Success: true } match)
                port.TrySetResult(match.Groups[1].Value);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return port.Task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
