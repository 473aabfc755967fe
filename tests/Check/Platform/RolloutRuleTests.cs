using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>ROL-001, HPA-001 and HPA-002: what Rollouts and autoscalers name.</summary>
public sealed class RolloutRuleTests
{
    private static readonly string There =
        Contents.Object("v1", "Service", "stable", "spec: {}")
        + Contents.Object("v1", "Service", "canary", "spec: {}")
        + Contents.Object("argoproj.io/v1alpha1", "AnalysisTemplate", "rate", "spec: {}")
        + "---\n{apiVersion: argoproj.io/v1alpha1, kind: ClusterAnalysisTemplate, metadata: {name: all}, spec: {}}\n";

    [Theory]
    [InlineData("canary: {stableService: stable, canaryService: canary, trafficRouting: {istio: {}}}", Contents.Pass)]
    [InlineData(
        "canary: {steps: [{analysis: {templates: [{templateName: rate}, {templateName: all, clusterScope: true}]}}]}",
        Contents.Pass
    )]
    [InlineData("blueGreen: {activeService: stable, prePromotionAnalysis: {templates: [{templateName: rate}]}}", Contents.Pass)]
    [InlineData("canary: {stableService: stabel}", "error: Service monitoring/stabel, which is not there")]
    [InlineData("canary: {canaryService: canry}", "error: Did you mean 'canary'?")]
    [InlineData("canary: {pingPong: {pingService: ping, pongService: stable}}", "error: pingPong.pingService names")]
    [InlineData("blueGreen: {activeService: active}", "error: blueGreen.activeService names")]
    [InlineData("blueGreen: {activeService: stable, previewService: preview}", "error: blueGreen.previewService")]
    [InlineData("canary: {analysis: {templates: [{templateName: rates}]}}", "error: Did you mean 'rate'?")]
    [InlineData("canary: {steps: [{analysis: {templates: [{templateName: all}]}}]}", "error: AnalysisTemplate monitoring/all")]
    [InlineData("canary: {steps: [{experiment: {analyses: [{templateName: none}]}}]}", "error: steps.experiment.analyses.templateName")]
    [InlineData(
        "blueGreen: {activeService: stable, postPromotionAnalysis: {templates: [{templateName: x}]}}",
        "error: postPromotionAnalysis"
    )]
    [InlineData("canary: {stableService: stable, trafficRouting: {istio: {}}}", "error: spec.strategy.canary.canaryService is required")]
    public void What_a_rollout_names_is_there(string strategy, string expected)
    {
        var rollout = Contents.Object("argoproj.io/v1alpha1", "Rollout", "web", $"spec: {{strategy: {{{strategy}}}}}");
        PlatformRules.Rules.Expect("ROL-001", Contents.Of(rollout + There), expected);
        if (expected.Contains("not there", StringComparison.Ordinal))
            PlatformRules.Rules.Expect("ROL-001", Contents.Of(rollout + There).WithUnseen(), "note: nobody can tell whether there is");
    }

    [Theory]
    [InlineData("apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web", "", Contents.Pass)]
    [InlineData("apiVersion: apps/v1, kind: Deployment, name: web", "", "error: scales 'apps/v1 Deployment'")]
    [InlineData("apiVersion: apps/v1, kind: Rollout, name: web", "", "error: Set scaleTargetRef to apiVersion argoproj.io/v1alpha1")]
    [InlineData("apiVersion: apps/v1, kind: Deployment, name: web", "web", Contents.Pass)]
    [InlineData("apiVersion: apps/v1, kind: Deployment, name: taken", "taken", "error: the pods are of argoproj.io/Rollout monitoring/web")]
    [InlineData("apiVersion: apps/v1, kind: Deployment, name: other", "other", Contents.Pass)]
    public void An_autoscaler_scales_the_rollout(string target, string deployment, string expected) =>
        PlatformRules.Rules.Expect(
            "ROL-001",
            Contents.Of(
                Contents.Object("argoproj.io/v1alpha1", "Rollout", "web", "spec: {workloadRef: {name: taken}}")
                    + (deployment.Length == 0 ? "" : Contents.Object("apps/v1", "Deployment", deployment, "spec: {}"))
                    + Autoscaler($"scaleTargetRef: {{{target}}}")
            ),
            expected
        );

