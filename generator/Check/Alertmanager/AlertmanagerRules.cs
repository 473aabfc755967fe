using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>
/// What holds for the configurations of Alertmanager: files in Secrets and ConfigMaps, AlertmanagerConfigs, values of the chart.
/// </summary>
public static class AlertmanagerRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "Alertmanager",
            [
                RoutingRules.ReceiversExist,
                RoutingRules.ReceiversAreReached,
                RoutingRules.RoutesAreReached,
                InhibitionRules.CompareWhatIsThere,
                RoutingRules.IntervalsExist,
            ]
        );
}
