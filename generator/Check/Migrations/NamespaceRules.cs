using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// What the Namespace itself says: AMA-006 (pod security) and AMA-009 (one way into the mesh, and the metadata address outside of it).
/// </summary>
internal static class NamespaceRules
{
    private const string Inject = "sidecar.istio.io/inject";

    public static Rule<MigrationWalk> Privileged { get; } =
        new("AMA-006", AgentTexts.Admits.Summary, Admits)
        {
            Why = AgentTexts.Admits.Why,
            Mend = AgentTexts.Admits.Mend,
            Severities = AgentTexts.Admits.Severities,
        };

    public static Rule<MigrationWalk> OneMesh { get; } =
        new("AMA-009", AgentTexts.OneMesh.Summary, Injected)
        {
            Why = AgentTexts.OneMesh.Why,
            Mend = AgentTexts.OneMesh.Mend,
            Severities = AgentTexts.OneMesh.Severities,
        };

    private static void Admits(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide())
            return;
        if (New(step) is not { } space)
            findings.Fail(Messages.NamespaceNotThere(step.At, step.Unit, step.Migration.To, step.Migration.Shared));
        else if (space.Label(PodSecurity.Enforce) is var enforced && enforced != "privileged")
            findings.Fail(Messages.NotPrivileged(step.At, step.Unit, space.Wave, space.ToString(), enforced));
    }

    private static void Injected(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide() || New(step) is not { } space)
            return;
        var modes = Mesh.WaysIn(space).ToList();
        if (modes.Count > 1)
            findings.Fail(Messages.InjectedTwice(step.At, step.Unit, space.Wave, space.ToString(), modes));
        else if (modes is [var mode] && !mode.StartsWith("istio.io/dataplane-mode", StringComparison.Ordinal))
            Sidecars(step, mode, findings);
    }

    private static Manifest? New(MigrationStep step) => step.SharedAfter.With(step.After).Find("Namespace", "", step.Migration.To);

    private static void Sidecars(MigrationStep step, string mode, Findings findings)
    {
        foreach (
            var manifest in step.After.In(step.Migration.To).Where(manifest => manifest.Pods is { } pods && !pods.IsWindows && !IsOut(pods))
        )
        {
            if (manifest.IsWorkload && !MetadataAddress.IsOutside(manifest.Pods!))
                findings.Fail(
                    Messages.AddressNotExcluded(
                        step.At,
                        step.Unit,
                        manifest.Wave,
                        manifest.ToString(),
                        mode,
                        MetadataAddress.Exclude,
                        MetadataAddress.Range
                    )
                );
            else if (manifest.Kind == "Job")
                findings.Fail(Messages.JobInjected(step.At, step.Unit, manifest.Wave, manifest.ToString(), mode, Inject));
        }
    }

    private static bool IsOut(PodTemplate pods) => pods.Labels.GetValueOrDefault(Inject) == "false" || pods.Annotation(Inject) == "false";
}
