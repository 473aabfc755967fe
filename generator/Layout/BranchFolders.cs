namespace GitOpsGen.Layout;

/// <summary>Where the branches of promotions, of rollbacks and of holds stand.</summary>
/// <param name="Prefix">As the caller says it.</param>
public sealed record BranchFolders(string Prefix)
{
    public const string DefaultPrefix = "gitopsgen";

    public string Promotions => $"{Prefix}/promote";

    public string Rollbacks => $"{Prefix}/rollback";

    public string Holds => $"{Prefix}/hold";

    public IEnumerable<string> All => [Promotions, Rollbacks, Holds];
}
