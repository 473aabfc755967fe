using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>
/// Finds what people have to merge before anything can be rendered: markers in what they own, and files of which git's index has the sides
/// in place of one content. What is generated is rendered anew, so its conflicts are nobody's work.
/// </summary>
public sealed class OwnConflicts(Workspace workspace, DiagnosticBag diagnostics)
{
    private readonly GitRepository git = new(workspace.Files.Root);

    /// <param name="work">What git waits for; null for nothing that it tells of.</param>
    /// <returns>The generated files that git could not merge.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(Snapshot files, UnfinishedWork? work, CancellationToken cancellation)
    {
        // What has been rendered once, and has kept its stamp, had none.
        Parallel.ForEach(files.Files.Where(file => !IsGenerated(file.Key) && !workspace.Index.IsKnown(file.Key, file.Value)), Look);
        if (WorkTree.Of(workspace.Files.Root) is null)
            return [];
        var unmerged = (await UnmergedFile.ReadAsync(git, [.. FleetLayout.Roots, FleetLayout.Templates], cancellation)).ToLookup(file =>
            IsGenerated(file.Path)
        );
        var marked = diagnostics.Sorted().Select(found => found.At?.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in await UndecidedAsync([.. unmerged[false].Where(file => !marked.Contains(file.Path))], cancellation))
            diagnostics.Add(Messages.NotMerged(file.Path, file.State, work?.Name ?? "merge"));
        return [.. unmerged[true].Select(file => file.Path)];
    }

    private static bool IsGenerated(string path) => FleetLayout.Read(path).IsGenerated;

    private void Look(KeyValuePair<string, FileStamp> file)
    {
        if (file.Value.Size <= FileTree.BaseLimit && ConflictMarkers.Trouble(file.Key, workspace.Files.ReadBytes(file.Key)) is { } trouble)
            diagnostics.Add(trouble);
    }

    // Where both changed it, and what lies here is neither's, a person has merged it.
    private async Task<IReadOnlyList<UnmergedFile>> UndecidedAsync(IReadOnlyList<UnmergedFile> files, CancellationToken cancellation)
    {
        var candidates = files.Where(file => file is { Ours: not null, Theirs: not null } && workspace.Files.IsRegular(file.Path)).ToList();
        if (candidates.Count == 0)
            return files;
        var said = await git.RunAsync(new GitCall(["hash-object", "--", .. candidates.Select(file => file.Path)]), cancellation);
        var decided = candidates
            .Zip(said.Split('\n'))
            .Where(one => one.Second != one.First.Ours && one.Second != one.First.Theirs)
            .Select(one => one.First)
            .ToHashSet();
        return [.. files.Where(file => !decided.Contains(file))];
    }
}
