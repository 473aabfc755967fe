namespace GitOpsGen.Relocate.Languages;

/// <summary>What the labels of a series say about the object it belongs to.</summary>
internal static class PromLabels
{
    private static readonly HashSet<string> Objects = new(StringComparer.Ordinal)
    {
        "pod",
        "service",
        "deployment",
        "daemonset",
        "statefulset",
        "replicaset",
        "configmap",
        "secret",
        "horizontalpodautoscaler",
        "hpa",
        "poddisruptionbudget",
        "endpoint",
        "endpoints",
        "serviceaccount",
        "workload",
        "created_by",
        "owner",
        "persistentvolumeclaim",
        "cronjob",
        "lease",
        "scaletargetref",
    };

    // These tell where, how or how much, never which object.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "cluster",
        "node",
        "host",
        "hostname",
        "image",
        "le",
        "quantile",
        "phase",
        "reason",
        "status",
        "mode",
        "resource",
        "verb",
        "code",
        "condition",
        "severity",
        "alertname",
        "__name__",
        "metrics_path",
        "device",
        "id",
    };

    private static readonly string[] Exporters = ["kube_", "container_", "kubelet_"];

    private static readonly HashSet<string> OfTheScrape = new(StringComparer.Ordinal)
    {
        "job",
        "instance",
        "endpoint",
        "service",
        "app",
        "k8s_app",
        "component",
    };

    /// <summary>The label without the words that exporters put around it: <c>exported_pod</c>, <c>k8s_pod_name</c>.</summary>
    public static string Plain(string label)
    {
        var plain = label.ToLowerInvariant();
        foreach (var prefix in (string[])["exported_", "kubernetes_", "k8s_", "kube_"])
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal) && plain != "k8s_app")
                plain = plain[prefix.Length..];
        }

        return
            plain.EndsWith("_name", StringComparison.Ordinal)
            && !plain.StartsWith('_')
            && !plain.StartsWith("app_", StringComparison.Ordinal)
            ? plain[..^5]
            : plain;
    }

    /// <summary>Whether the values of the label are namespaces.</summary>
    public static bool IsNamespace(string label) =>
        label.Contains("namespace", StringComparison.OrdinalIgnoreCase)
        || Plain(label) is "ns"
        || label.EndsWith("_ns", StringComparison.Ordinal);

    public static void AddEvidence(PromSelector selector, PromMatcher matcher, PromMatcher mention, NameEvidence evidence)
    {
        var plain = Plain(matcher.Label);
        if (
            ReferenceEquals(matcher, mention)
            || matcher.IsNegative
            || Silent.Contains(plain)
            || plain.Contains("namespace", StringComparison.Ordinal)
        )
            return;
        if (IsOfTheExporter(selector.Metric, plain, matcher.Value) || IsOtherSide(mention.Label, matcher.Label))
            return;
        var value = Bare(plain, matcher.Value);
        if (matcher.IsPattern)
            evidence.AddPattern(value, plain, IsObject(plain));
        else if (IsObject(plain))
            evidence.AddObject(value, plain);
        else
            evidence.Add(value, plain);
    }

    private static bool IsObject(string plain)
    {
        var side = plain.IndexOf('_', StringComparison.Ordinal);
        return Objects.Contains(plain)
            || (
                plain.StartsWith("source_", StringComparison.Ordinal) || plain.StartsWith("destination_", StringComparison.Ordinal)
                    ? Objects.Contains(plain[(side + 1)..])
                    : false
            );
    }

    // kube-state-metrics and the kubelet measure the objects of others: their own job says nothing about the namespace in the series.
    private static bool IsOfTheExporter(string metric, string plain, string value)
    {
        if (plain == "job" && value.Trim('/') is "kubelet" or "cadvisor" or "kube-state-metrics")
            return true;
        if (!OfTheScrape.Contains(plain) || !Exporters.Any(prefix => metric.StartsWith(prefix, StringComparison.Ordinal)))
            return false;
        return !(plain is "service" or "endpoint" && metric.StartsWith("kube_" + plain, StringComparison.Ordinal));
    }

    // source_namespace goes with source_workload, not with destination_workload.
    private static bool IsOtherSide(string mention, string label) =>
        (mention.StartsWith("source_", StringComparison.Ordinal) && label.StartsWith("destination_", StringComparison.Ordinal))
        || (mention.StartsWith("destination_", StringComparison.Ordinal) && label.StartsWith("source_", StringComparison.Ordinal));

    // A job may be written namespace/name, an instance host:port.
    private static string Bare(string plain, string value) =>
        plain switch
        {
            "job" when value.Split('/') is { Length: > 1 } parts => parts.Length > 2 ? parts[2] : parts[1],
            "instance" => value.Split('.', ':')[0],
            _ => value,
        };
}
