using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>The spec of the pods that an object makes, and where in the object it stands.</summary>
internal readonly record struct PodSpec(Manifest Owner, YamlMap Spec, string Path)
{
    /// <summary>Null for what makes no pods, or leaves their template to another object.</summary>
    public static PodSpec? Of(Manifest manifest) =>
        manifest.Pods?.Spec is { } spec ? new PodSpec(manifest, spec, PathOf(manifest.Kind))
        // The Prometheus operator takes the fields of a pod's spec into its own kinds.
        : IsOfTheOperator(manifest) && manifest.Spec is { } own ? new PodSpec(manifest, own, "spec")
        : null;

    public static bool IsOfTheOperator(Manifest manifest) =>
        manifest.IsKind(
            "monitoring.coreos.com/Alertmanager",
            "monitoring.coreos.com/Prometheus",
            "monitoring.coreos.com/PrometheusAgent",
            "monitoring.coreos.com/ThanosRuler"
        );

    public IEnumerable<(YamlMap Container, string Path)> Containers()
    {
        foreach (var key in new[] { "initContainers", "containers" })
        foreach (var item in Items(Spec, key, Path))
            yield return item;
    }

    public IEnumerable<(YamlMap Volume, string Path)> Volumes() => Items(Spec, "volumes", Path);

    /// <summary>The maps of a list, with the path of each: by its name, else by its number.</summary>
    public static IEnumerable<(YamlMap Item, string Path)> Items(YamlMap? map, string key, string path) =>
        (map?.List(key) ?? [])
            .Index()
            .Where(one => one.Item is YamlMap)
            .Select(one => ((YamlMap)one.Item, $"{path}.{key}[{((YamlMap)one.Item).Text("name") ?? $"{one.Index}"}]"));

    private static string PathOf(string kind) =>
        kind switch
        {
            "Pod" => "spec",
            "CronJob" => "spec.jobTemplate.spec.template.spec",
            _ => "spec.template.spec",
        };
}
