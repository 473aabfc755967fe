using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Git;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>Tokens, keys and addresses as people and pipelines give them.</summary>
public sealed class IdentityTests
{
    [Theory]
    [InlineData("https://api.github.com", "https://github.com/o/n", true)]
    [InlineData("https://api.github.com", "https://github.com/o/n.git", true)]
    [InlineData("https://api.github.com", "http://github.com/o/n", false)]
    [InlineData("https://ghe.example:8443/api/v3", "http://ghe.example:8443/o/n", false)]
    [InlineData("http://ghe.example:8080/api/v3", "http://ghe.example:8080/o/n", true)]
    [InlineData("https://api.github.com", "https://example.com/o/n", false)]
    [InlineData("https://api.github.com", "git@github.com:o/n", false)]
    public async Task Git_gets_the_token_for_github_and_not_in_clear(string api, string remote, bool isGiven)
    {
        using var folder = new TemporaryFolder();
        using var access = new GitHubAccess(
            new GitHubArguments(null, null, null, null),
            name =>
                name switch
                {
                    "GITHUB_API_URL" => api,
                    "GITHUB_TOKEN" => "planted",
                    _ => null,
                }
        );
        Assert.Equal(
            isGiven,
            !(await access.CredentialsAsync(new GitRemote(new GitRepository(folder.Path), remote), CancellationToken.None)).IsEmpty
        );
    }

    [Theory]
    [InlineData("--token-file", "nowhere", "the file that --token-file names is not there")]
    [InlineData("--token-file", "empty", "the file that --token-file names is empty")]
    [InlineData("--token-file", ".", "what --token-file names is no file")]
    [InlineData("--token-file", "pipe", "what --token-file names is no file")]
    [InlineData("--token-file", "two-lines", "what is in the file of --token-file is no token")]
    [InlineData("--app-key-file", "nowhere", "the file that --app-key-file names is not there")]
    [InlineData("--app-key-file", "pipe", "what --app-key-file names is no file")]
    [InlineData("--app-key-file", "two-lines", "the App's key is no private RSA key in PEM")]
    [InlineData("--app-key-file", "broken.pem", "the App's key is no private RSA key in PEM")]
    [InlineData("--app-key-file", "public.pem", "the App's key is no private RSA key in PEM")]
    [InlineData("GITHUB_TOKEN", "planted\nplanted", "what is in GITHUB_TOKEN is no token")]
    [InlineData("GITHUB_TOKEN", "plantéd", "what is in GITHUB_TOKEN is no token")]
    [InlineData("GITHUB_API_URL", "ghe.example/api", "GITHUB_API_URL is 'ghe.example/api', which is no address")]
    [InlineData("GITHUB_API_URL", "https://", "GITHUB_API_URL is 'https://', which is no address")]
    [InlineData("GITHUB_GRAPHQL_URL", "file:///graphql", "GITHUB_GRAPHQL_URL is 'file:///graphql', which is no address")]
    public async Task What_is_no_token_key_or_address_is_said_in_text_and_json(string place, string value, string expected)
    {
        using var key = RSA.Create(2048);
        using var folder = SmallFleet.Create();
        folder.Write("empty", "\n");
        Assert.Equal(0, TestTools.Run("mkfifo", [folder.File("pipe")]).Exit);
        folder.Write("two-lines", "planted\nplanted\n");
        folder.Write("broken.pem", "-----BEGIN RSA PRIVATE KEY-----\ncGxhbnRlZA==\n-----END RSA PRIVATE KEY-----\n");
        folder.Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
        Sh.Git(folder.Path, "init", "--quiet", "--initial-branch=main");
        Sh.Git(folder.Path, "remote", "add", "origin", "https://github.com/contoso/small");
        var environment = Environment();
        if (place[0] == 'G')
            environment[place] = value;
        string[] identity =
            place[0] == 'G' ? [] : [place, folder.File(value), .. place == "--app-key-file" ? new[] { "--app-id", "1234" } : []];
        await AssertFailsAsync(folder, environment, 1, expected, identity);
    }

    [Fact]
    public async Task A_remote_that_cannot_be_reached_is_said_in_text_and_json()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Git("remote", "set-url", "origin", $"http://127.0.0.1:{ClosedPort()}/contoso/small");
        await AssertFailsAsync(fleet.Folder, fleet.Environment(), 4, "cannot ");
    }

    [Fact]
    public async Task Without_a_token_or_with_a_wrong_one_the_report_says_so()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Hub.IsPublic = true;
        await fleet.ChangeAsync("dev", "web:2");
        await AssertFailsAsync(fleet.Folder, fleet.Environment(token: null), 4, "there is no token for GitHub");
        fleet.Hub.BeforeEffect = async context =>
        {
            if (context.Request.Method != "POST" || !context.Request.Path.Value!.EndsWith("/pulls", StringComparison.Ordinal))
                return false;
            await FakeGitHub.WriteAsync(context, 403, "Resource not accessible by integration");
            return true;
        };
        await AssertFailsAsync(
            fleet.Folder,
            fleet.Environment(),
            4,
            "GitHub at 127.0.0.1: POST repos/contoso/small/pulls: 403 Resource not accessible by integration"
        );
        // With nothing in its way, and what a file's last line leaves.
        fleet.Hub.BeforeEffect = null;
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment($"{FakeGitHub.Token}\n"),
            "publish",
            "--offline",
            "--output",
            "json"
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Null(JsonNode.Parse(answer.Output)!["error"]);
    }

    private static async Task AssertFailsAsync(
        TemporaryFolder folder,
        Dictionary<string, string?> environment,
        int exit,
        string expected,
        params string[] arguments
    )
    {
        var answer = await Gitopsgen.RunAsAsync(folder, environment, ["publish", "--offline", "--output", "json", .. arguments]);
        Assert.True(answer.Exit == exit && answer.Error.Contains(expected, StringComparison.Ordinal), answer.ToString());
        var report = JsonNode.Parse(answer.Output)!;
        Assert.Equal((exit, "publish"), ((int)report["exitCode"]!, (string?)report["command"]));
        Assert.Contains(expected, (string?)report["error"], StringComparison.Ordinal);
        Assert.DoesNotContain("--verbose", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", answer.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Environment()
    {
        var variables = new Dictionary<string, string?>(Sh.Settings, StringComparer.Ordinal);
        foreach (
            var name in new[] { "GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_TOKEN", "GH_TOKEN", "GITHUB_REPOSITORY", "GITHUB_RUN_ID" }
        )
            variables[name] = null;
        variables["GITHUB_TOKEN"] = "planted";
        return variables;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
