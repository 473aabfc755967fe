using GitOpsGen.Yaml;

namespace GitOpsGen.Migrate.Apply;

/// <summary>Selectors of labels as Kubernetes matches them.</summary>
public static class PodLabels
{
    /// <summary>The pod, or the template of pods, that a workload makes; null for what makes none.</summary>
    public static YamlMap? Pod(YamlMap manifest)
    {
        var spec = manifest.Map("spec");
        return manifest.Text("kind") switch
        {
            "Pod" => manifest,
            "CronJob" => spec?.Map("jobTemplate")?.Map("spec")?.Map("template"),
            "Deployment" or "DaemonSet" or "StatefulSet" or "ReplicaSet" or "Job" or "Rollout" => spec?.Map("template"),
            _ => null,
        };
    }

    public static IReadOnlyDictionary<string, string>? Of(YamlMap manifest) =>
        Pod(manifest)?.Map("metadata")?.Map("labels") is { } labels ? Texts(labels) : null;

    /// <summary>An empty or missing selector takes all.</summary>
    public static bool Select(YamlMap? selector, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in Texts(selector?.Map("matchLabels")))
            if (labels.GetValueOrDefault(key) != value)
                return false;
        return (selector?.List("matchExpressions") ?? []).OfType<YamlMap>().All(expression => Holds(expression, labels));
    }

    private static bool Holds(YamlMap expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key") ?? "");
        var isListed = value is not null && expression.Texts("values").Any(listed => listed.Text == value);
        return expression.Text("operator") switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }

    private static Dictionary<string, string> Texts(YamlMap? map) =>
        (map?.Entries ?? [])
            .Where(entry => entry.Value is YamlScalar)
            .ToDictionary(entry => entry.Key.Text, entry => ((YamlScalar)entry.Value).Text, StringComparer.Ordinal);
}
