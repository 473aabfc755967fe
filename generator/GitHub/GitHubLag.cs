using System.Net;

namespace GitOpsGen.GitHub;

/// <summary>What was made a moment ago is not always found yet.</summary>
internal static class GitHubLag
{
    public const int Tries = 4;

    public static IReadOnlyList<string> Texts { get; } = ["Could not resolve to a node", "Issue not found"];

    /// <param name="others">What GitHub says besides, of such a request.</param>
    public static bool Is(GitHubException error, params IEnumerable<string> others) =>
        error.Status == HttpStatusCode.UnprocessableEntity && error.Message.SaysAny([.. Texts, .. others]);

    public static bool SaysAny(this string message, params IEnumerable<string> texts) =>
        texts.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));
}
