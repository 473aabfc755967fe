using GitOpsGen.Check.Rules;

namespace GitOpsGen.Check.Kustomize;

/// <summary>The rules of kustomizations as they are written, in whatever repository; where there are none, they say nothing.</summary>
public static class KustomizeRules
{
    public static RuleSet<KustomizationTree> Rules { get; } =
        new(
            "Kustomizations",
            [
                EntryRules.Dangling,
                UnusedRules.Files,
                OutdatedRules.Fields,
                RemoteRules.Bases,
                NamespaceRules.Transformer,
                CycleRules.Cycles,
                EntryRules.Outside,
                PatchRules.Targets,
            ]
        );
}
