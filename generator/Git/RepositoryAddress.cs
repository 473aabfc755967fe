namespace GitOpsGen.Git;

/// <summary>Whether two addresses name one repository.</summary>
public static class RepositoryAddress
{
    public static bool IsSame(string one, string other) => Plain(one) == Plain(other);

    // git@host:a/b.git, ssh://git@host/a/b and https://host/a/b are one repository.
    private static string Plain(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        rest = rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace(':', '/').TrimEnd('/');
        return (rest.EndsWith(".git", StringComparison.Ordinal) ? rest[..^4] : rest).ToLowerInvariant();
    }
}
