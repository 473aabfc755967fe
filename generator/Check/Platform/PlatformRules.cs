using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// What holds for what the platforms have beyond the Prometheus stack: EKS, AKS, Argo CD, Rollouts, the mesh, devices, trust.
/// </summary>
public static class PlatformRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new(
            "The platforms",
            [
                SubchartLabelRule.Borne,
                RoleArnRule.Valid,
                NodeRepairRule.Noticed,
                SelfManagementRule.ServerSide,
                RbacRule.Explicit,
                ServerExposureRule.Inside,
                NotificationRule.Resolved,
                RolloutRule.Whole,
                AmbientRules.Fits,
                ResourceClaimRule.Matching,
                TrustBundleRule.Trusted,
                TrustExpiryRule.InTime,
                AppVersionRule.Runs,
            ]
        );

    /// <summary>The rules of autoscalers, which moves have too, under the same ids.</summary>
    public static RuleSet<ClusterContents> OfAutoscalers { get; } =
        new("Autoscalers", [AutoscalerRules.Bounds, AutoscalerRules.OwnsReplicas]);

    /// <summary>The rules of the agent, of which moves ask more under the same ids.</summary>
    public static RuleSet<ClusterContents> OfAgent { get; } =
        new("The agent where it stays", [AgentTokenRule.Readable, AdmissionRule.Admitted, MeshLabelsRule.OneWay]);
}
