using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Releases;

/// <summary>Finds what the chart of a head is, so that its release says so: recorded when it can be read, never invented.</summary>
/// <param name="tell">A line for the person who watches.</param>
public sealed class HeadChart(Workspace workspace, bool isOffline, ToolTrust trust, Action<string> tell)
{
    /// <returns>The digest; null where the app says it itself, has no chart of a repository, or, with a diagnostic, nobody can
    /// tell.</returns>
    public async Task<string?> DigestAsync(
        FleetSettings settings,
        AppSource head,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        if (head.App.Chart is not { Digest: null, Path: null } chart)
            return null;
        var trial = new DiagnosticBag();
        var helm = await workspace.Engines(isOffline, trust, tell).HelmAsync(settings.Helm, trial, cancellation);
        var puller = helm is null ? null : new ChartPuller(helm);
        var found = await new ChartStore(workspace.Index, puller, isOffline, tell, trial).GetAsync(head, cancellation);
        // That a program was refused is not for its caller to miss.
        foreach (var refusal in trial.Sorted().Where(item => item.Code is "GOG200" or "GOG201"))
            diagnostics.Add(refusal);
        if (found is null)
            diagnostics.Add(Messages.ReleaseWithoutDigest(chart.At, ChartStore.Describe(chart)));
        return found?.Digest;
    }
}
