using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.Http;
using GitOpsGen.Observe;

namespace GitOpsGen.Cli.Observe;

/// <summary>
/// Finds the servers that the caller names, each with the token that is for it: on the command line, in the environment, or logged in
/// to with
/// <c>argocd</c>. Nothing of it comes from the repository.
/// </summary>
/// <param name="environment">Reads a variable.</param>
internal sealed class ServerAccess(ServerArguments words, Func<string, string?> environment) : IDisposable
{
    private readonly List<HttpMessageInvoker> connections = [];

    /// <exception cref="StoppedException">Something that is said is no server, token or certificate.</exception>
    public Servers Servers() =>
        new(
            [.. ArgoCd()],
            [.. Prometheus()],
            Connect("--argocd-ca", words.ArgoCdCa),
            Connect("--prometheus-ca", words.PrometheusCa),
            new HttpPatience(0, TimeSpan.FromSeconds(30))
        );

    public void Dispose() => connections.ForEach(one => one.Dispose());

    private IEnumerable<NamedServer> ArgoCd()
    {
        const string Variable = "ARGOCD_SERVER";
        var named = Said(Variable);
        foreach (var (server, token) in Files("--argocd-token-file", words.ArgoCdTokenFiles))
            yield return Server(
                server
                    ?? named
                    ?? throw new StoppedException($"--argocd-token-file: which server is it for? Say server=file, or set {Variable}."),
                token,
                "--argocd-token-file"
            );
        if (named is not null && Said("ARGOCD_AUTH_TOKEN") is { } said && words.ArgoCdContext is null)
            yield return Server(named, Token("ARGOCD_AUTH_TOKEN", said), "ARGOCD_AUTH_TOKEN");
        foreach (var server in LoggedIn())
            yield return server;
    }

    private IEnumerable<NamedServer> Prometheus()
    {
        var named = words.Prometheus.IsEmpty && Said("PROMETHEUS_URL") is { } url ? [url] : words.Prometheus;
        var files = Files("--prometheus-token-file", words.PrometheusTokenFiles).ToList();
        foreach (var (server, token) in files.Where(file => file.Server is not null))
            yield return Server(server!, token, "--prometheus-token-file");
        // One token for several would go where it is not meant to.
        var single = files.Where(file => file.Server is null).Select(file => file.Token).ToList();
        if (named.Length > 1 && (single.Count > 0 || Said("PROMETHEUS_TOKEN") is not null))
            throw new StoppedException(
                "which Prometheus is the token for? Say --prometheus-token-file server=file for each that wants one."
            );
        var common =
            single.Count > 0 ? single[0]
            : Said("PROMETHEUS_TOKEN") is { } said ? Token("PROMETHEUS_TOKEN", said)
            : null;
        foreach (var server in named)
            yield return Server(server, common, single.Count > 0 ? "--prometheus-token-file" : "PROMETHEUS_TOKEN");
    }

    private ImmutableArray<NamedServer> LoggedIn()
    {
        var file = ConfigurationFile();
        if (file is not null && File.Exists(file))
            return CliConfiguration.Read(file, GitHubSecret.OfFile(file, file), words.ArgoCdContext);
        return words.ArgoCdContext is null
            ? []
            : throw new StoppedException($"--argocd-context: there is no {file ?? "configuration of argocd"}. Log in with `argocd login`.");
    }

    private string? ConfigurationFile() =>
        Said("ARGOCD_CONFIG_DIR") is { } own ? Path.Join(own, "config")
        : Said("XDG_CONFIG_HOME") is { } all ? Path.Join(all, "argocd", "config")
        : Said("HOME") is { } home ? Path.Join(home, ".config", "argocd", "config")
        : null;

    // A path may have an equals sign itself: only what reads as a server is one.
    private static IEnumerable<(string? Server, string Token)> Files(string option, IEnumerable<string> said)
    {
        foreach (var one in said)
        {
            var cut = one.IndexOf('=', StringComparison.Ordinal);
            var server = cut > 0 && !one.StartsWith('/') && !one.StartsWith('.') ? one[..cut] : null;
            var file = server is null ? one : one[(cut + 1)..];
            yield return (server, Token($"the file of {option}", GitHubSecret.OfFile(option, file)));
        }
    }

    private static NamedServer Server(string text, string? token, string from) =>
        NamedServer.TryRead(text, out var address)
            ? new NamedServer(address, token, from)
            : throw new StoppedException(
                $"'{Secrets.Hide(text)}' is no server. Say a host, with its port and path where it has them: argocd.example.com, or "
                    + "http://… where it speaks no TLS."
            );

    private static string Token(string from, string text) =>
        NamedServer.IsToken(text)
            ? text
            : throw new StoppedException(
                $"what is in {from} is no token: it has a space, a line's end, or another character that no token has. Give the "
                    + "token alone."
            );

    private HttpMessageInvoker Connect(string option, string? file)
    {
        var http = HttpWire.Connect(file is null ? null : Authorities(option, file));
        connections.Add(http);
        return http;
    }

    private static X509Certificate2Collection Authorities(string option, string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(GitHubSecret.OfFile(option, file));
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities.Count > 0
            ? authorities
            : throw new StoppedException($"the file that {option} names has no certificate. Give the authority's certificate in PEM.");
    }

    // A pipeline sets what it does not have to nothing.
    private string? Said(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
}
