using GitOpsGen.Diagnostics;
using GitOpsGen.Diff;
using GitOpsGen.Diff.Compare;
using GitOpsGen.Diff.Group;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>Compares what two states of a fleet put into clusters. Reads only files that differ, and touches neither the work tree nor the index.</summary>
public sealed class FleetComparison(DiffOptions options, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly GitRepository git = new(options.Root);
    private readonly FileTree tree = new(options.Root);

    public async Task<DiffReport> RunAsync(CancellationToken cancellation)
    {
        using var blobs = new BlobReader(options.Root);
        var diff = await SidesAsync(blobs, cancellation) is var (old, @new) ? await CompareAsync(old, @new, cancellation) : null;
        return new DiffReport(diff, diagnostics.Sorted());
    }

    // ---- the sides

    private async Task<(FleetSide Old, FleetSide New)?> SidesAsync(BlobReader blobs, CancellationToken cancellation)
    {
        if (await git.RootAsync(cancellation) is null)
        {
            diagnostics.Add(Messages.NoRepository(options.Root));
            return null;
        }

        var oldName = await BaseAsync(cancellation);
        var newName = options.Head is null ? null : await NamedAsync(options.Head, cancellation);
        if (oldName is null || (options.Head is not null && newName is null)) return null;
        var old = await FleetSide.OfCommitAsync(git, oldName, tree, blobs, cancellation);
        return (old, newName is null ? await FleetSide.OfWorkTreeAsync(git, tree, blobs, cancellation) : await FleetSide.OfCommitAsync(git, newName, tree, blobs, cancellation));
    }

    // What is on the remote was reviewed; a local branch of that name may be ahead or behind.
    private async Task<SideName?> BaseAsync(CancellationToken cancellation)
    {
        if (options.Base is { } said) return await NamedAsync(said, cancellation);
        var branch = Branch();
        return await git.CommitAsync($"refs/remotes/origin/{branch}", cancellation) is { } remote ? new SideName($"origin/{branch}", remote)
            : await git.CommitAsync($"refs/heads/{branch}", cancellation) is { } local ? new SideName(branch, local)
            : await NamedAsync(branch, cancellation);
    }

    private async Task<SideName?> NamedAsync(string name, CancellationToken cancellation)
    {
        if (await git.CommitAsync(name, cancellation) is { } commit) return new SideName(name, commit);
        var isEmpty = await git.CommitAsync("HEAD", cancellation) is null;
        diagnostics.Add(Messages.NoCommit(name, isEmpty, await git.IsShallowAsync(cancellation)));
        return null;
    }

    // The fleet need not be without mistakes to be compared.
    private string Branch()
    {
        var text = tree.ReadText(Load.FleetLoader.FleetFile, FileTree.DescriptionLimit, new DiagnosticBag());
        var fleet = text is null ? null : YamlReader.ReadMap(Load.FleetLoader.FleetFile, text, new DiagnosticBag());
        return fleet?.Map("spec")?.Map("repository")?.Text("branch") ?? "main";
    }

    // ---- the comparison

    private async Task<FleetDiff> CompareAsync(FleetSide old, FleetSide @new, CancellationToken cancellation)
    {
        var files = old.Paths.Union(@new.Paths, StringComparer.Ordinal).Select(ComparedFile.Of).OfType<ComparedFile>().OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var differing = files.Where(file => !old.IsKnownSame(file.Path, @new)).ToList();
        using var charts = new HelmCharts(options.Root, old, @new, progress);
        await charts.PrepareAsync(differing, cancellation);
        var grouping = new Grouping();
        if (differing.Count > 0) progress.Begin("comparing", differing.Count);
        // An environment at a time: objects move within one, and no more than one is in memory.
        var scopes = differing.ToLookup(file => file.Scope, StringComparer.Ordinal);
        foreach (var scope in scopes.Select(scope => scope.Key).Union(charts.Scopes, StringComparer.Ordinal))
            foreach (var change in Successors.Find(await ScopeAsync(scope, [.. scopes[scope]], old, @new, charts, cancellation))) grouping.Add(charts.Marked(change));
        var units = FleetUnits.Of(files, old, @new);
        var order = await Rollout.OrderAsync(old, @new, units.Select(unit => unit.Environment).Distinct(StringComparer.Ordinal), cancellation);
        var groups = order.Of(grouping.ToGroups());
        return new FleetDiff(old.Name, @new.Name, groups, units, [.. charts.Notes(order)]) { Order = order };
    }

    private async Task<IReadOnlyList<ObjectChange>> ScopeAsync(string scope, IReadOnlyList<ComparedFile> files, FleetSide old, FleetSide @new, HelmCharts charts, CancellationToken cancellation)
    {
        var changes = new IReadOnlyList<ObjectChange>[files.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, files.Count), cancellation, async (i, token) =>
        {
            changes[i] = await FileAsync(files[i], old, @new, charts, token);
            progress.Step(files[i].Path);
        });
        return [.. changes.SelectMany(found => found), .. await charts.ChangesAsync(scope, cancellation)];
    }

    private async Task<IReadOnlyList<ObjectChange>> FileAsync(ComparedFile file, FleetSide old, FleetSide @new, HelmCharts charts, CancellationToken cancellation)
    {
        var left = await ContentAsync(file, old, charts, cancellation);
        var right = await ContentAsync(file, @new, charts, cancellation);
        if (left.Span.SequenceEqual(right.Span)) return [];
        var (oldBag, newBag) = (new DiagnosticBag(), new DiagnosticBag());
        var changes = file.Kind == ComparedKind.Values ? FileComparer.Values(file.Place, left, right, oldBag, newBag) : FileComparer.Compare(file.Place, left, right, oldBag, newBag);
        if (changes is [{ Kind: ChangeKind.Unreadable }])
        {
            Tell(file.Path, old.Name, oldBag, left);
            Tell(file.Path, @new.Name, newBag, right);
        }

        return changes;
    }

    // Values count where a chart gets them from Argo CD; elsewhere the manifests have what became of them.
    private static async Task<ReadOnlyMemory<byte>> ContentAsync(ComparedFile file, FleetSide side, HelmCharts charts, CancellationToken cancellation) =>
        file.Kind != ComparedKind.Values || charts.Names(file, side) ? await side.ReadAsync(file.Path, cancellation) ?? default : default;

    private void Tell(string path, SideName side, DiagnosticBag bag, ReadOnlyMemory<byte> content)
    {
        if (bag.Sorted() is not [var first, ..]) return;
        // What the reader stumbled over, and quotes, may be a Secret's value.
        var reason = content.Span.IndexOf("Secret"u8) < 0 ? first.Message : "it is no YAML from here on (what stands here is not shown, because the file has a Secret).";
        diagnostics.Add(Messages.ManifestUnreadable(first.At ?? Position.Start(path), side.Text, reason));
    }
}
