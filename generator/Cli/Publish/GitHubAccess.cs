using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.GitHub;
using GitOpsGen.Http;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Publish;
using GitOpsGen.Reviews;

namespace GitOpsGen.Cli.Publish;

/// <summary>What the command line says of GitHub; the pipeline's environment says the rest.</summary>
public sealed record GitHubArguments(string? Repository, string? TokenFile, string? AppId, string? AppKeyFile);

/// <summary>Finds GitHub, the token and the repository in what the command line and the pipeline's environment say.</summary>
/// <param name="environment">Reads a variable.</param>
public sealed class GitHubAccess(GitHubArguments words, Func<string, string?> environment) : IDisposable
{
    private readonly GitHubAddresses addresses = Addresses(environment);
    private readonly HttpMessageInvoker http = HttpWire.Connect();
    private ITokenSource? tokens;

    /// <summary>
    /// Gives the token to git, too, where the remote is GitHub over HTTP; elsewhere git's own helpers and agents answer. In clear it goes
    /// only where it does to the API.
    /// </summary>
    /// <exception cref="StoppedException">There is a token or key, and it is none.</exception>
    public async Task<ImmutableDictionary<string, string>> CredentialsAsync(GitRemote remote, CancellationToken cancellation)
    {
        var address = await remote.UrlAsync(cancellation);
        var isHttp =
            Uri.TryCreate(address, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && addresses.Api.Scheme == Uri.UriSchemeHttp));
        return
            isHttp
            && string.Equals(url!.Authority, GitHubSettings.HostOf(addresses.Api), StringComparison.OrdinalIgnoreCase)
            && Tokens(address) is { } source
            ? GitRemote.Header(url, await source.TokenAsync(cancellation), environment("GIT_CONFIG_COUNT"))
            : ImmutableDictionary<string, string>.Empty;
    }

    /// <exception cref="RemoteException">There is no token, or nobody says which repository.</exception>
    public async Task<IPullRequestHost> HostAsync(PublishOptions options, GitRepository git, CancellationToken cancellation)
    {
        var address = await new GitRemote(git, options.Remote).UrlAsync(cancellation);
        var source = Tokens(address) ?? throw NoToken();
        var pushed = await new GitRemote(git, options.PushRemote).PushUrlAsync(cancellation);
        var fork = pushed == address ? null : GitHubSettings.RepositoryOf(pushed);
        return new GitHubHost(Client(source), Repository(address), fork ?? Repository(address));
    }

    /// <summary>Whether GitHub can be asked at all for what concerns the remote.</summary>
    public async Task<bool> HasTokenAsync(GitRemote remote, CancellationToken cancellation)
    {
        var address = await remote.UrlAsync(cancellation);
        return Tokens(address) is not null
            && (words.Repository ?? environment("GITHUB_REPOSITORY") ?? GitHubSettings.RepositoryOf(address)) is not null;
    }

    /// <summary>For reviews of the pull requests of a remote's repository.</summary>
    /// <exception cref="RemoteException">There is no token, or nobody says which repository.</exception>
    public async Task<IReviewHost> ReviewsAsync(GitRemote remote, CancellationToken cancellation)
    {
        var address = await remote.UrlAsync(cancellation);
        return new GitHubReviews(Client(Tokens(address) ?? throw NoToken()), Repository(address));
    }

    /// <summary>For gates of the pull requests of a remote's repository; null where GitHub cannot be asked.</summary>
    public async Task<IRequestHost?> RequestsAsync(GitRemote remote, CancellationToken cancellation)
    {
        var address = await remote.UrlAsync(cancellation);
        return await HasTokenAsync(remote, cancellation) ? new GitHubRequests(Client(Tokens(address)!), Repository(address)) : null;
    }

    /// <summary>Whether the commits of a remote's branches can be made by their host; needs no token.</summary>
    public async Task<bool> CanCommitAsync(GitRemote remote, CancellationToken cancellation) =>
        GitHubSettings.IsOn(addresses.Api, await remote.UrlAsync(cancellation));

    /// <summary>Makes commits where the branches are pushed to, which may be a fork.</summary>
    /// <exception cref="RemoteException">There is no token.</exception>
    public async Task<ICommitHost> CommitsAsync(PublishOptions options, GitRepository git, CancellationToken cancellation)
    {
        var source = Tokens(await new GitRemote(git, options.Remote).UrlAsync(cancellation)) ?? throw NoToken();
        return new GitHubCommits(
            Client(source),
            GitHubSettings.RepositoryOf(await new GitRemote(git, options.PushRemote).PushUrlAsync(cancellation))!
        );
    }

    /// <summary>Of the pipeline's run; null outside of one.</summary>
    public static string? RunUrl(Func<string, string?> environment) =>
        Said(environment, "GITHUB_RUN_ID") is { } run
        && Said(environment, "GITHUB_SERVER_URL") is { } server
        && Said(environment, "GITHUB_REPOSITORY") is { } repository
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;

    public void Dispose()
    {
        (tokens as IDisposable)?.Dispose();
        http.Dispose();
    }

    private static RemoteException NoToken() =>
        new(
            "there is no token for GitHub. Set GITHUB_TOKEN or GH_TOKEN, name a file with --token-file, or an App with "
                + "--app-id and --app-key-file; --dry-run needs none."
        );

    private string Repository(string address) =>
        words.Repository
        ?? GitHubSettings.RepositoryOf(address)
        ?? Named(environment)
        ?? throw new RemoteException("nobody says which repository on GitHub is meant. Name it with --repository owner/name.");

    private GitHubClient Client(ITokenSource source) => new(http, addresses, source, (pause, cancel) => Task.Delay(pause, cancel));

    // An App that is named comes before a token that a pipeline sets for everybody.
    private ITokenSource? Tokens(string address) =>
        tokens ??=
            words.AppId is { } id
                ? new AppToken(
                    id,
                    GitHubSecret.OfFile("--app-key-file", words.AppKeyFile!),
                    Repository(address),
                    Client,
                    TimeProvider.System
                )
            : words.TokenFile is { } file ? GitHubSecret.Token("the file of --token-file", GitHubSecret.OfFile("--token-file", file))
            : Token("GITHUB_TOKEN") ?? Token("GH_TOKEN");

    private FixedToken? Token(string name) => Said(environment, name) is { } token ? GitHubSecret.Token(name, token) : null;

    private static GitHubAddresses Addresses(Func<string, string?> environment)
    {
        var said = GitHubAddresses.Of(
            Address(environment, "GITHUB_API_URL") ?? GitHubSettings.PublicApi,
            Address(environment, "GITHUB_GRAPHQL_URL")
        );
        return said.IsThere(said.GraphQl)
            ? said
            : throw new StoppedException(
                $"GITHUB_GRAPHQL_URL is on {said.GraphQl.Authority}, the API on {said.Api.Authority}: the token goes to one of "
                    + "them only. Set GITHUB_API_URL to the same GitHub, or neither."
            );
    }

    private static string? Address(Func<string, string?> environment, string name)
    {
        if (Said(environment, name) is not { } value)
            return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new StoppedException(
                $"{name} is '{Secrets.Drop(value)}', which is no address. It begins with https://, as "
                    + $"{GitHubSettings.PublicApi} does; without it github.com is meant."
            );
        return url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0
            ? value
            : throw new StoppedException(
                $"{name} has more than the address of an API: no user, password, ? or # belongs there. Give it as "
                    + $"{GitHubSettings.PublicApi} is."
            );
    }

    private static string? Named(Func<string, string?> environment)
    {
        if (Said(environment, "GITHUB_REPOSITORY") is not { } name)
            return null;
        return RepositoryName.IsOne(name)
            ? name
            : throw new StoppedException(
                $"GITHUB_REPOSITORY is {RepositoryName.Shown(name)}, which is not owner/name. Name the repository with "
                    + "--repository owner/name."
            );
    }

    // A pipeline sets what it does not have to nothing, and what it reads from a file ends a line.
    private static string? Said(Func<string, string?> environment, string name) =>
        environment(name)?.Trim() is { Length: > 0 } value ? value : null;
}
