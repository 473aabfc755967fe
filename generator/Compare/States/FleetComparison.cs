using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Git.Carriage;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>Finds the two states of a fleet that are meant, and compares them. Touches neither the work tree nor the index.</summary>
public sealed class FleetComparison(DiffOptions options, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly GitRepository git = new(options.Root);
    private readonly FileTree tree = new(options.Root);

    public async Task<DiffReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return new DiffReport(await DiffAsync(cancellation), diagnostics.Sorted());
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return new DiffReport(null, diagnostics.Sorted());
        }
    }

    private async Task<FleetDiff?> DiffAsync(CancellationToken cancellation)
    {
        await CommittedState.CheckAsync(options.Root, diagnostics, cancellation);
        if (diagnostics.HasErrors)
            return null;
        if (options.Head is null && UnfinishedWrite.Of(StateFolder.Of(options.Root), isJudged: false) is { } unfinished)
            diagnostics.Add(unfinished);
        using var blobs = new BlobReader(git);
        return await SidesAsync(blobs, cancellation) is var (old, @new) ? await CompareAsync(old, @new, cancellation) : null;
    }

    private async Task<FleetDiff?> CompareAsync(FleetSide old, FleetSide @new, CancellationToken cancellation)
    {
        using var sides = new RenderedSides(options, progress, diagnostics);
        if (!options.IsCommitted)
        {
            if (await sides.OfAsync(old, @new, cancellation) is not var (before, after))
                return null;
            (old, @new) = (before, after);
        }

        var diff = await new SideComparison(options.Root, options.Trust, progress, diagnostics).CompareAsync(old, @new, cancellation);
        return diff with { Notes = [.. sides.Notes, .. diff.Notes] };
    }

    private async Task<(FleetSide Old, FleetSide New)?> SidesAsync(BlobReader blobs, CancellationToken cancellation)
    {
        if (await git.RootAsync(cancellation) is null)
        {
            diagnostics.Add(Messages.NoRepository(options.Root, "compare with"));
            return null;
        }

        if (options.Head is null && await GitCarriage.LeftOutAsync(git, FleetLayout.ComparedRoots, cancellation) is { } leftOut)
        {
            diagnostics.Add(leftOut);
            return null;
        }

        var tip = await BaseAsync(cancellation);
        var newName = options.Head is null ? null : await NamedAsync(options.Head, cancellation);
        if (tip is null || (options.Head is not null && newName is null))
            return null;
        if ((options.IsBaseExact ? tip : await ForkAsync(tip, newName, cancellation)) is not { } oldName)
            return null;
        var old = await FleetSide.OfCommitAsync(git, oldName, tree, blobs, cancellation);
        return (
            old,
            newName is null
                ? await FleetSide.OfWorkTreeAsync(git, tree, blobs, cancellation)
                : await FleetSide.OfCommitAsync(git, newName, tree, blobs, cancellation)
        );
    }

    // What is on the remote was reviewed; a local branch of that name may be ahead or behind.
    private async Task<SideName?> BaseAsync(CancellationToken cancellation)
    {
        if (options.Base is { } said)
            return await NamedAsync(said, cancellation);
        var branch = Branch();
        return await git.CommitOfAsync($"refs/remotes/origin/{branch}", cancellation) is { } remote
                ? new SideName($"origin/{branch}", remote)
            : await git.CommitOfAsync($"refs/heads/{branch}", cancellation) is { } local ? new SideName(branch, local)
            : await NamedAsync(branch, cancellation);
    }

    // What a pull request's page compares with: that the base moved on is no change of the head's.
    private async Task<SideName?> ForkAsync(SideName tip, SideName? head, CancellationToken cancellation)
    {
        var fork = await git.AnswerAsync(new GitCall("merge-base", tip.Commit!, head?.Commit ?? "HEAD"), cancellation);
        if (fork is null)
            diagnostics.Add(Messages.NoMergeBase(tip.Text, head?.Text ?? "HEAD", await git.IsShallowAsync(cancellation)));
        return fork is null ? null
            : fork == tip.Commit ? tip
            : new SideName($"where {tip.Text} was left", fork);
    }

    private async Task<SideName?> NamedAsync(string name, CancellationToken cancellation)
    {
        if (await git.CommitOfAsync(name, cancellation) is { } commit)
            return new SideName(name, commit);
        var isEmpty = await git.CommitOfAsync("HEAD", cancellation) is null;
        diagnostics.Add(Messages.NoCommit(name, isEmpty, await git.IsShallowAsync(cancellation)));
        return null;
    }

    // The fleet need not be without mistakes to be compared.
    private string Branch() => new Descriptions(tree, new DiagnosticBag()).Settings()?.Branch ?? "main";
}
