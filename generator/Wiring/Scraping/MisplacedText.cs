using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What a relabeling looks for on pods, and where it is instead.</summary>
internal sealed class MisplacedText(Candidate candidate, Relabeling rule)
{
    private static readonly string[] Annotations = ["__meta_kubernetes_pod_annotation_", "__meta_kubernetes_pod_annotationpresent_"];

    private static readonly string[] Labels = ["__meta_kubernetes_pod_label_", "__meta_kubernetes_pod_labelpresent_"];

    /// <summary>Null where nothing is near.</summary>
    public string? Text =>
        candidate.Pod is not { } pod
            ? null
            : rule
                .Sources.Select(source =>
                    Of(source, Annotations, pod, pod.Annotations, pod.OwnAnnotations, "annotation")
                    ?? Of(source, Labels, pod, pod.Labels, pod.OwnLabels, "label")
                )
                .FirstOrDefault(text => text is not null);

    private static string? Of(string source, string[] prefixes, PodSource pod, KnownLabels onPods, KnownLabels onObject, string what)
    {
        if (prefixes.FirstOrDefault(prefix => source.StartsWith(prefix, StringComparison.Ordinal)) is not { } prefix)
            return null;
        var name = source[prefix.Length..];
        if (onPods.Pairs.FirstOrDefault(pair => KnownLabels.Sanitize(pair.Key) == name) is { Key: { } key, Value: var value })
            return $"the pods of {pod.Shown} have {what} {key}={value}";
        return onObject.Pairs.FirstOrDefault(pair => KnownLabels.Sanitize(pair.Key) == name) is { Key: { } own }
            ? $"{what} {own} stands on {pod.Shown} itself, not on its pod template (spec.template.metadata.{what}s)"
            : null;
    }
}
