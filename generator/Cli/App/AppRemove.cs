using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;

namespace GitOpsGen.Cli.App;

/// <summary>Does what <c>gitopsgen app remove</c> was asked for, and says what comes next.</summary>
public sealed class AppRemove(FleetWork work, RemovalRequest request, bool isDryRun, OutputFormat format, Streams streams)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var checks = new NameChecks(work.Fleet, work.Diagnostics);
        checks.App("<app>", request.App);
        foreach (var environment in request.Environments)
            checks.Environment("--env", environment);
        if (work.Diagnostics.HasErrors)
            return Refused();
        var edit = new FleetEdit(work.Workspace, work.Diagnostics);
        using var synced = await SyncedAsync(cancellation);
        var removed = new AppRemoval(work.Workspace, work.Fleet, synced.Files, edit, work.Diagnostics).Remove(request);
        if (!work.Diagnostics.HasErrors)
            edit.Check();
        if (work.Diagnostics.HasErrors)
            return Refused();
        var files = edit.Kinds;
        if (!isDryRun)
            edit.Write(cancellation);
        Tell(removed, files);
        return ExitCodes.Done;
    }

    private async Task<SyncedState> SyncedAsync(CancellationToken cancellation)
    {
        var git = new GitRepository(work.Workspace.Files.Root);
        var point = await BranchPoint.ReadAsync(git, work.Fleet.Settings.Branch, cancellation);
        return await SyncedState.OfAsync(work.Workspace.Index, git, point, isPreview: false, cancellation);
    }

    private int Refused()
    {
        if (format == OutputFormat.Json)
            streams.Write(
                "app remove",
                new JsonObject { ["dryRun"] = isDryRun, ["diagnostics"] = DiagnosticJson.Of(work.Diagnostics.Sorted()) }
            );
        return ExitCodes.Failed;
    }

    private void Tell(RemovedApp removed, ImmutableArray<(string Path, ChangeKind Kind)> files)
    {
        if (format == OutputFormat.Json)
        {
            streams.Write("app remove", Json(removed, files));
            return;
        }

        AppFiles.Write(files, isDryRun, streams.Output);
        foreach (var one in removed.Environments)
            streams.Output.WriteLine($"{one.Environment}/{request.App}  {Words(one)}");
        if (removed.Files > 0)
            streams.Output.WriteLine(
                $"{removed.Files} files of {request.App} {(isDryRun ? "would be" : "are")} deleted; its pages in docs/ stay."
            );
        else if (removed.IsUnused)
            streams.Output.WriteLine(
                $"no environment has {request.App} then: gitopsgen app remove {request.App} --files deletes apps/{request.App}."
            );
    }

    private string Words(RemovedFrom one) =>
        one.State switch
        {
            RemovalState.Said =>
                $"step 1 of 2: its objects are to be {(one.Word == Removal.Keep ? "let go of" : "deleted")}. gitopsgen render, "
                    + $"merge it, and wait until Argo CD is done; then gitopsgen app remove {request.App} --env {one.Environment} --gone",
            RemovalState.Unmerged =>
                $"says `remove: {Said(one)}`, but not on {work.Fleet.Settings.Branch} yet: gitopsgen render, merge it, and wait until Argo "
                    + "CD is done",
            RemovalState.Leaving => $"`remove: {Said(one)}` is merged. When the Application "
                + $"{(one.Word == Removal.Keep ? "is Synced" : "shows no objects any more")}, "
                + $"gitopsgen app remove {request.App} --env {one.Environment} --gone",
            _ => one.WasDeployed
                ? "step 2 of 2: entry and pin are out. gitopsgen render and merge it: the Application goes"
                : "entry and pin are out; it never reached a cluster. gitopsgen render",
        };

    private static string Said(RemovedFrom one) => one.Word.ToString().ToLowerInvariant();

    private JsonObject Json(RemovedApp removed, ImmutableArray<(string Path, ChangeKind Kind)> files) =>
        new()
        {
            ["app"] = request.App,
            ["dryRun"] = isDryRun,
            ["files"] = AppFiles.Json(files),
            ["environments"] = new JsonArray([
                .. removed.Environments.Select(one => new JsonObject
                {
                    ["name"] = one.Environment,
                    ["state"] = one.State.ToString().ToLowerInvariant(),
                    ["remove"] = one.Word == Removal.None ? null : Said(one),
                    ["next"] = Words(one),
                }),
            ]),
            ["deletedFiles"] = removed.Files,
            ["unused"] = removed.IsUnused,
            ["diagnostics"] = DiagnosticJson.Of(work.Diagnostics.Sorted()),
        };
}
