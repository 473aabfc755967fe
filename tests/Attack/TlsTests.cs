using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.Http;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// What stands where GitHub should be and is not to be trusted, or not there: the cause and the way out, in one line with the host.
/// </summary>
public sealed class TlsTests
{
    private const string Call = "cannot reach 127.0.0.1: GET repos/contoso/small/pulls: ";

    [Theory]
    [InlineData(-2, "127.0.0.1", "its certificate expired on ")]
    [InlineData(2, "127.0.0.1", "its certificate is not valid before ")]
    [InlineData(0, "10.1.2.3", "its certificate is for *.contoso.example, 10.1.2.3, not for this host.")]
    [InlineData(
        0,
        "127.0.0.1",
        "its certificate is of an authority that this machine does not know. Add the authority to the system's, or name its "
            + "PEM file in SSL_CERT_FILE."
    )]
    public async Task A_certificate_that_is_not_to_be_believed_is_told_with_its_fault(int years, string address, string expected)
    {
        using var certificate = Certificate(years, address);
        await using var server = await OddServer.StartAsync(context => context.Response.WriteAsync("[]"), certificate);
        Assert.StartsWith($"{Call}{expected}", await FailureAsync(server.Url), StringComparison.Ordinal);
        // Nothing was said to it, and it was asked once.
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task A_server_without_tls_is_told()
    {
        await using var server = await OddServer.StartAsync(context => context.Response.WriteAsync("[]"));
        Assert.StartsWith(
            $"{Call}what answers there does not speak TLS.",
            await FailureAsync(server.Url.Replace("http:", "https:", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray());
            }
        });
        Assert.Equal($"{Call}what answers there does not speak HTTP as it should.", await FailureAsync($"http://{listener.LocalEndpoint}"));
        await answering;
    }

    [Fact]
    public async Task Nobody_at_a_port_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = listener.LocalEndpoint;
        listener.Stop();
        Assert.Equal($"{Call}the connection to {place} was refused, or there is no way there.", await FailureAsync($"http://{place}"));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told() =>
        Assert.Equal(
            "cannot reach nowhere.invalid: GET repos/contoso/small/pulls: the name nowhere.invalid is not known. Look at the "
                + "address, and at this machine's DNS.",
            await FailureAsync("https://nowhere.invalid")
        );

    [Fact]
    public async Task The_tool_exits_4_and_trusts_what_SSL_CERT_FILE_names()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.IsPublic = true;
        using var certificates = new Certificates();
        using var folder = new TemporaryFolder();
        folder.Write("authority.pem", certificates.AuthorityPem);
        await using var server = await OddServer.StartAsync(context => context.Response.WriteAsync("null"), certificates.Server);
        var environment = fleet.Environment();
        environment["GITHUB_API_URL"] = server.Url;
        var answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(
            answer.Exit == 4 && answer.Error.Contains($"gitopsgen: {Call}its certificate is of an authority", StringComparison.Ordinal),
            answer.ToString()
        );
        environment["SSL_CERT_FILE"] = folder.File("authority.pem");
        answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(answer.Exit == 4 && answer.Error.Contains("it is null, expected a list", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task A_proxy_that_does_not_lead_there_is_told_without_its_password()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.IsPublic = true;
        await using var proxy = await OddServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        var environment = fleet.Environment();
        environment["GITHUB_API_URL"] = "https://ghe.example/api/v3";
        environment["HTTPS_PROXY"] = proxy.Url.Replace("http://", "http://user:planted@", StringComparison.Ordinal);
        var answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(answer.Exit == 4, answer.ToString());
        Assert.Contains(
            $"cannot reach ghe.example: GET repos/contoso/small/pulls: the proxy {proxy.Url["http://".Length..]} does not lead there.",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("planted", answer.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> FailureAsync(string url)
    {
        using var http = HttpWire.Connect();
        var client = new GitHubClient(http, GitHubAddresses.Of(url, null), new FixedToken("planted"), (_, _) => Task.CompletedTask);
        var error = await Assert.ThrowsAsync<RemoteException>(() =>
            new GitHubHost(client, "contoso/small", "contoso/small").FindAsync("change", "main", default)
        );
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    private static X509Certificate2 Certificate(int years, string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=odd", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (address != "127.0.0.1")
            names.AddDnsName("*.contoso.example");
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow.AddYears(years);
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
