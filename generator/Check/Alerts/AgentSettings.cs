using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// What the ConfigMap ama-metrics-settings-configmap makes of the agent's defaults, in its two schemas (v1 has a data key for each section,
/// v2 sections in a few keys). Facts of prometheus-collector at 39583fd50, otelcollector/shared/configmap/mp.
/// </summary>
internal sealed class AgentSettings
{
    private const string Settings = "ama-metrics-settings-configmap";

    private static readonly ImmutableHashSet<string> JobMaps =
    [
        "ama-metrics-prometheus-config",
        "ama-metrics-prometheus-config-node",
        "ama-metrics-prometheus-config-node-windows",
    ];

    private readonly Dictionary<string, string> isOn;

    private AgentSettings(Dictionary<string, string> isOn, Dictionary<string, string> own, bool isMinimal)
    {
        this.isOn = isOn;
        OwnLists = own;
        IsMinimal = isMinimal;
    }

    /// <summary>The minimal profile is on.</summary>
    public bool IsMinimal { get; }

    /// <summary>Patterns of the fleet's own, by target.</summary>
    public IReadOnlyDictionary<string, string> OwnLists { get; }

    public bool IsOn(AgentTarget target) => isOn.TryGetValue(target.Name, out var said) ? said == "true" : target.IsOn;

    /// <summary>Null where the environment has no sign of the agent.</summary>
    public static AgentSettings? Of(ClusterContents contents)
    {
        var settings = contents.Objects.Objects.FirstOrDefault(one => one.GroupKind == "ConfigMap" && one.Name == Settings);
        if (settings is null && !contents.Objects.Objects.Any(IsAgent))
            return null;
        return Read(settings?.Document.Map("data"));
    }

    public static bool IsJobs(Manifest manifest) => JobMaps.Contains(manifest.Name);

    public static YamlScalar? JobsText(Manifest manifest) => manifest.Document.Map("data")?.Scalar("prometheus-config");

    /// <summary>The scrape jobs of such a ConfigMap; none where the agent cannot read them either.</summary>
    public static IEnumerable<YamlMap> Jobs(Manifest manifest) =>
        JobsText(manifest) is { } text && YamlReader.ReadAll(text.At.File, text.Text, new DiagnosticBag()) is [YamlMap configuration, ..]
            ? configuration.List("scrape_configs").OfType<YamlMap>()
            : [];

    private static bool IsAgent(Manifest manifest) =>
        (manifest.GroupKind is "apps/Deployment" && manifest.Name == "ama-metrics")
        || (manifest.GroupKind is "apps/DaemonSet" && manifest.Name == "ama-metrics-node")
        || (manifest.GroupKind is "ConfigMap" && IsJobs(manifest));

    private static AgentSettings Read(YamlMap? data)
    {
        // Any other version means the defaults.
        var version = data?.Text("schema-version") ?? "v1";
        var (isOn, lists, profile) = version switch
        {
            "v1" => (
                Lines(data?.Text("default-scrape-settings-enabled")),
                Lines(data?.Text("default-targets-metrics-keep-list")),
                Lines(data?.Text("default-targets-metrics-keep-list")).GetValueOrDefault("minimalingestionprofile")
            ),
            "v2" => Version2(data),
            _ => ([], [], null),
        };
        lists.Remove("minimalingestionprofile");
        return new AgentSettings(isOn, lists, profile != "false");
    }

    private static (Dictionary<string, string> IsOn, Dictionary<string, string> Lists, string? Profile) Version2(YamlMap? data)
    {
        var sections = Sections(data?.Text("cluster-metrics"));
        var plane = Sections(data?.Text("controlplane-metrics"));
        return (
            Joined(sections, plane, "default-targets-scrape-enabled"),
            Joined(sections, plane, "default-targets-metrics-keep-list"),
            Lines(sections.GetValueOrDefault("minimal-ingestion-profile")).GetValueOrDefault("enabled")
        );
    }

    // The control plane has a key of its own, in which its targets have no prefix.
    private static Dictionary<string, string> Joined(Dictionary<string, string> cluster, Dictionary<string, string> plane, string section)
    {
        var all = Lines(cluster.GetValueOrDefault(section));
        foreach (var (name, value) in Lines(plane.GetValueOrDefault(section)))
            all[$"controlplane-{name}"] = value;
        return all;
    }

    // A header ends in ": |-" exactly; what has another end belongs to the section before.
    private static Dictionary<string, string> Sections(string? text)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in (text ?? "").Split('\n').Select(line => line.Trim()))
            if (line.EndsWith(": |-", StringComparison.Ordinal))
                name = line[..^4];
            else
                all[name] = all.GetValueOrDefault(name, "") + line + "\n";
        return all;
    }

    // The agent's parser knows lines of "key = value" alone; a comment behind a value belongs to the value.
    private static Dictionary<string, string> Lines(string? text)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n').Select(line => line.Trim()))
            if (!line.StartsWith('#') && line.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
                all[line[..at].Trim()] = line[(at + 1)..].Trim().Trim('"', '\'');
        return all;
    }
}
