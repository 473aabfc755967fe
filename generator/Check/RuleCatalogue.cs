using System.Collections.Immutable;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Check.References;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Sync;
using GitOpsGen.Check.Wiring;

namespace GitOpsGen.Check;

/// <summary>Every rule there is. docs/rules/ has a page for each, which a test holds to this.</summary>
public static class RuleCatalogue
{
    public static ImmutableArray<RuleSet> Sets { get; } =
    [
        PhaseOrder.Rules,
        MigrationRules.Rules,
        AgentRules.Rules,
        SyncChecks.Rules,
        SyncChecks.Namespaces,
        RootRules.Rules,
        WiringRules.Rules,
        ReferenceRules.Rules,
        SecretRules.Rules,
        KustomizeRules.Rules,
        SchemaChecks.Rules,
        AlertRules.Rules,
        AlertTestRules.Rules,
        AlertmanagerRules.Rules,
    ];
}
