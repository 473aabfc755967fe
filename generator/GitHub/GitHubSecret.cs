using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.GitHub;

/// <summary>Tokens and keys as they are given. What is wrong with one is said without showing it, or what stands in its place.</summary>
public static class GitHubSecret
{
    // A key is some kilobytes.
    private const long Limit = 1 << 16;

    /// <exception cref="StoppedException">Not there, not readable, no file, or empty.</exception>
    public static string OfFile(string option, string path)
    {
        // A mounted secret is a link. A pipe might never say anything, and a device never end.
        var real = RealPath.Of(path);
        if (EntryKinds.Of(real) != EntryKind.Regular && Path.Exists(path))
            throw new StoppedException($"what {option} names is no file. Put the secret into a file, not into a folder, pipe or device.");
        try
        {
            if (new FileInfo(real) is { Exists: true, Length: > Limit })
                throw new StoppedException($"the file that {option} names is too large for a token or key.");
            return File.ReadAllText(real).Trim() is { Length: > 0 } text
                ? text
                : throw new StoppedException($"the file that {option} names is empty.");
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
            : throw new StoppedException(
                $"what is in {from} is no token: it has a space, a line's end, or another character that no token of GitHub "
                    + "has. Give the token alone."
            );
}
