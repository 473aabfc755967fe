using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>The Services and templates that a Rollout names (CRD of Argo Rollouts 1.9).</summary>
internal static class RolloutReferences
{
    private static readonly string[] CanaryServices = ["canaryService", "stableService"];
    private static readonly string[] PingPong = ["pingService", "pongService"];
    private static readonly string[] BlueGreenServices = ["activeService", "previewService"];
    private static readonly string[] BlueGreenAnalyses = ["prePromotionAnalysis", "postPromotionAnalysis"];

    public static IEnumerable<(string Kind, string Path, Position At, string Name)> Of(Manifest rollout)
    {
        var canary = rollout.Spec.MapAt("strategy", "canary");
        var blueGreen = rollout.Spec.MapAt("strategy", "blueGreen");
        return
        [
            .. Services(canary, "spec.strategy.canary", CanaryServices),
            .. Services(canary?.Map("pingPong"), "spec.strategy.canary.pingPong", PingPong),
            .. Services(blueGreen, "spec.strategy.blueGreen", BlueGreenServices),
            .. Templates(canary?.Map("analysis"), "spec.strategy.canary.analysis"),
            .. canary.MapsAt("steps").SelectMany(step => Templates(step.Map("analysis"), "spec.strategy.canary.steps.analysis")),
            .. canary
                .MapsAt("steps")
                .SelectMany(step => step.MapsAt("experiment", "analyses"))
                .SelectMany(analysis => Template(analysis, "spec.strategy.canary.steps.experiment.analyses")),
            .. BlueGreenAnalyses.SelectMany(key => Templates(blueGreen?.Map(key), $"spec.strategy.blueGreen.{key}")),
        ];
    }

    /// <summary>Of an analysis, or of a template that is made of others.</summary>
    public static IEnumerable<(string Kind, string Path, Position At, string Name)> Templates(YamlMap? analysis, string path) =>
        analysis.MapsAt("templates").SelectMany(template => Template(template, $"{path}.templates"));

    private static IEnumerable<(string Kind, string Path, Position At, string Name)> Template(YamlMap template, string path)
    {
        if (template.Scalar("templateName") is { } name)
            yield return (
                $"argoproj.io/{(template.Flag("clusterScope") ? "ClusterAnalysisTemplate" : "AnalysisTemplate")}",
                $"{path}.templateName",
                name.At,
                name.Text
            );
    }

    private static IEnumerable<(string Kind, string Path, Position At, string Name)> Services(
        YamlMap? strategy,
        string path,
        string[] keys
    ) =>
        keys.Select(key => (Key: key, Value: strategy?.Scalar(key)))
            .Where(one => one.Value is { Text.Length: > 0 })
            .Select(one => ("Service", $"{path}.{one.Key}", one.Value!.At, one.Value.Text));
}
