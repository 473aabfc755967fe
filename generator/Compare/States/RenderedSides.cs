using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>
/// Renders what differs in the descriptions of two sides, in a scratch folder: what clusters get follows from them, whether somebody has
/// rendered it yet or not. An app in an environment that is made from the same on both sides costs nothing.
/// </summary>
/// <param name="diagnostics">Gets why the head does not render.</param>
public sealed class RenderedSides(DiffOptions options, IProgress progress, DiagnosticBag diagnostics) : IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly List<string> notes = [];

    /// <summary>What a reader should know of the sides.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <returns>Null when the head does not render.</returns>
    public async Task<(FleetSide Old, FleetSide New)?> OfAsync(FleetSide old, FleetSide @new, CancellationToken cancellation)
    {
        if (!DescriptionsDiffer(old, @new))
            return (old, @new);
        using var state = StateFolder.Of(options.Root);
        var (before, after) = (SidePlan.Of(old, @new, Files(old, state)), SidePlan.Of(@new, old, Files(@new, state)));
        var selection = Selection.All with { Deployments = before.Errors.IsEmpty ? before.Differing(after) : null };
        if (await RenderedAsync(@new, after, selection, state, cancellation) is not { } head)
            return null;
        return (await RenderedBaseAsync(old, before, selection, state, cancellation), head);
    }

    public void Dispose() => scratch.Dispose();

    private static bool DescriptionsDiffer(FleetSide old, FleetSide @new) =>
        old
            .Paths.Union(@new.Paths, StringComparer.Ordinal)
            .Where(path => FleetLayout.Read(path) is FleetFile or AppFile or ReleaseFile or EnvironmentFile or PinFile or EnvironmentPart)
            .Any(path => !old.IsKnownSame(path, @new));

    // What the index of the work tree knows need not be read.
    private Files.IFleetFiles Files(FleetSide side, StateFolder state) =>
        side.Name.Commit is null ? new Workspace(options.Root, state).Index : side.Files;

    private async Task<FleetSide?> RenderedAsync(
        FleetSide side,
        SidePlan plan,
        Selection selection,
        StateFolder state,
        CancellationToken cancellation
    )
    {
        var (preview, errors) = await PreviewAsync(side, plan, selection, state, cancellation);
        if (preview is null)
        {
            foreach (var error in errors)
                diagnostics.Add(error);
            diagnostics.Add(Messages.NotRenderable(side.Name.Text));
            return null;
        }

        Tell(side, preview, "`gitopsgen render` writes them.");
        return side.With(preview.Files);
    }

    // What was merged is compared as it is there, rather than not at all.
    private async Task<FleetSide> RenderedBaseAsync(
        FleetSide side,
        SidePlan plan,
        Selection selection,
        StateFolder state,
        CancellationToken cancellation
    )
    {
        var (preview, errors) = await PreviewAsync(side, plan, selection, state, cancellation);
        if (preview is null)
        {
            notes.Add($"{side.Name.Text} does not render here, so it is compared as it is committed: {First(errors)}");
            return side;
        }

        Tell(side, preview, "--committed compares what lies there.");
        return side.With(preview.Files);
    }

    private async Task<(RenderPreview? Preview, IReadOnlyList<Diagnostic> Errors)> PreviewAsync(
        FleetSide side,
        SidePlan plan,
        Selection selection,
        StateFolder caches,
        CancellationToken cancellation
    )
    {
        if (!plan.Errors.IsEmpty)
            return (null, plan.Errors);
        var root = side.Name.Commit is null ? options.Root : scratch.New("fleet");
        if (side.Name.Commit is not null)
            await new SideFolder(side, selection.Contains).WriteAsync(root, cancellation);
        using var stage = StateFolder.Temporary();
        var render = new RenderOptions(root)
        {
            Mode = RenderMode.Preview,
            Selection = selection,
            HandEdits = HandEdits.Discard,
            Offline = true,
            Trust = options.Trust with { Repositories = [options.Root] },
        };
        var preview = await new RenderPipeline(render, progress, TimeProvider.System).PreviewAsync(
            Workspace.ToPreview(root, stage, caches),
            plan.Plan,
            cancellation
        );
        return preview.Report.HasErrors
            ? (null, [.. preview.Report.Diagnostics.Where(item => item.Severity == Severity.Error)])
            : (preview, []);
    }

    private void Tell(FleetSide side, RenderPreview preview, string mend)
    {
        var stale = preview.Files.Keys.Count(path => ComparedFile.Of(path) is not null);
        if (stale > 0)
            notes.Add(
                $"{DiffWords.Many(stale, "file")} of {side.Name.Text} {(stale == 1 ? "is" : "are")} not as a render makes "
                    + $"{(stale == 1 ? "it" : "them")}; what a render makes is compared. {mend}"
            );
        foreach (var path in preview.Report.Changes.Edited)
            notes.Add($"{path} was edited by hand in {side.Name.Text}; what a render makes is compared, not that.");
    }

    private static string First(IReadOnlyList<Diagnostic> errors) =>
        errors is [var first, ..] ? $"{(first.At is { } at ? $"{at.File}({at.Line},{at.Column}): " : "")}{first.Message}" : "";
}
