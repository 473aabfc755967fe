using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps gitopsgen.yaml, checked by its shape, to its record.</summary>
public static class FleetReader
{
    public static FleetSettings Read(YamlMap document)
    {
        var spec = document.Map("spec")!;
        return new FleetSettings(document.Map("metadata")?.Scalar("name")?.At ?? document.At, document.Map("metadata")?.Text("name") ?? "")
        {
            RepositoryUrl = spec.Map("repository")?.Text("url") ?? "",
            Branch = spec.Map("repository")?.Text("branch") ?? "main",
            ArgoCdNamespace = spec.Map("argocd")?.Text("namespace") ?? "argocd",
            ArgoCdUrl = spec.Map("argocd")?.Scalar("url"),
            ArgoCdCluster = spec.Map("argocd")?.Scalar("cluster"),
            HasApplicationHealth =
                spec.Map("argocd") is { } argocd && argocd.Says("applicationHealth") ? argocd.Flag("applicationHealth") : null,
            SaysGeneratePaths = spec.Map("argocd")?.Text("manifestGeneratePaths") != "false",
            Kustomize = Tool(spec, "kustomize"),
            Helm = Tool(spec, "helm"),
            DeletionLimit = int.TryParse(spec.Map("limits")?.Text("deletions")?.TrimEnd('%'), out var limit) ? limit : 25,
            Waves = [.. Named(spec, "waves").Select(Wave)],
            Prerequisites = [.. Named(spec, "prerequisites").Select(Prerequisite)],
            ClusterKinds = [.. spec.Texts("clusterKinds").Select(kind => kind.Text)],
            Apps = AppSettingsReader.ReadAll(spec.Map("apps")),
            Monitoring = spec.Map("monitoring"),
            Promotion = PromotionReader.Fleet(spec),
            Validation = ValidationSettings.Read(spec.Map("validate")),
            Unreadable = spec.Unreadable.Union(
                new[] { "waves", "prerequisites" }.Where(key =>
                    spec.List(key).Count > Named(spec, key).Count(item => DnsLabel.IsValid(item.Text("name")!))
                )
            ),
        };
    }

    /// <summary>What stands for a gitopsgen.yaml that cannot be read, so that the other files are checked all the same.</summary>
    public static FleetSettings Nothing(string file)
    {
        var at = Position.Start(file);
        return Read(new YamlMap(at, [new YamlEntry(new YamlScalar(at, "spec", isString: true), YamlMap.Empty(at))])) with
        {
            Unreadable = ["waves", "prerequisites", "apps"],
        };
    }

    private static IEnumerable<YamlMap> Named(YamlMap spec, string key) =>
        spec.List(key).OfType<YamlMap>().Where(item => item.Text("name") is not null);

    private static Wave Wave(YamlMap wave) =>
        new(wave.Scalar("name")!.At, wave.Text("name")!, wave.Text("follows") == "head", wave.Integer("percent"))
        {
            PercentAt = wave["percent"]?.At ?? wave.At,
            Enter = PromotionReader.Enter(wave.Map("enter")),
            Leave = PromotionReader.Leave(wave.Map("leave")),
            Unreadable = wave.Unreadable,
        };

    private static Prerequisite Prerequisite(YamlMap item) =>
        new(
            item.Scalar("name")!.At,
            item.Text("name")!,
            item.Text("description") ?? "",
            [.. item.Texts("provides").Select(thing => thing.Text)],
            [.. item.Texts("namespaces").Select(space => space.Text)]
        )
        {
            From = item.Text("from") ?? "",
        };

    private static ToolSettings Tool(YamlMap spec, string name) =>
        Program(spec, name) with
        {
            Limits = EngineLimits.Read(spec.Map("limits")),
        };

    private static ToolSettings Program(YamlMap spec, string name) =>
        spec.Map("tools")?[name] switch
        {
            YamlScalar { IsNull: false } version => new ToolSettings(version.At, version.Text, null),
            YamlMap tool => new ToolSettings(tool.Scalar("version")?.At ?? tool.At, tool.Text("version"), tool.Text("path"))
            {
                IsPlain = tool.Flag("plain"),
            },
            _ => new ToolSettings(spec.At, null, null),
        };
}

/// <summary>Maps what the layers say of apps.</summary>
public static class AppSettingsReader
{
    public static ImmutableSortedDictionary<string, AppSettings> ReadAll(YamlMap? apps) =>
        (apps?.Entries ?? []).ToImmutableSortedDictionary(
            entry => entry.Key.Text,
            entry => Read(entry.Key, entry.Value),
            StringComparer.Ordinal
        );

    public static Condition When(YamlMap map) =>
        new(Features(map, "when"))
        {
            Phases = [.. map.Texts("phases").Select(phase => Enum.Parse<Phase>(phase.Text, ignoreCase: true))],
            Side = map.Text("side") is { } side ? Enum.Parse<Side>(side, ignoreCase: true) : null,
            Kubernetes = map.Text("kubernetes") is { } versions ? VersionRange.Parse(versions) : null,
        };

    /// <summary>One feature, or a list of them.</summary>
    public static ImmutableArray<YamlScalar> Features(YamlMap map, string key) =>
        map[key] switch
        {
            YamlScalar { IsNull: false } one => [one],
            YamlList => [.. map.Texts(key)],
            _ => [],
        };

    public static Patch? Patch(YamlMap patch) =>
        patch.Scalar("file") is { } file ? new Patch(file, patch.Map("target"), When(patch)) : null;

    private static AppSettings Read(YamlScalar key, YamlNode value) =>
        value is not YamlMap settings
            ? new AppSettings(key.At) { Unreadable = value is YamlUnreadable ? ["values", "parameters"] : [] }
            : new AppSettings(key.At)
            {
                Values = settings.Map("values"),
                Parameters = settings.Map("parameters"),
                Sync = settings.Text("sync"),
                Removal = settings.Text("remove") switch
                {
                    "keep" => Removal.Keep,
                    "delete" => Removal.Delete,
                    _ => Removal.None,
                },
                Patches = [.. settings.List("patches").OfType<YamlMap>().Select(Patch).OfType<Patch>()],
                Monitoring = settings.Map("monitoring"),
                Unreadable = settings.Unreadable,
            };
}
