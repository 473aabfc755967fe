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
            if (await OfAsync(baseCommit, commit, prefix, cancellation) is ({ IsEmpty: false } pins, var others))
                open.Add(
                    new OpenChange(name, !name.StartsWith($"{folders.Promotions}/", StringComparison.Ordinal), null, pins)
                    {
                        Commit = commit,
                        Others = others,
                    }
                );
        return open.ToImmutable();
    }

    // Against where the branch began: what the base did since is none of it. What the base has by now is open no more.
    private async Task<(ImmutableArray<OpenPin> Pins, ImmutableArray<string> Others)> OfAsync(
        string baseCommit,
        string commit,
        string prefix,
        CancellationToken cancellation
    )
    {
        if (await git.AnswerAsync(new GitCall("merge-base", baseCommit, commit), cancellation) is not { } start)
            return ([], []);
        var changes = await git.ChangesAsync(start, commit, cancellation);
        var merged = await git.FilesAsync(baseCommit, changes.Select(change => change.Path), cancellation);
        var open = changes.Where(change => merged.GetValueOrDefault(change.Path)?.Blob != change.New?.Blob).ToList();
        var pins = open.Where(change => change.New is { IsRegular: true } && Read(prefix, change.Path) is PinFile)
            .ToDictionary(change => change.Path[prefix.Length..], change => change.New!, StringComparer.Ordinal);
        using var blobs = new BlobReader(git);
        var descriptions = new Descriptions(new CommitFiles(pins, blobs, cancellation), new DiagnosticBag());
        var read = pins.Keys.Select(FleetLayout.Read).OfType<PinFile>().Select(file => Read(descriptions, file)).OfType<OpenPin>().ToList();
        var told = read.Select(pin => new PinFile(pin.Environment, pin.App).Path).ToHashSet(StringComparer.Ordinal);
        var others = open.Select(change => change.Path).Where(path => !IsTold(prefix, path, told)).Order(StringComparer.Ordinal);
        return ([.. read], [.. others]);
    }

    // What renders write is held by `render --check`, and frozen releases by their digest.
    private static bool IsTold(string prefix, string path, HashSet<string> pins) =>
        Read(prefix, path) switch
        {
            PinFile pin => pins.Contains(pin.Path),
            var other => other is ReleaseFile || other.IsGenerated,
        };

    private static FleetPath Read(string prefix, string path) =>
        path.StartsWith(prefix, StringComparison.Ordinal) ? FleetLayout.Read(path[prefix.Length..]) : new OtherPath(path);

    // One that cannot be read cannot be merged either: the next render refuses it.
    private static OpenPin? Read(Descriptions descriptions, PinFile file) =>
        descriptions.Pin(file.Environment, file.App) is { } pin
            ? new OpenPin(file.Environment, file.App, pin.Release.Text, pin.Phase?.Phase ?? Phase.Adopted, pin.Hold)
            : null;
}
