using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.State;

namespace GitOpsGen.Publish;

/// <summary>
/// Renders what a scope touches from the very tree that is to be pushed, without the work tree: what is missing there (a file that git
/// ignores, say) or is not as it would be rendered would break the base with the merge.
/// </summary>
public sealed class TreeCheck(PublishOptions options, GitRepository git, string prefix, IProgress progress, DiagnosticBag diagnostics)
{
    public async Task CheckAsync(ScopeChange change, string tree, CancellationToken cancellation)
    {
        using var copy = await Checkout.OfTreeAsync(git, tree, prefix, cancellation);
        using var scratch = StateFolder.Temporary();
        var problems = new DiagnosticBag();
        var workspace = Workspace.ToPreview(copy.Folder, scratch, StateFolder.Of(options.Root));
        var plan = workspace.Plan(problems);
        if (problems.HasErrors)
        {
            Tell(change, problems.Sorted());
            return;
        }

        var render = new RenderOptions(copy.Folder)
        {
            Mode = RenderMode.Preview,
            Selection = Selection.All with
            {
                Deployments = change.Touched.Select(part => part.ToString()).ToHashSet(StringComparer.Ordinal),
            },
            HandEdits = Ownership.HandEdits.Discard,
            Offline = options.Offline,
            Trust = options.Trust,
        };
        var preview = await new RenderPipeline(render, progress, TimeProvider.System).PreviewAsync(workspace, plan, cancellation);
        Tell(change, preview.Report.Diagnostics);
        // What is generated for all together may hold what another scope brings.
        var stale = preview.Files.Keys.Where(path => !FleetLayout.IsShared(path)).ToList();
        if (stale.Count > 0)
            diagnostics.Add(
                Messages.TreeIsStale(Position.Start(stale.Order(StringComparer.Ordinal).First()), change.Scope.ToString(), stale.Count)
            );
    }

    // Warnings were said of the checkout.
    private void Tell(ScopeChange change, IEnumerable<Diagnostic> found)
    {
        foreach (var error in found.Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error with { Message = $"in what {change.Scope} would merge: {error.Message}" });
    }
}
