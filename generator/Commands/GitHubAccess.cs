using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.GitHub;
using GitOpsGen.Publish;

namespace GitOpsGen.Commands;

/// <summary>Finds GitHub, the token and the repository in what the command line and the pipeline's environment say.</summary>
/// <param name="environment">Reads a variable.</param>
public sealed class GitHubAccess(string? tokenFile, Func<string, string?> environment)
{
    private readonly Uri api = new(Said(environment, "GITHUB_API_URL") ?? GitHubSettings.PublicApi);

    /// <summary>Gives the token to git, too, where the remote is GitHub over HTTP; elsewhere git's own helpers and agents answer.</summary>
    public async Task<ImmutableDictionary<string, string>> CredentialsAsync(GitRemote remote, CancellationToken cancellation)
    {
        var isHttp = Uri.TryCreate(await remote.UrlAsync(cancellation), UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        return isHttp && string.Equals(url!.Authority, GitHubSettings.HostOf(api), StringComparison.OrdinalIgnoreCase) && Token() is { } token
            ? GitRemote.Header(url, token, environment("GIT_CONFIG_COUNT"))
            : ImmutableDictionary<string, string>.Empty;
    }

    /// <exception cref="RemoteException">There is no token, or nobody says which repository.</exception>
    public async Task<IPullRequestHost> HostAsync(PublishOptions options, string into, string? repository, GitObjects git, CancellationToken cancellation)
    {
        var token = Token() ?? throw new RemoteException("there is no token for GitHub. Set GITHUB_TOKEN or GH_TOKEN, or name a file with --token-file; --dry-run needs none.");
        var own = repository ?? GitHubSettings.RepositoryOf(await new GitRemote(git, options.Remote).UrlAsync(cancellation)) ?? Said(environment, "GITHUB_REPOSITORY")
            ?? throw new RemoteException("nobody says which repository on GitHub is meant. Name it with --repository owner/name.");
        var fork = options.PushRemote == options.Remote ? own : GitHubSettings.RepositoryOf(await new GitRemote(git, options.PushRemote).UrlAsync(cancellation)) ?? own;
        var http = new HttpMessageInvoker(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(30) });
        return new GitHubHost(new GitHubClient(http, api, new FixedToken(token), (pause, cancel) => Task.Delay(pause, cancel)), own, fork.Split('/')[0], into);
    }

    /// <summary>Of the pipeline's run; null outside of one.</summary>
    public static string? RunUrl(Func<string, string?> environment) =>
        Said(environment, "GITHUB_RUN_ID") is { } run && Said(environment, "GITHUB_SERVER_URL") is { } server && Said(environment, "GITHUB_REPOSITORY") is { } repository ? $"{server}/{repository}/actions/runs/{run}" : null;

    private string? Token() => tokenFile is null ? Said(environment, "GITHUB_TOKEN") ?? Said(environment, "GH_TOKEN") : File.ReadAllText(tokenFile).Trim();

    // A pipeline sets what it does not have to nothing.
    private static string? Said(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;
}
