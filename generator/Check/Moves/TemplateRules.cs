using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Moves;

/// <summary>What a phase leaves as it was: MIG-009 (pod templates) and AMA-007 (what Kubernetes lets nobody change).</summary>
public static class TemplateRules
{
    internal static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        // A change on the way in is one on the way back as well; it is told once.
        var told = new HashSet<(ObjectId, string)>();
        foreach (var leg in step.Legs())
        {
            foreach (var (manifest, path) in ChangedTemplates(leg.Before, leg.After))
                if (told.Add((manifest.Id, path)))
                    diagnostics.Add(Messages.TemplateChanges(step.At, step.Unit, leg.Way, manifest.Wave, manifest.ToString(), path));
            Immutable(step, leg.Way, leg.Before, leg.After, told, diagnostics);
        }

        Immutable(step, step.Legs().First().Way, step.SharedBefore, step.SharedAfter, told, diagnostics);
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

    private static void Immutable(
        MoveStep step,
        string way,
        Manifests before,
        Manifests after,
        HashSet<(ObjectId, string)> told,
        DiagnosticBag diagnostics
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
                diagnostics.Add(Messages.ImmutableChanges(step.At, step.Unit, way, manifest.Wave, manifest.ToString(), field));
        }
    }
}
