using GitOpsGen.Diagnostics;

namespace GitOpsGen.GitHub;

/// <summary>Tokens and keys as they are given. What is wrong with one is said without showing it, or what stands in its place.</summary>
public static class GitHubSecret
{
    /// <exception cref="StoppedException">Not there, not readable, or empty.</exception>
    public static string OfFile(string option, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : throw new StoppedException($"the file that {option} names is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Not the path: some give the secret itself there.
            var reason = error is FileNotFoundException or DirectoryNotFoundException ? "is not there" : "cannot be read";
            throw new StoppedException($"the file that {option} names {reason}. Give the path of a file, not its content.");
        }
    }

    /// <exception cref="StoppedException">It has what no token has.</exception>
    public static FixedToken Token(string from, string token) =>
        token.All(letter => letter is > ' ' and <= '~')
            ? new FixedToken(token)
            : throw new StoppedException($"what is in {from} is no token: it has a space, a line's end, or another character that no token of GitHub has. Give the token alone.");
}
