using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>A pod template, as far as the rules read it.</summary>
public sealed class PodTemplate(YamlMap template)
{
    /// <summary>An entry of the nodeSelector that no node bears: a DaemonSet with it runs nowhere.</summary>
    public const string Hold = "gitopsgen.io/hold";

    public YamlMap Document { get; } = template;

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

    public IReadOnlyDictionary<string, string> Labels => Texts(Document.Map("metadata")?.Map("labels"));

    public string? Annotation(string key) => Document.Map("metadata")?.Map("annotations")?.Text(key);

    public bool IsWindows =>
        Spec?.Map("nodeSelector")?.Text("kubernetes.io/os") == "windows" || Spec?.Map("os")?.Text("name") == "windows" || AsksForWindows();

    /// <summary>The template without what holds a DaemonSet back, which a phase may change.</summary>
    public YamlMap WithoutHold() => NodeEquality.Without(Document, "spec", "nodeSelector", Hold);

    /// <summary>The ConfigMaps and Secrets without which the pod starts all the same, on defaults.</summary>
    public IEnumerable<(string Kind, string Name)> OptionalSources() =>
        Volumes().Concat(Environments()).Where(source => source.Name.Length > 0).Distinct();

    public static IReadOnlyDictionary<string, string> Texts(YamlMap? map) =>
        map is null
            ? new Dictionary<string, string>()
            : map
                .Entries.Where(entry => entry.Value is YamlScalar)
                .DistinctBy(entry => entry.Key.Text)
                .ToDictionary(entry => entry.Key.Text, entry => ((YamlScalar)entry.Value).Text, StringComparer.Ordinal);

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

/// <summary>One container of a pod template.</summary>
public sealed class Container(YamlMap container)
{
    public YamlMap Document { get; } = container;

    public string Name => Document.Text("name") ?? "";

    public string Image => Document.Text("image") ?? "";

    /// <summary>What follows the last colon of the image's last part; empty without one.</summary>
    public string Tag =>
        Image[(Image.LastIndexOf('/') + 1)..] is var last && last.Split('@')[0].IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? last.Split('@')[0][(colon + 1)..]
            : "";

    /// <summary>Command and arguments, in this order.</summary>
    public IReadOnlyList<string> Words => [.. Document.Texts("command").Concat(Document.Texts("args")).Select(word => word.Text)];

    /// <summary>The variables that are written out.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
        Document
            .List("env")
            .OfType<YamlMap>()
            .Where(variable => variable.Text("value") is not null)
            .Select(variable => (variable.Text("name") ?? "", variable.Text("value")!));

    /// <summary>The value of an argument, in the form <c>--name=value</c> or as two words.</summary>
    public string? Argument(string name)
    {
        var words = Words;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith($"--{name}=", StringComparison.Ordinal))
                return words[i][(name.Length + 3)..];
            if (words[i] == $"--{name}" && i + 1 < words.Count)
                return words[i + 1];
        }

        return null;
    }
}
