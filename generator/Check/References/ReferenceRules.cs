using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>The rules of what objects name of each other.</summary>
public static class ReferenceRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "References",
            [
                PodSourceRules.Sources,
                PodSourceRules.Keys,
                PodSourceRules.Accounts,
                BackendRules.Services,
                StorageRules.Storage,
                RoleRules.Bindings,
                ScalerRules.Targets,
                BudgetRules.Budgets,
                SelectorRules.Policies,
                SelectorRules.Services,
                ProbeRules.Ports,
                ClassRules.Classes,
                StoreRules.Stores,
                ProjectRules.Projects,
                DefinitionRules.Kinds,
                MeshRules.Routes,
                SharedObjectRules.Owners,
            ]
        );
}
