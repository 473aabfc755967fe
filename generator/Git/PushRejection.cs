namespace GitOpsGen.Git;

/// <summary>What git, or the server through it, says where a push does not move a ref.</summary>
public static class PushRejection
{
    // The words of git's own push and receive-pack, which are not translated for a program (LC_ALL=C).
    private static readonly string[] OfRaces =
    [
        "stale info",
        "fetch first",
        "non-fast-forward",
        "cannot lock ref",
        "failed to update ref",
        "reference already exists",
        "failed to lock",
    ];

    /// <summary>Somebody else moved the ref in between, so that looking again may help.</summary>
    public static bool IsRace(string reason) => Array.Exists(OfRaces, word => reason.Contains(word, StringComparison.OrdinalIgnoreCase));
}
