using System.Text.RegularExpressions;

namespace GitOpsGen.GitHub;

/// <summary>Where GitHub is, and whose repository is meant.</summary>
public static partial class GitHubSettings
{
    public const string PublicApi = "https://api.github.com";

    /// <summary>The host of the repositories that belong to an interface: api.github.com is github.com's, an Enterprise Server's is its own.</summary>
    public static string HostOf(Uri api) => api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) ? api.Authority["api.".Length..] : api.Authority;

    /// <summary>owner/name of an address, for HTTPS and SSH in both its forms; null where it is none of that.</summary>
    public static string? RepositoryOf(string url) => Address().Match(url) is { Success: true } match ? $"{match.Groups["owner"].Value}/{match.Groups["name"].Value}" : null;

    [GeneratedRegex(@"^(?:(?:https?|ssh|git)://[^/]+/(?:.*/)?|[^/:\s]+@[^/:\s]+:/?)(?<owner>[\w.-]+)/(?<name>[\w.-]+?)(?:\.git)?/?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
