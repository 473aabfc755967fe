using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.States;

/// <summary>Reads what the tool's own branches would change with their merge.</summary>
/// <param name="fork">Where branches are pushed to.</param>
public sealed class OpenChanges(GitRepository git, GitRemote fork)
{
    /// <param name="folders">Prefixes of branches; those of rollbacks and holds after those of promotions.</param>
    public async Task<ImmutableArray<OpenChange>> ReadAsync(string baseCommit, BranchFolders folders, CancellationToken cancellation)
    {
        var branches = await fork.BranchesAsync(folders.All.Select(folder => $"{folder}/*"), cancellation);
        await fork.FetchAsync([.. branches.Keys], cancellation);
        var prefix = await git.AskAsync(cancellation, "rev-parse", "--show-prefix") ?? "";
        var open = ImmutableArray.CreateBuilder<OpenChange>();
        foreach (var (name, commit) in branches)
            if (await OfAsync(baseCommit, commit, prefix, cancellation) is { IsEmpty: false } pins)
                open.Add(
                    new OpenChange(name, !name.StartsWith($"{folders.Promotions}/", StringComparison.Ordinal), null, pins)
                    {
                        Commit = commit,
                    }
                );
        return open.ToImmutable();
    }

    // Against where the branch began: what the base did since is none of it. What the base has by now is open no more.
    private async Task<ImmutableArray<OpenPin>> OfAsync(string baseCommit, string commit, string prefix, CancellationToken cancellation)
    {
        if (await git.AnswerAsync(new GitCall("merge-base", baseCommit, commit), cancellation) is not { } start)
            return [];
        var changed = (await git.ChangesAsync(start, commit, cancellation))
            .Where(change => change.New is { IsRegular: true } && change.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Where(change => FleetLayout.Read(change.Path[prefix.Length..]) is PinFile)
            .ToList();
        var merged = await git.FilesAsync(baseCommit, changed.Select(change => change.Path), cancellation);
        var open = changed
            .Where(change => merged.GetValueOrDefault(change.Path)?.Blob != change.New!.Blob)
            .ToDictionary(change => change.Path[prefix.Length..], change => change.New!, StringComparer.Ordinal);
        using var blobs = new BlobReader(git);
        var descriptions = new Descriptions(new CommitFiles(open, blobs, cancellation), new DiagnosticBag());
        return [.. open.Keys.Select(FleetLayout.Read).OfType<PinFile>().Select(file => Read(descriptions, file)).OfType<OpenPin>()];
    }

    // One that cannot be read cannot be merged either: the next render refuses it.
    private static OpenPin? Read(Descriptions descriptions, PinFile file) =>
        descriptions.Pin(file.Environment, file.App) is { } pin
            ? new OpenPin(file.Environment, file.App, pin.Release.Text, pin.Phase?.Phase ?? Phase.Adopted, pin.Hold)
            : null;
}
