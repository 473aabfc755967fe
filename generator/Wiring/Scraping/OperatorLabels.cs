using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>The labels that the operator's own relabelings set before a monitor's (pkg/prometheus/promcfg.go).</summary>
internal static class OperatorLabels
{
    public static void OfService(ScrapeContext context, Candidate candidate, YamlMap endpoint)
    {
        var (labels, service) = (candidate.Labels, candidate.Service!);
        labels.Set("namespace", service.Namespace);
        labels.Set("service", service.Name);
        labels.Set("job", Job(context, service.Labels, service.Shown, service.Name));
        Common(candidate, endpoint);
        Copy(labels, context.Spec, "targetLabels", service.Labels);
        if (candidate.Pod is { } pod)
            Copy(labels, context.Spec, "podTargetLabels", pod.Labels);
    }

    public static void OfPod(ScrapeContext context, Candidate candidate, YamlMap endpoint)
    {
        var (labels, pod) = (candidate.Labels, candidate.Pod!);
        labels.Set("namespace", pod.Namespace);
        labels.Set("job", Job(context, pod.Labels, $"the pods of {pod.Shown}", context.FullName));
        Common(candidate, endpoint);
        Copy(labels, context.Spec, "podTargetLabels", pod.Labels);
    }

    private static void Common(Candidate candidate, YamlMap endpoint)
    {
        var labels = candidate.Labels;
        if (candidate.Pod is not null)
            labels.Set("pod", labels["__meta_kubernetes_pod_name"]);
        labels.Set("container", candidate.Container?.Name ?? "");
        labels.Set("endpoint", endpoint.Text("port") is { Length: > 0 } port ? port : endpoint.Text("targetPort") ?? "");
    }

    private static string Job(ScrapeContext context, KnownLabels labels, string owner, string unlessLabelled)
    {
        if (context.Spec.Text("jobLabel") is not { Length: > 0 } key)
            return unlessLabelled;
        if (labels.ValuesAlike(key).FirstOrDefault(value => value.Length > 0) is { } job)
            return job;
        context.Warn(
            WiringWarning.JobLabelMissing,
            $"{owner} has no label {key}, which jobLabel names, so its job is called {unlessLabelled}"
        );
        return unlessLabelled;
    }

    private static void Copy(TargetLabels labels, YamlMap spec, string field, KnownLabels from)
    {
        foreach (var key in spec.Texts(field).Select(label => label.Text))
            labels.Set(KnownLabels.Sanitize(key), from.ValuesAlike(key).FirstOrDefault() ?? "");
    }
}
