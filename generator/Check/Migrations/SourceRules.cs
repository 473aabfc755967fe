using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>AMA-005: the ConfigMaps and Secrets that the pods can do without, but had, are there before the pods of the new side.</summary>
internal static class SourceRules
{
    public static Rule<MigrationWalk> SourcesFirst { get; } =
        new(
            "AMA-005",
            "An optional ConfigMap or Secret that the old namespace has is in the new one before pods that read it "
                + "start: rendered, or copied by a Job of an earlier wave.",
            Sources
        )
        {
            Why = "Pods start without it, silently, on defaults.",
            Mend = "Render it or copy it earlier.",
        };

    private static void Sources(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (!step.HasNewSide())
            return;
        foreach (var workload in step.After.In(step.Migration.To).Where(manifest => manifest.IsWorkload))
        foreach (var (kind, name) in workload.Pods!.OptionalSources().Where(source => IsNeeded(step, source)))
            if (Fault(step, workload, kind, name) is { } fault)
                findings.Fail(
                    Messages.OptionalSourceMissing(
                        step.At,
                        step.Unit,
                        workload.Wave,
                        workload.ToString(),
                        $"{kind} {name}",
                        fault,
                        step.Migration.From,
                        step.Migration.To
                    )
                );
    }

    // From cleanup on the Jobs that copied are gone; what they copied is not, and soak has looked.
    private static bool IsNeeded(MigrationStep step, (string Kind, string Name) source)
    {
        var (from, to) = (step.Migration.From, step.Migration.To);
        if (step.Before.Find(source.Kind, to, source.Name) is not null)
            return true;
        if (step.To >= Phase.Cleanup)
            return false;
        return new[] { step.Before, step.After, step.SharedBefore, step.SharedAfter }.Any(manifests =>
                manifests.Find(source.Kind, from, source.Name) is not null
            )
            || step.Migration.Copies.Concat(step.Migration.CustomerOwned)
                .Any(name =>
                    name.Kind == source.Kind
                    && name.Name == source.Name
                    && name.Namespace is var space
                    && (space.Length == 0 || space == from)
                );
    }

    /// <summary>What is wrong with it, or null.</summary>
    private static string? Fault(MigrationStep step, Manifest workload, string kind, string name)
    {
        var to = step.Migration.To;
        if (step.Before.Find(kind, to, name) is { } live && (live.IsKept || step.After.Find(live.Id) is not null))
            return null;
        // Nothing reads it before the pods are let go, and that is a later sync.
        var starts = SyncSimulation.Of(workload) == Activity.Active && SyncSimulation.Of(step.Before.Find(workload.Id)) != Activity.Active;
        if ((step.After.Find(kind, to, name) ?? step.SharedAfter.Find(kind, to, name)) is { } made)
            // In one wave Argo CD applies ConfigMaps and Secrets before workloads.
            return starts && made.Wave > workload.Wave && step.SharedAfter.Find(made.Id) is null ? $"comes only in wave {made.Wave}" : null;
        if (step.Before.Objects.Any(job => Copies(job, kind, name)))
            return null;
        if (step.After.Objects.FirstOrDefault(job => Copies(job, kind, name)) is not { } copy)
            return "is not made there, and no Job copies it";
        return starts && copy.Wave >= workload.Wave && copy.Annotation(Manifest.HookAnnotation) != "PreSync"
            ? $"is copied only in wave {copy.Wave}, by {copy}"
            : null;
    }

    private static bool Copies(Manifest job, string kind, string name) =>
        MigrationJobs.IsCopy(job)
        && MigrationJobs.Named(job, MigrationJobs.Copies).Any(copied => copied.Kind == kind && copied.Name == name);
}
