using GitOpsGen.Processes;

namespace GitOpsGen.State;

/// <summary>What is kept for all repositories of a user: downloaded engines and charts, by digest.</summary>
public static class UserCache
{
    public static string Root =>
        CallerVariables.Get("GITOPSGEN_CACHE") is { Length: > 0 } own ? Path.GetFullPath(own)
        : CallerVariables.Get("XDG_CACHE_HOME") is { Length: > 0 } xdg ? Path.Join(xdg, "gitopsgen")
        : OperatingSystem.IsWindows()
            ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "gitopsgen", "cache")
        : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "gitopsgen");
}
