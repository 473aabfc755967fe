using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>Credentials are Helm's: from its own files, never from ours, and never in what we print.</summary>
public sealed class CredentialTests
{
    private const string Password = "s3cret-w0rd";

    // htpasswd's form of it (bcrypt, cost 5).
    private const string Hashed = "somebody:$2y$05$abcdefghijklmnopqrstuuxkfnsT92cmKajQ/1kES5QAXehS5Jpc.";

    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_repository_known_to_Helm_is_pulled_from_with_the_credentials_that_it_keeps(string helm)
    {
        using var certificates = new Certificates();
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed, certificates.Server, $"somebody:{Password}");
        using var fleet = ChartFleet.Create(
            helm,
            $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
        );
        using var own = new TemporaryFolder();
        own.Write("authority.pem", certificates.AuthorityPem);
        var (exit, _, error) = TestTools.Run(
            ChartFleet.Program(helm),
            [
                "repo",
                "add",
                "mine",
                $"{server.Url}/charts/",
                "--username",
                "somebody",
                "--password",
                Password,
                "--ca-file",
                own.File("authority.pem"),
                "--repository-config",
                own.File("repositories.yaml"),
            ]
        );
        Assert.True(exit == 0, error);
        var render = await Gitopsgen.RunAsAsync(fleet, Environment(own), "render");

        Assert.True(render.Exit == 0, render.ToString());
        Silent(render, fleet);
        Assert.Contains("kind: Widget", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
        // Helm's own caches stay out of it.
        Assert.Empty(Directory.Exists(own.File("cache")) ? Directory.GetFiles(own.File("cache"), "*", SearchOption.AllDirectories) : []);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_wrong_credential_is_an_error_that_does_not_show_it(string helm)
    {
        await using var server = await ChartServer.ServeAsync(DemoChart.Unique().Pack(), credential: "somebody:else");
        using var fleet = ChartFleet.Create(helm, $"repository: {server.Url}/charts, name: demo");
        using var own = new TemporaryFolder();
        // Some put the credential into the URL, where Helm's messages repeat it.
        own.Write(
            "repositories.yaml",
            "apiVersion: \"\"\nrepositories:\n  - {name: mine, url: "
                + $"\"{server.Url.Replace("://", $"://somebody:{Password}@", StringComparison.Ordinal)}/charts\"}}\n"
        );

        var render = await Gitopsgen.RunAsAsync(fleet, Environment(own), "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains("401", ChartFleet.Line(render, "GOG070"), StringComparison.Ordinal);
        Silent(render, fleet);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_registry_that_Helm_is_logged_in_to_is_pulled_from(string helm)
    {
        using var registry = new OciRegistry(passwords: Hashed + "\n");
        var packed = DemoChart.Unique().Pack();
        registry.Push(packed, "--plain-http", "--username", "somebody", "--password", Password);
        using var fleet = ChartFleet.Create(
            helm,
            $"repository: oci://{registry.Address}/charts, name: demo, plainHttp: true, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
        );
        using var own = new TemporaryFolder();

        var without = await Gitopsgen.RunAsAsync(fleet, Environment(own), "render");
        Assert.Equal(1, without.Exit);
        Assert.Contains("credential", ChartFleet.Line(without, "GOG070"), StringComparison.Ordinal);

        var login = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"somebody:{Password}"));
        own.Write("registry.json", "{\"auths\": {\"" + registry.Address + "\": {\"auth\": \"" + login + "\"}}}");
        var render = await Gitopsgen.RunAsAsync(fleet, Environment(own), "render");
        Assert.True(render.Exit == 0, render.ToString());
        Silent(render, fleet);
    }

    [Theory]
    [InlineData("Get \"https://u:p@host/x\": EOF", "Get \"https://***@host/x\": EOF")]
    [InlineData("https://u:p@ss@host:8443/a and oci://t0ken@host/b", "https://***@host:8443/a and oci://***@host/b")]
    [InlineData("https://host/x@1.2.3 and a@b.example", "https://host/x@1.2.3 and a@b.example")]
    public void Credentials_are_taken_out_of_URLs_and_nothing_else(string text, string shown) => Assert.Equal(shown, Secrets.Hide(text));

    private static Dictionary<string, string?> Environment(TemporaryFolder own) =>
        new()
        {
            ["HOME"] = own.Path,
            ["HELM_CACHE_HOME"] = own.File("cache"),
            ["HELM_REPOSITORY_CONFIG"] = own.File("repositories.yaml"),
            ["HELM_REGISTRY_CONFIG"] = own.File("registry.json"),
        };

    private static void Silent(Answer answer, TemporaryFolder fleet)
    {
        Assert.DoesNotContain(Password, answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(fleet.Path, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(Password, StringComparison.Ordinal)
        );
        var kept = Directory.Exists(UserCache.Root)
            ? Directory.EnumerateFiles(UserCache.Root, "*.digest", SearchOption.AllDirectories)
            : [];
        Assert.DoesNotContain(kept, file => File.ReadAllText(file).Contains(Password, StringComparison.Ordinal));
    }
}
