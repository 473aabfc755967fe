using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.Http;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>Which servers a caller has named, and which tokens are for them.</summary>
public sealed class ServerAccessTests
{
    private const string Configuration = """
        contexts:
        - {name: one, server: "argocd.one.example", user: one}
        - {name: two, server: "argocd.two.example:8443", user: two}
        - {name: plain, server: "localhost:8080", user: two}
        - {name: tokenless, server: argocd.three.example, user: nobody}
        current-context: two
        servers:
        - {server: argocd.one.example, grpc-web-root-path: /argocd, insecure: true}
        - {server: "argocd.two.example:8443"}
        - {server: "localhost:8080", plain-text: true}
        users:
        - {name: one, auth-token: token-one, refresh-token: secret}
        - {name: two, auth-token: token-two}
        """;

    [Fact]
    public void Logins_of_argocd_are_servers_with_their_tokens() =>
        Assert.Equal(
            ["https://argocd.two.example:8443 token-two", "https://argocd.one.example/argocd token-one", "http://localhost:8080 token-two"],
            CliConfiguration.Read("config", Configuration, null).Select(server => $"{server} {server.Token}")
        );

    [Fact]
    public void A_context_that_is_named_is_the_only_one()
    {
        Assert.Equal("token-one", Assert.Single(CliConfiguration.Read("config", Configuration, "one")).Token);
        var error = Assert.Throws<StoppedException>(() => CliConfiguration.Read("config", Configuration, "tow"));
        Assert.Contains("Did you mean 'two'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contexts: [")]
    [InlineData("- secret-token")]
    public void What_is_no_configuration_is_told_without_what_is_in_it(string text)
    {
        var error = Assert.Throws<StoppedException>(() => CliConfiguration.Read("config", text, null));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{contexts: {a: b}, users: 7}")]
    [InlineData("{contexts: [7, {name: x}], servers: [{server: 7}], users: [x]}")]
    [InlineData("{contexts: [{name: x, server: 'a/../b', user: x}], users: [{name: x, auth-token: t}]}")]
    [InlineData("{contexts: [{name: x, server: a, user: x}], users: [{name: x, auth-token: 't t'}]}")]
    public void What_is_odd_in_it_names_no_server(string text) => Assert.Empty(CliConfiguration.Read("config", text, null));

    [Theory]
    [InlineData("argocd.example.com", "https://argocd.example.com", true)]
    [InlineData("argocd.example.com", "https://ARGOCD.example.com:443/", true)]
    [InlineData("https://argocd.example.com/argocd/", "https://argocd.example.com/argocd", true)]
    [InlineData("http://localhost:8080", "http://localhost:8080", true)]
    [InlineData("argocd.example.com", "http://argocd.example.com", false)]
    [InlineData("argocd.example.com", "https://argocd.example.com:8443", false)]
    [InlineData("argocd.example.com", "https://argocd.example.com/elsewhere", false)]
    [InlineData("argocd.example.com", "https://argocd.example.com.evil.example", false)]
    [InlineData("argocd.example.com", "https://evil.example/argocd.example.com", false)]
    [InlineData("https://argocd.example.com/a", "https://argocd.example.com/A", false)]
    public void A_server_is_its_host_port_path_and_scheme(string named, string other, bool isSame)
    {
        Assert.True(NamedServer.TryRead(named, out var address));
        Assert.Equal(isSame, new NamedServer(address, "t", "x").Is(new Uri(other)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://me:secret@argocd.example.com")]
    [InlineData("https://argocd.example.com?x=1")]
    [InlineData("https://argocd.example.com#x")]
    [InlineData("ftp://argocd.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("a b")]
    public void Other_texts_are_no_server(string text) => Assert.False(NamedServer.TryRead(text, out _));
}
