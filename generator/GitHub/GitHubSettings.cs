using System.Text.RegularExpressions;

namespace GitOpsGen.GitHub;

/// <summary>The addresses of GitHub's two interfaces.</summary>
public sealed record GitHubAddresses(Uri Api, Uri GraphQl)
{
    /// <param name="graphQl">Null: where it is beside the other.</param>
    public static GitHubAddresses Of(string api, string? graphQl)
    {
        var address = api.TrimEnd('/');
        // An Enterprise Server has /api/v3 and /api/graphql.
        var beside = address.EndsWith("/api/v3", StringComparison.Ordinal) ? $"{address[..^"/v3".Length]}/graphql" : $"{address}/graphql";
        return new GitHubAddresses(new Uri(address), new Uri(graphQl ?? beside));
    }

    /// <param name="path">Below the API's address; a whole address is meant as it is.</param>
    public Uri Of(string path) =>
        path.Contains("://", StringComparison.Ordinal) ? new Uri(path) : new Uri($"{Api.ToString().TrimEnd('/')}/{path}");

    /// <summary>Whether an address is of the same host and port, spoken to in the same way: elsewhere the token does not go.</summary>
    public bool IsThere(Uri address) => address.Scheme == Api.Scheme && address.Authority == Api.Authority && address.UserInfo.Length == 0;
}

/// <summary>Where GitHub is, and whose repository is meant.</summary>
public static partial class GitHubSettings
{
    public const string PublicApi = "https://api.github.com";

    /// <summary>
    /// The host of the repositories that belong to an interface: api.github.com is github.com's, an Enterprise Server's is its own.
    /// </summary>
    public static string HostOf(Uri api) =>
        api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) ? api.Authority["api.".Length..] : api.Authority;

    /// <summary>owner/name of an address, for HTTPS and SSH in both its forms; null where it is none of that.</summary>
    public static string? RepositoryOf(string url) =>
        Address().Match(url) is { Success: true } match
        && $"{match.Groups["owner"].Value}/{match.Groups["name"].Value}" is var name
        && RepositoryName.IsOne(name)
            ? name
            : null;

    /// <summary>
    /// Whether an address is a repository of the GitHub behind an interface. What SSH calls a host may be an alias of a person's: a name
    /// without a dot, or one that holds GitHub's, is taken for GitHub.
    /// </summary>
    public static bool IsOn(Uri api, string url)
    {
        if (RepositoryOf(url) is null)
            return false;
        var isHttp = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        if (isHttp)
            return string.Equals(address!.Authority, HostOf(api), StringComparison.OrdinalIgnoreCase);
        var host = SshHost().Match(url).Groups["host"].Value;
        return !host.Contains('.', StringComparison.Ordinal)
            || host.Contains(HostOf(api).Split(':')[0], StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^(?:\w+://)?(?:[^@/]*@)?(?<host>[^:/]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SshHost();

    [GeneratedRegex(
        @"^(?:(?:https?|ssh|git)://[^/]+/(?:.*/)?|[^/:\s]+@[^/:\s]+:/?)(?<owner>[\w.-]+)/(?<name>[\w.-]+?)(?:\.git)?/?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();
}