    private const string Web = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}";

    private const string Measured = "metrics: [{type: ContainerResource, containerResource: {container: CONTAINER}}]";

    [Theory]
    [InlineData("minReplicas: 2, maxReplicas: 4, " + Web, "1.34", Contents.Pass)]
    [InlineData("maxReplicas: 4, " + Web, "1.34", "warning: from 1 to 4 replicas")]
    [InlineData("minReplicas: 1, maxReplicas: 4, " + Web, "1.34", "warning: from 1 to 4 replicas")]
    [InlineData("minReplicas: 5, maxReplicas: 4, " + Web, "1.34", "error: from 5 to 4 replicas")]
    [InlineData("minReplicas: 2, " + Web, "1.34", "error: from 2 to 0 replicas")]
    [InlineData(
        "minReplicas: 2, maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}",
        "1.34",
        Contents.Pass
    )]
    [InlineData("minReplicas: 2, maxReplicas: 4, " + Web + ", " + Measured, "1.34", Contents.Pass)]
    [InlineData("minReplicas: 2, maxReplicas: 4, " + Web + ", " + Measured, "1.26", "error: which needs Kubernetes 1.27")]
    [InlineData(
        "minReplicas: 2, maxReplicas: 4, " + Web + ", metrics: [{type: ContainerResource, containerResource: {container: webb}}]",
        "1.34",
        "error: Did you mean 'web'?"
    )]
    public void Bounds_and_metrics_work(string spec, string version, string expected) =>
        PlatformRules.OfAutoscalers.Expect(
            "HPA-001",
            Contents.Of(Deployment("") + Autoscaler(spec.Replace("CONTAINER", "web", StringComparison.Ordinal))) with
            {
                KubernetesVersion = version,
            },
            expected
        );

    private const string Utilization =
        "minReplicas: 2, maxReplicas: 4, " + Web + ", metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 60}}}]";

    [Theory]
    [InlineData("{}", "warning: requests none")]
    [InlineData("{requests: {memory: 1Mi}}", "warning: the utilization of cpu")]
    [InlineData("{requests: {cpu: 10m}}", Contents.Pass)]
    [InlineData("{limits: {cpu: 10m}}", Contents.Pass)]
    public void A_utilization_is_one_of_what_is_requested(string resources, string expected) =>
        PlatformRules.OfAutoscalers.Expect(
            "HPA-001",
            Contents.Of(
                Autoscaler(Utilization)
                    + Contents.Object(
                        "apps/v1",
                        "Deployment",
                        "web",
                        $"spec: {{template: {{spec: {{containers: [{{name: web, resources: {resources}}}]}}}}}}"
                    )
            ),
            expected
        );

    [Theory]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: web}", "error: is scaled by")]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: api}", Contents.Pass)]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", "minReplicas: 2, maxReplicas: 3, " + Web, "error: is scaled by")]
    public void No_two_autoscalers_have_one_target(string version, string kind, string spec, string expected) =>
        PlatformRules.OfAutoscalers.Expect(
            "HPA-001",
            Contents.Of(
                Deployment("")
                    + Autoscaler("minReplicas: 2, maxReplicas: 4, " + Web)
                    + Contents.Object(version, kind, "other", $"spec: {{{spec}}}")
            ),
            expected
        );

    [Theory]
    [InlineData("", Contents.Pass)]
    [InlineData("replicas: 0, ", Contents.Pass)]
    [InlineData("replicas: 3, ", "error: has 'replicas: 3' while")]
    public void Replicas_are_the_autoscalers(string replicas, string expected) =>
        PlatformRules.OfAutoscalers.Expect("HPA-002", Contents.Of(Deployment(replicas) + Autoscaler(Web)), expected);

    private static string Deployment(string spec) =>
        Contents.Object("apps/v1", "Deployment", "web", $"spec: {{{spec}template: {{spec: {{containers: [{{name: web}}]}}}}}}");

    private static string Autoscaler(string spec) =>
        Contents.Object("autoscaling/v2", "HorizontalPodAutoscaler", "web", $"spec: {{{spec}}}");
}
