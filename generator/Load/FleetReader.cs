using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps gitopsgen.yaml, checked by its shape, to its record.</summary>
public static class FleetReader
{
    public static FleetSettings Read(YamlMap document)
    {
        var spec = document.Map("spec")!;
        return new FleetSettings(document.At, document.Map("metadata")?.Text("name") ?? "")
        {
            RepositoryUrl = spec.Map("repository")?.Text("url") ?? "",
            Branch = spec.Map("repository")?.Text("branch") ?? "main",
            ArgoCdNamespace = spec.Map("argocd")?.Text("namespace") ?? "argocd",
            Kustomize = Tool(spec, "kustomize"),
            Helm = Tool(spec, "helm"),
            DeletionLimit = int.TryParse(spec.Map("limits")?.Text("deletions")?.TrimEnd('%'), out var limit) ? limit : 25,
            Waves = [.. spec.List("waves").OfType<YamlMap>().Where(wave => wave.Text("name") is not null).Select(Wave)],
            Prerequisites = [.. spec.List("prerequisites").OfType<YamlMap>().Where(item => item.Text("name") is not null).Select(item => new Prerequisite(item.At, item.Text("name")!, item.Text("description") ?? ""))],
            ClusterKinds = [.. spec.Texts("clusterKinds").Select(kind => kind.Text)],
            Apps = AppSettingsReader.ReadAll(spec.Map("apps")),
        };
    }

    private static Wave Wave(YamlMap wave) => new(wave.Scalar("name")!.At, wave.Text("name")!, wave.Text("follows") == "head", wave.Integer("percent"));

    private static ToolSettings Tool(YamlMap spec, string name) => spec.Map("tools")?[name] switch
    {
        YamlScalar { IsNull: false } version => new ToolSettings(version.At, version.Text, null),
        YamlMap tool => new ToolSettings(tool.At, tool.Text("version"), tool.Text("path")),
        _ => new ToolSettings(spec.At, null, null),
    };
}

/// <summary>Maps what the layers say of apps.</summary>
public static class AppSettingsReader
{
    public static ImmutableSortedDictionary<string, AppSettings> ReadAll(YamlMap? apps) =>
        (apps?.Entries ?? []).Where(entry => entry.Value is YamlMap or YamlScalar { IsNull: true })
        .ToImmutableSortedDictionary(entry => entry.Key.Text, entry => Read(entry.Key, entry.Value as YamlMap), StringComparer.Ordinal);

    public static Condition When(YamlMap map) => new(map["when"] switch
    {
        YamlScalar { IsNull: false } one => [one],
        YamlList => [.. map.Texts("when")],
        _ => [],
    });

    public static Patch? Patch(YamlMap patch) =>
        patch.Scalar("file") is { } file ? new Patch(file, patch.Map("target"), When(patch)) : null;

    private static AppSettings Read(YamlScalar key, YamlMap? settings) => settings is null ? new AppSettings(key.At) : new AppSettings(key.At)
    {
        Values = settings.Map("values"),
        Parameters = settings.Map("parameters"),
        Sync = settings.Text("sync"),
        Removal = settings.Text("remove") switch { "keep" => Removal.Keep, "delete" => Removal.Delete, _ => Removal.None },
        Patches = [.. settings.List("patches").OfType<YamlMap>().Select(Patch).OfType<Patch>()],
    };
}
