using System.Text.Json.Nodes;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Ownership;
using GitOpsGen.State;

namespace GitOpsGen.Doctor;

/// <summary>Where caches are and how large. They only save work, so none is ever a problem.</summary>
public static class CacheChecks
{
    private const string Area = "caches";

    public static Finding Repository(string root) =>
        StateFolder.Of(root) is { Trouble: { } trouble } state
            ? new Finding(Area, "repository", Health.Problem, trouble.Message, $"rm -r {state.Path}") { Data = Data(state.Path, null) }
            // Beside the caches lie what a run has begun to write, and what `migrate apply` may take back.
            : Of("repository", StateFolder.Of(root).Cache, "what was rendered already");

    /// <summary>What a run that was cut off, or is at work, has begun to write.</summary>
    public static Finding? Unfinished(string root) =>
        UnfinishedWrite.Of(StateFolder.Of(root), isJudged: false) is { } unfinished
            ? new Finding(Area, "journal", Health.Note, unfinished.Message, "gitopsgen render")
            : null;

    /// <summary>What an earlier version kept in the work tree is of no use any more.</summary>
    public static Finding? Earlier(string root) =>
        CommittedState.IsThere(root)
            ? new Finding(
                Area,
                "earlier",
                Health.Note,
                $"{CommittedState.Folder} of an earlier version is never read",
                $"rm -r {CommittedState.Folder}; where it is committed, git rm -r --cached {CommittedState.Folder}, without "
                    + "which nothing renders."
            )
            {
                Data = Data(CommittedState.Folder, null),
            }
            : null;

    public static Finding User() => Of("user", UserCache.Root, "charts and downloaded engines");

    private static Finding Of(string name, string path, string what)
    {
        try
        {
            var size = Directory.Exists(path)
                ? new DirectoryInfo(path)
                    .EnumerateFiles("*", SearchOption.AllDirectories)
                    .Sum(file => file.LinkTarget is null ? file.Length : 0)
                : (long?)null;
            return new Finding(
                Area,
                name,
                Health.Ok,
                $"{path}, {(size is { } bytes ? Size(bytes) : "not there yet")} ({what}; may be deleted at any time)"
            )
            {
                Data = Data(path, size),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                Area,
                name,
                Health.Note,
                $"{path} cannot be read: {FileErrors.Reason(error)}",
                "Give yourself access, or delete it."
            )
            {
                Data = Data(path, null),
            };
        }
    }

    public static string Size(long bytes) =>
        bytes switch
        {
            < 1000 => $"{bytes} B",
            < 1_000_000 => $"{bytes / 1e3:0.0} kB",
            < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
            _ => $"{bytes / 1e9:0.0} GB",
        };

    private static JsonObject Data(string path, long? bytes) => new() { ["path"] = path, ["bytes"] = bytes };
}
