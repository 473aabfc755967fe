using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Publish;
using GitOpsGen.State;

namespace GitOpsGen.Verify;

/// <summary>
/// A commit in a folder of its own, and what a render makes of it there. Nothing that was rendered before counts, and neither work tree nor
/// index is touched.
/// </summary>
public sealed class RenderedCommit : IDisposable
{
    private readonly Checkout copy;

    private RenderedCommit(Checkout copy, RenderPlan? plan, RenderPreview preview) => (this.copy, Plan, Preview) = (copy, plan, preview);

    /// <summary>Null where the fleet cannot be read.</summary>
    public RenderPlan? Plan { get; }

    public RenderPreview Preview { get; }

    /// <summary>What stands where only a render writes.</summary>
    public IEnumerable<string> Generated =>
        Snapshot.Of(Files, FleetLayout.Roots).Files.Keys.Where(path => FleetLayout.Read(path).IsGenerated);

    private FileTree Files => new(copy.Folder);

    /// <summary>A file as it is committed; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Content(string path) => Files.IsRegular(path) ? Files.ReadBytes(path) : (ReadOnlyMemory<byte>?)null;

    public static async Task<RenderedCommit> OfAsync(
        GitRepository git,
        VerifyOptions options,
        string commit,
        string prefix,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        var opened = await Checkout.OfTreeAsync(git, $"{commit}^{{tree}}", prefix, cancellation);
        try
        {
            return await RenderAsync(opened, options, progress, cancellation);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => copy.Dispose();

    private static async Task<RenderedCommit> RenderAsync(
        Checkout opened,
        VerifyOptions options,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        using var scratch = StateFolder.Temporary();
        var problems = new DiagnosticBag();
        // What is known of earlier renders is another's word.
        var workspace = Workspace.ToPreview(opened.Folder, scratch, scratch);
        var plan = workspace.Plan(problems);
        if (problems.HasErrors)
            return new RenderedCommit(opened, null, RenderPreview.Failed(RenderReport.Failed(problems)));
        var render = new RenderOptions(opened.Folder)
        {
            Mode = RenderMode.Preview,
            TakesKnown = false,
            HandEdits = HandEdits.Discard,
            Offline = options.Offline,
            Trust = options.Trust with { Repositories = [options.Root] },
        };
        var preview = await new RenderPipeline(render, progress, TimeProvider.System).PreviewAsync(workspace, plan, cancellation);
        return new RenderedCommit(opened, plan, preview);
    }
}
