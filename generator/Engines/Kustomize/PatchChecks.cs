using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>What is to be thought of an overlay's patches.</summary>
public enum PatchFit
{
    Right,
    Wrong,
    CannotTell,
}

/// <summary>Every patch target must match an object: Kustomize applies a patch to nothing without a word.</summary>
public static class PatchChecks
{
    /// <summary>
    /// The patches whose target names no object of <paramref name="objects"/>. Patches without a target are Kustomize's own concern: it
    /// fails by itself.
    /// </summary>
    public static IEnumerable<EmittedPatch> WithoutMatch(
        Overlay overlay,
        IReadOnlyList<ManifestHeader> objects,
        Lazy<Manifests> manifests
    ) => Judged(overlay, objects, manifests).Where(each => each.Fits == false).Select(each => each.Patch);

    /// <summary>The patches of whose target only Kustomize knows whether it names one.</summary>
    public static IEnumerable<EmittedPatch> Unsure(Overlay overlay, IReadOnlyList<ManifestHeader> objects, Lazy<Manifests> manifests) =>
        Judged(overlay, objects, manifests).Where(each => each.Fits is null).Select(each => each.Patch);

    private static IEnumerable<(EmittedPatch Patch, bool? Fits)> Judged(
        Overlay overlay,
        IReadOnlyList<ManifestHeader> objects,
        Lazy<Manifests> manifests
    ) =>
        overlay
            .Patches.Where(patch => patch.Target is not null)
            .Select(patch => (patch, new PatchTarget(patch.Target!).Matches(objects, manifests)));

    /// <param name="unmatched">From <see cref="WithoutMatch"/>.</param>
    /// <param name="unsure">From <see cref="Unsure"/>.</param>
    /// <param name="chart">The unit's chart, where it is at hand.</param>
    public static PatchFit Report(
        Overlay overlay,
        IEnumerable<EmittedPatch> unmatched,
        IEnumerable<EmittedPatch> unsure,
        InflatedChart? chart,
        DiagnosticBag diagnostics
    )
    {
        var fit = PatchFit.Right;
        var charted = new Lazy<Manifests>(() => chart is null ? Manifests.None : OfChart(chart));
        foreach (
            var finding in unmatched
                .Select(patch => Finding(overlay, patch, chart, charted))
                .Concat(unsure.Select(patch => Doubt(overlay, patch)))
        )
        {
            diagnostics.Add(finding);
            fit = finding.Severity == Severity.Error || fit == PatchFit.Wrong ? PatchFit.Wrong : PatchFit.CannotTell;
        }

        return fit;
    }

    // What Argo CD inflates is not in the overlay, so no patch of ours reaches it.
    private static Diagnostic Finding(Overlay overlay, EmittedPatch patch, InflatedChart? chart, Lazy<Manifests> charted)
    {
        var (unit, target) = (overlay.Unit, Describe(patch.Target!));
        if (unit.App.Delivery != Delivery.Helm)
            return Messages.PatchMatchesNothing(patch.At, unit.Name, target);
        if (chart is null)
            return Messages.PatchNeedsChart(patch.At, unit.Name, target);
        return new PatchTarget(patch.Target!).Matches(chart.Objects, charted) switch
        {
            true => Messages.PatchMissesChart(patch.At, unit.Name, target),
            false => Messages.PatchMatchesNothing(patch.At, unit.Name, target),
            null => Doubt(overlay, patch),
        };
    }

    private static Diagnostic Doubt(Overlay overlay, EmittedPatch patch) =>
        Messages.PatternUnsure(patch.At, overlay.Unit.Name, Describe(patch.Target!));

    public static Manifests OfChart(InflatedChart chart) => Parse(File.ReadAllBytes(chart.File));

    public static Manifests Parse(ReadOnlyMemory<byte> manifests) =>
        Manifests.Read(OverlayFolder.ManifestsFile, manifests, new DiagnosticBag()) ?? Manifests.None;

    private static string Describe(YamlMap target) =>
        string.Join(", ", target.Entries.Select(entry => $"{entry.Key.Text}: {(entry.Value as YamlScalar)?.Text}"));
}
