using GitOpsGen.Check.Rules;

namespace GitOpsGen.Check.Migrations;

/// <summary>What holds for the agent (ama-metrics) beyond what holds for any app that moves.</summary>
public static class AgentRules
{
    public static RuleSet<MigrationWalk> Rules { get; } =
        new(
            "The agent",
            [
                ResidueRules.NewNamespace,
                ResidueRules.ArcStays,
                TokenRules.TokenFound,
                ImageRules.AwareImages,
                SourceRules.SourcesFirst,
                NamespaceRules.Privileged,
                TemplateRules.Immutable,
                OwnershipRules.Owner,
                NamespaceRules.OneMesh,
                AutoscalerRules.Bounds,
                AutoscalerRules.OwnsReplicas,
            ]
        );

    /// <summary>The one rule for a step of what somebody else owns.</summary>
    internal static RuleSet<MigrationWalk> OfOwner { get; } = Rules with { Rules = [OwnershipRules.Owner] };
}
