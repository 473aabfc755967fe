using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Doctor;

/// <summary>Looks whether a render may read and write what it must, and what git knows of the repository.</summary>
public sealed class AccessChecks(Workspace workspace, bool isOnline)
{
    private const string Area = "access";

    private string Root => workspace.Files.Root;

    public Finding Reading()
    {
        var paths = workspace.Look().Files.Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var path in paths)
        {
            try
            {
                using var file = new FileStream(
                    workspace.Files.Absolute(path),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return new Finding(
                    Area,
                    "read",
                    Health.Problem,
                    $"{path} cannot be read: {FileErrors.Reason(error)}",
                    "Give yourself the right to read the repository."
                )
                {
                    Data = new JsonObject { ["path"] = path },
                };
            }
        }

        return new Finding(Area, "read", Health.Ok, $"{paths.Count} files of the fleet can be read")
        {
            Data = new JsonObject { ["files"] = paths.Count },
        };
    }

    public Finding Writing()
    {
        var folders = new[] { FleetLayout.Environments, FleetLayout.ArgoCd }
            .Where(folder => Path.Exists(workspace.Files.Absolute(folder)) && !workspace.Files.IsLink(folder))
            .Append("")
            .ToList();
        var state = NearestFolder(workspace.State.Path);
        foreach (var folder in folders.Append(state))
        {
            if (WriteAccess.Trouble(folder == state ? state : workspace.Files.Absolute(folder)) is not { } trouble)
                continue;
            var name = folder.Length == 0 ? Root : folder;
            return new Finding(
                Area,
                "write",
                Health.Problem,
                $"{name} cannot be written: {trouble}",
                "Give yourself the right to write there; a render writes there."
            )
            {
                Data = new JsonObject { ["path"] = name },
            };
        }

        return new Finding(
            Area,
            "write",
            Health.Ok,
            $"{string.Join(", ", folders.Select(folder => folder.Length == 0 ? "the repository" : folder))} can be written"
        );
    }

    // A render makes the folders that are not there.
    private static string NearestFolder(string path)
    {
        while (!Path.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    /// <param name="declared">The address in gitopsgen.yaml, as Argo CD reads it.</param>
    public async Task<IReadOnlyList<Finding>> GitAsync(string? declared, CancellationToken cancellation)
    {
        try
        {
            var git = new GitRepository(Root);
            if (await git.RootAsync(cancellation) is not { } top)
                return [new Finding(Area, "repository", Health.Note, "this is no git repository", "git init")];
            return [Repository(top), .. await CarriageAsync(git, cancellation), await OriginAsync(git, declared, cancellation)];
        }
        // A planted repository is no state to report on: nothing is to be done there.
        catch (DiagnosedException error) when (error.Diagnostic.Code is not "GOG240")
        {
            return [new Finding(Area, "repository", Health.Problem, error.Diagnostic.Message)];
        }
        catch (FileNotFoundException)
        {
            return [new Finding(Area, "repository", Health.Note, "cannot tell: git is not installed")];
        }
    }

    // Silent where there is nothing to say: a render asks of what it would write, too.
    private async Task<IEnumerable<Finding>> CarriageAsync(GitRepository git, CancellationToken cancellation)
    {
        if (await CarriedFiles.OpenAsync(workspace, git, cancellation) is not { } carried)
            return [];
        var found = carried.LeftOut is { } leftOut ? [leftOut] : await carried.CheckInputsAsync(workspace.Look(), cancellation);
        return found.Select(trouble => new Finding(Area, "git", Health.Problem, $"{trouble.Message} ({trouble.Code})"));
    }

    private Finding Repository(string top) =>
        top == Root
            ? new Finding(Area, "repository", Health.Ok, $"a git repository, {top}") { Data = new JsonObject { ["path"] = top } }
            : new Finding(
                Area,
                "repository",
                Health.Note,
                $"the fleet is not at the root of its repository {top}",
                "Argo CD's paths start at the root: give the fleet a repository of its own."
            )
            {
                Data = new JsonObject { ["path"] = top },
            };

    private async Task<Finding> OriginAsync(GitRepository git, string? declared, CancellationToken cancellation)
    {
        if (await git.OriginAsync(cancellation) is not { } url)
            return new Finding(Area, "origin", Health.Note, "there is no remote called origin", "git remote add origin <url>");
        var data = new JsonObject { ["url"] = url, ["reached"] = null };
        if (isOnline && await git.ReachOriginAsync(cancellation) is { } failure)
        {
            data["reached"] = false;
            return new Finding(
                Area,
                "origin",
                Health.Note,
                $"{url} cannot be reached: {failure}",
                "Check the address, the network and git's credentials: git ls-remote origin"
            )
            {
                Data = data,
            };
        }

        if (isOnline)
            data["reached"] = true;
        var differs = declared is not null && !RepositoryAddress.IsSame(declared, url);
        return new Finding(
            Area,
            "origin",
            differs ? Health.Note : Health.Ok,
            $"{url}{(isOnline ? ", reached" : "")}{(differs ? $"; gitopsgen.yaml says {declared}" : "")}",
            differs ? "Argo CD reads the address in gitopsgen.yaml: make sure that both are the same repository." : null
        )
        {
            Data = data,
        };
    }
}
