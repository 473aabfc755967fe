using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Moves;

/// <summary>
/// What the Namespace itself says: AMA-006 (pod security) and AMA-009 (one way into the mesh, and the metadata address outside of it).
/// </summary>
internal static class NamespaceRules
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";
    private const string Metadata = "169.254.169.254/32";
    private const string Exclude = "traffic.sidecar.istio.io/excludeOutboundIPRanges";
    private const string Inject = "sidecar.istio.io/inject";

    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        if (!step.HasNewSide())
            return;
        if (step.SharedAfter.With(step.After).Find("Namespace", "", step.Migration.To) is not { } space)
        {
            diagnostics.Add(Messages.NamespaceNotThere(step.At, step.Unit, step.Migration.To, step.Migration.Shared));
            return;
        }

        if (space.Label(Enforce) is var enforced && enforced != "privileged")
            diagnostics.Add(Messages.NotPrivileged(step.At, step.Unit, space.Wave, space.ToString(), enforced));
        var modes = Modes(space).ToList();
        if (modes.Count > 1)
            diagnostics.Add(Messages.InjectedTwice(step.At, step.Unit, space.Wave, space.ToString(), modes));
        else if (modes is [var mode] && !mode.StartsWith("istio.io/dataplane-mode", StringComparison.Ordinal))
            Sidecars(step, mode, diagnostics);
    }

    // Two labels that switch nothing on, or the same thing off, contradict nothing.
    private static IEnumerable<string> Modes(Manifest space)
    {
        if (space.Label("istio-injection") is { } injection and not "disabled")
            yield return $"istio-injection={injection}";
        if (space.Label("istio.io/rev") is { Length: > 0 } revision)
            yield return $"istio.io/rev={revision}";
        if (space.Label("istio.io/dataplane-mode") is { } mode and not "none")
            yield return $"istio.io/dataplane-mode={mode}";
    }

    private static void Sidecars(MoveStep step, string mode, DiagnosticBag diagnostics)
    {
        foreach (
            var manifest in step.After.In(step.Migration.To).Where(manifest => manifest.Pods is { } pods && !pods.IsWindows && !IsOut(pods))
        )
        {
            if (
                manifest.IsWorkload
                && !(manifest.Pods!.Annotation(Exclude) ?? "")
                    .Split(',', StringSplitOptions.TrimEntries)
                    .Contains(Metadata, StringComparer.Ordinal)
            )
                diagnostics.Add(
                    Messages.AddressNotExcluded(step.At, step.Unit, manifest.Wave, manifest.ToString(), mode, Exclude, Metadata)
                );
            else if (manifest.Kind == "Job")
                diagnostics.Add(Messages.JobInjected(step.At, step.Unit, manifest.Wave, manifest.ToString(), mode, Inject));
        }
    }

    private static bool IsOut(PodTemplate pods) => pods.Labels.GetValueOrDefault(Inject) == "false" || pods.Annotation(Inject) == "false";
}
