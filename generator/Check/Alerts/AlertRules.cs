using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Alerts;

/// <summary>What holds for the rules of Prometheus, and for the panels that read the same metrics.</summary>
public static class AlertRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "Rules of Prometheus",
            [
                MissingRecords.AreMade,
                AgentMetrics.AreKept,
                NeededLabels.Stay,
                Conditions.AreThere,
                TemplateRules.ReadWhatIsThere,
                GroupRules.AreSound,
                DuplicateRules.AreNotThere,
                PatternRules.SaySomething,
                RangeRules.AreLongEnough,
                PagingRules.TellEnough,
            ]
        );
}
