using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// What holds for the Prometheus stack of an environment, whether its objects are at hand or only the values of its chart.
/// </summary>
public static class StackRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "The Prometheus stack",
            [
                StorageRule.Claim,
                CapacityRule.Kept,
                AdminRule.FromSecret,
                SelectorRule.Decided,
                NamespaceOverrideRule.OneNamespace,
                AlertmanagerSecretRule.FromSecret,
                ExposureRule.Closed,
                DashboardRule.Found,
                DefinitionRule.ServerSide,
                EndpointsRule.None,
                RequiredAlertsRule.Present,
                ResourcesRule.Said,
            ]
        );
}
