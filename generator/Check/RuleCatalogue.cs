using System.Collections.Immutable;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Kustomize;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Check.Objects;
using GitOpsGen.Check.Platform;
using GitOpsGen.Check.References;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Check.Scraping;
using GitOpsGen.Check.Secrets;
using GitOpsGen.Check.Stack;
using GitOpsGen.Check.Sync;
using GitOpsGen.Check.Wiring;

namespace GitOpsGen.Check;

/// <summary>
/// Every rule there is. docs/rules/ has a page for each, which a test holds to this. A rule that is asked of two subjects is in both sets,
/// with the same texts.
/// </summary>
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
        ObjectRules.Rules,
        SecretRules.Rules,
        KustomizeRules.Rules,
        SchemaChecks.Rules,
        AlertRules.Rules,
        AlertTestRules.Rules,
        AlertmanagerRules.Rules,
        StackRules.Rules,
        ScrapingRules.Rules,
        PlatformRules.Rules,
        PlatformRules.OfAutoscalers,
        PlatformRules.OfAgent,
    ];
}
