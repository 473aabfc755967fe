using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// A pod template (PodTemplateSpec of the API reference): <c>metadata</c> and <c>spec</c> of the pods that an object makes.
/// </summary>
public sealed class PodTemplate(YamlMap template)
{
    /// <summary>An entry of the nodeSelector that no node bears: a DaemonSet with it runs nowhere.</summary>
    public const string Hold = "gitopsgen.io/hold";

    public YamlMap Document { get; } = template;

    /// <summary>The template in an object of a kind that makes pods, and a Pod itself, which is written the same; else null.</summary>
    public static PodTemplate? Of(YamlMap manifest)
    {
        var spec = manifest.Map("spec");
        var template = manifest.Text("kind") switch
        {
            "Deployment" or "DaemonSet" or "StatefulSet" or "ReplicaSet" or "Job" or "Rollout" => spec?.Map("template"),
            "CronJob" => spec?.Map("jobTemplate")?.Map("spec")?.Map("template"),
            "Pod" => manifest,
            _ => null,
        };
        return template is null ? null : new PodTemplate(template);
    }

    public YamlMap? Spec => Document.Map("spec");

    /// <summary>Init containers too: they read the same Secrets.</summary>
    public IReadOnlyList<Container> Containers { get; } =
    [
        .. new[] { "initContainers", "containers" }
            .SelectMany(key => template.Map("spec")?.List(key) ?? [])
            .OfType<YamlMap>()
            .Select(map => new Container(map)),
    ];

    public bool IsHeld => Spec?.Map("nodeSelector")?.Text(Hold) == "true";

    /// <summary>Kubernetes' default is 30 seconds.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(Spec?.Integer("terminationGracePeriodSeconds") ?? 30);

    public string ServiceAccount => Spec?.Text("serviceAccountName") ?? Spec?.Text("serviceAccount") ?? "default";

    public IReadOnlyDictionary<string, string> Labels => LabelSelector.Pairs(Document.Map("metadata")?.Map("labels"));

    public string? Annotation(string key) => Document.Map("metadata")?.Map("annotations")?.Text(key);

    public bool IsWindows =>
        Spec?.Map("nodeSelector")?.Text("kubernetes.io/os") == "windows" || Spec?.Map("os")?.Text("name") == "windows" || AsksForWindows();

    /// <summary>The template without what holds a DaemonSet back, which a phase may change.</summary>
    public YamlMap WithoutHold() => NodeEquality.Without(Document, "spec", "nodeSelector", Hold);

    /// <summary>The ConfigMaps and Secrets without which the pod starts all the same, on defaults.</summary>
    public IEnumerable<(string Kind, string Name)> OptionalSources() =>
        Volumes().Concat(Environments()).Where(source => source.Name.Length > 0).Distinct();

    private IEnumerable<(string Kind, string Name)> Volumes()
    {
        var volumes = (Spec?.List("volumes") ?? []).OfType<YamlMap>().ToList();
        var projected = volumes.SelectMany(volume => volume.Map("projected")?.List("sources") ?? []).OfType<YamlMap>();
        return volumes.Concat(projected).SelectMany(source => Optional(source, "configMap", "secret"));
    }

    private IEnumerable<(string Kind, string Name)> Environments() =>
        Containers.SelectMany(container =>
            container
                .Document.List("envFrom")
                .OfType<YamlMap>()
                .SelectMany(source => Optional(source, "configMapRef", "secretRef"))
                .Concat(
                    container
                        .Document.List("env")
                        .OfType<YamlMap>()
                        .Select(variable => variable.Map("valueFrom"))
                        .OfType<YamlMap>()
                        .SelectMany(source => Optional(source, "configMapKeyRef", "secretKeyRef"))
                )
        );

    private static IEnumerable<(string Kind, string Name)> Optional(YamlMap source, string configMap, string secret)
    {
        if (source.Map(configMap) is { } one && one.Flag("optional"))
            yield return ("ConfigMap", one.Text("name") ?? "");
        if (source.Map(secret) is { } other && other.Flag("optional"))
            yield return ("Secret", other.Text("secretName") ?? other.Text("name") ?? "");
    }

    private bool AsksForWindows() =>
        (Spec?.Map("affinity")?.Map("nodeAffinity")?.Map("requiredDuringSchedulingIgnoredDuringExecution")?.List("nodeSelectorTerms") ?? [])
            .OfType<YamlMap>()
            .SelectMany(term => term.List("matchExpressions"))
            .OfType<YamlMap>()
            .Any(match =>
                match.Text("key") == "kubernetes.io/os" && match.Text("operator") == "In" && match.Texts("values") is [{ Text: "windows" }]
            );
}
