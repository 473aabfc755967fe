using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Migrations;

/// <summary>What a phase leaves as it was: MIG-009 (pod templates) and AMA-007 (what Kubernetes lets nobody change).</summary>
public static class TemplateRules
{
    public static Rule<MigrationWalk> SamePods { get; } =
        new("MIG-009", "A phase changes no pod template, but for the hold of a DaemonSet.", Templates)
        {
            Why = "Each change restarts pods, on a day when nothing else should happen.",
            Mend = "Put the change into the base, or into a step of its own.",
        };

    public static Rule<MigrationWalk> Immutable { get; } =
        new(
            "AMA-007",
            "`spec.selector` of workloads, `roleRef` of bindings, and the template of a Job that keeps its name, do not change.",
            Fields
        )
        {
            Why = "Kubernetes refuses that, and the sync stops half way.",
            Mend = "Leave them; a Job with another content gets another name.",
        };

    private static void Templates(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        // A change on the way in is one on the way back as well; it is told once.
        var told = new HashSet<(ObjectId, string)>();
        foreach (var leg in step.Legs())
        foreach (var (manifest, path) in ChangedTemplates(leg.Before, leg.After))
            if (told.Add((manifest.Id, path)))
                findings.Fail(Messages.TemplateChanges(step.At, step.Unit, leg.Way, manifest.Wave, manifest.ToString(), path));
    }

    private static void Fields(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        var told = new HashSet<(ObjectId, string)>();
        foreach (var leg in step.Legs())
            Unchanged(step, leg.Way, leg.Before, leg.After, told, findings);
        Unchanged(step, step.Legs().First().Way, step.SharedBefore, step.SharedAfter, told, findings);
    }

    /// <summary>
    /// Workloads whose pods would be made anew though no phase needs it, each with the first place that differs. Only the hold of a
    /// DaemonSet may change.
    /// </summary>
    public static IEnumerable<(Manifest Manifest, string Path)> ChangedTemplates(Manifests before, Manifests after) =>
        after
            .Objects.Where(manifest => manifest.IsWorkload && before.Find(manifest.Id)?.Pods is not null)
            .Select(manifest =>
                (manifest, NodeEquality.Difference(before.Find(manifest.Id)!.Pods!.WithoutHold(), manifest.Pods!.WithoutHold()))
            )
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.manifest, $"spec.template.{pair.Item2}"));

    private static void Unchanged(
        MigrationStep step,
        string way,
        Manifests before,
        Manifests after,
        HashSet<(ObjectId, string)> told,
        Findings findings
    )
    {
        foreach (var manifest in after.Objects)
        {
            if (before.Find(manifest.Id) is not { } was)
                continue;
            if (manifest.IsWorkload && !NodeEquality.Same(was.Spec?["selector"], manifest.Spec?["selector"]))
                Tell(manifest, "spec.selector");
            if (manifest.Kind == "Job" && !NodeEquality.Same(was.Spec?["template"], manifest.Spec?["template"]))
                Tell(manifest, "spec.template");
            if (
                manifest.Kind is "ClusterRoleBinding" or "RoleBinding"
                && !NodeEquality.Same(was.Document["roleRef"], manifest.Document["roleRef"])
            )
                Tell(manifest, "roleRef");
        }

        void Tell(Manifest manifest, string field)
        {
            if (told.Add((manifest.Id, field)))
                findings.Fail(Messages.ImmutableChanges(step.At, step.Unit, way, manifest.Wave, manifest.ToString(), field));
        }
    }
}
