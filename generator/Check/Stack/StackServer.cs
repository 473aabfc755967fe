using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// A Prometheus, PrometheusAgent, Alertmanager or ThanosRuler: an object, or what the chart's values make of it. Both say the same in the
/// same words, but for the storage of a Prometheus.
/// </summary>
/// <param name="Title">How messages call it.</param>
/// <param name="Path">To the spec, from where the document or the values begin.</param>
/// <param name="Chart">Null for an object.</param>
internal sealed record StackServer(string Kind, string Title, string Namespace, string Name, string Path, YamlMap Spec, Position At)
{
    private static readonly string[] Kinds = ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"];

    public KubePrometheusStack? Chart { get; init; }

    public string StorageKey => Chart is not null && Kind.StartsWith("Prometheus", StringComparison.Ordinal) ? "storageSpec" : "storage";

    public static IEnumerable<StackServer> Of(ClusterContents contents) =>
        Kinds
            .SelectMany(kind => contents.OfKind($"monitoring.coreos.com/{kind}"))
            .Select(Seen)
            .Concat(KubePrometheusStack.Unseen(contents).SelectMany(Made));

    public Position Place(params ReadOnlySpan<string> keys) => keys.Length > 0 && Spec[keys[0]] is not null ? Spec.Place(keys) : At;

    private static StackServer Seen(Manifest manifest) =>
        new(
            manifest.Kind,
            manifest.ToString(),
            manifest.Namespace,
            manifest.Name,
            "spec",
            manifest.Spec ?? YamlMap.Empty(manifest.Document.At),
            manifest.Spec?.At ?? manifest.Document.At
        );

    private static IEnumerable<StackServer> Made(KubePrometheusStack stack)
    {
        if (stack.HasPrometheus)
            yield return Made(
                stack,
                stack.Values.Flag(false, "prometheus", "agentMode") ? "PrometheusAgent" : "Prometheus",
                "prometheus",
                "prometheusSpec"
            );
        if (stack.HasAlertmanager)
            yield return Made(stack, "Alertmanager", "alertmanager", "alertmanagerSpec");
        if (stack.Values.Flag(false, "thanosRuler", "enabled"))
            yield return Made(stack, "ThanosRuler", "thanosRuler", "thanosRulerSpec");
    }

    private static StackServer Made(KubePrometheusStack stack, string kind, string part, string spec) =>
        new(
            kind,
            $"the {kind} of the chart {KubePrometheusStack.ChartName}",
            stack.Values.Text("", part, "namespaceOverride") is { Length: > 0 } space ? space : stack.Namespace,
            $"{stack.FullName}-{(part == "thanosRuler" ? "thanos-ruler" : part)}",
            $"{part}.{spec}",
            stack.Values.Map(part, spec) ?? YamlMap.Empty(stack.Values.Place(part)),
            stack.Values.Place(part, spec)
        )
        {
            Chart = stack,
        };
}
