namespace GitOpsGen.Git;

/// <summary>What git, or the server through it, says where a push does not move a ref.</summary>
public static class PushRejection
{
    // The words of git's own push and receive-pack, which are not translated for a program (LC_ALL=C).
    private static readonly string[] OfRaces = ["cannot lock ref", "failed to update ref", "reference already exists", "failed to lock"];

    /// <summary>The history that was sent ends where the remote's does not.</summary>
    public static bool IsShallow(string reason) => reason.Contains("shallow update not allowed", StringComparison.Ordinal);

    /// <summary>Somebody else moved the ref in between, so that looking again may help.</summary>
    public static bool IsRace(string reason) =>
        Array.Exists(OfRaces, word => reason.Contains(word, StringComparison.OrdinalIgnoreCase))
        // Said by git here, before the server was asked; a server that says so forbids it (receive.denyNonFastForwards).
        || (
            reason.StartsWith("[rejected]", StringComparison.Ordinal)
            && Array.Exists(Local, word => reason.Contains(word, StringComparison.OrdinalIgnoreCase))
        );

    private static readonly string[] Local = ["stale info", "fetch first", "non-fast-forward"];
}
