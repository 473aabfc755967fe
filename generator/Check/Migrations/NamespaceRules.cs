using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// What the Namespace itself says: AMA-006 (pod security) and AMA-009 (one way into the mesh, and the metadata address outside of it).
/// </summary>
internal static class NamespaceRules
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";
    private const string Metadata = "169.254.169.254/32";
    private const string Exclude = "traffic.sidecar.istio.io/excludeOutboundIPRanges";
    private const string Inject = "sidecar.istio.io/inject";

    public static Rule<MigrationWalk> Privileged { get; } =
        new("AMA-006", "The new Namespace is rendered, with `pod-security.kubernetes.io/enforce: privileged`.", Admits)
        {
            Why = "The DaemonSets mount paths of the host.",
            Mend = "Set the label.",
        };

    public static Rule<MigrationWalk> OneMesh { get; } =
        new(
            "AMA-009",
            "The Namespace asks for the mesh in one way at most. With sidecars, Linux workloads keep "
                + "169.254.169.254/32 out of them. A Job with a sidecar is a warning: it may never end.",
            Injected
        )
        {
            Why = "Which label wins depends on Istio; a sidecar that catches the metadata address takes the token away.",
            Mend = "Leave one label; set the annotation; keep Jobs out by `sidecar.istio.io/inject: \"false\"`.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Admits(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide())
            return;
        if (New(step) is not { } space)
            findings.Fail(Messages.NamespaceNotThere(step.At, step.Unit, step.Migration.To, step.Migration.Shared));
        else if (space.Label(Enforce) is var enforced && enforced != "privileged")
            findings.Fail(Messages.NotPrivileged(step.At, step.Unit, space.Wave, space.ToString(), enforced));
    }

    private static void Injected(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide() || New(step) is not { } space)
            return;
        var modes = Modes(space).ToList();
        if (modes.Count > 1)
            findings.Fail(Messages.InjectedTwice(step.At, step.Unit, space.Wave, space.ToString(), modes));
        else if (modes is [var mode] && !mode.StartsWith("istio.io/dataplane-mode", StringComparison.Ordinal))
            Sidecars(step, mode, findings);
    }

    private static Manifest? New(MigrationStep step) => step.SharedAfter.With(step.After).Find("Namespace", "", step.Migration.To);

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

    private static void Sidecars(MigrationStep step, string mode, Findings findings)
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
                findings.Fail(Messages.AddressNotExcluded(step.At, step.Unit, manifest.Wave, manifest.ToString(), mode, Exclude, Metadata));
            else if (manifest.Kind == "Job")
                findings.Fail(Messages.JobInjected(step.At, step.Unit, manifest.Wave, manifest.ToString(), mode, Inject));
        }
    }

    private static bool IsOut(PodTemplate pods) => pods.Labels.GetValueOrDefault(Inject) == "false" || pods.Annotation(Inject) == "false";
}
