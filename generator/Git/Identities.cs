namespace GitOpsGen.Git;

/// <summary>Author and committer of the commits that are made here.</summary>
public static class Identities
{
    /// <param name="unknown">Where git knows nobody, as in most pipelines.</param>
    public static async Task<(Person Author, Person Committer)> IdentitiesAsync(
        this GitRepository git,
        Person unknown,
        CancellationToken cancellation
    ) => (await OfAsync(git, "AUTHOR", cancellation) ?? unknown, await OfAsync(git, "COMMITTER", cancellation) ?? unknown);

    // A name that git would make up of the machine's is nobody's.
    private static async Task<Person?> OfAsync(GitRepository git, string who, CancellationToken cancellation)
    {
        // Name <mail> seconds zone; git has taken < and > out of both.
        if (await git.AskAsync(cancellation, "-c", "user.useConfigOnly=true", "var", $"GIT_{who}_IDENT") is not { } said)
            return null;
        var (open, close) = (said.LastIndexOf('<'), said.LastIndexOf('>'));
        return new Person(said[..open].TrimEnd(' '), said[(open + 1)..close]);
    }
}
