using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Sync;

/// <summary>Reads what a sync goes by from an Application, or from each that an ApplicationSet makes of a list of clusters.</summary>
public static class ApplicationReader
{
    /// <param name="document">The manifest as it is rendered. What is live and what is wanted is the caller's to add.</param>
    /// <param name="at">Where a person would change it.</param>
    public static IEnumerable<ApplicationChange> Read(YamlMap document, Position at) =>
        document.Text("kind") == "ApplicationSet" ? OfSet(document, at) : [Of(document, at)];

    private static IEnumerable<ApplicationChange> OfSet(YamlMap set, Position at)
    {
        var elements = (set.Map("spec")?.List("generators") ?? [])
            .OfType<YamlMap>()
            .SelectMany(generator => generator.Map("list")?.List("elements") ?? [])
            .OfType<YamlMap>();
        foreach (var element in elements)
            if (set.Map("spec")?.Map("template") is { } template)
                yield return Of(template, at) with
                {
                    Name = $"{Name(set)}, {element.Text("cluster")}",
                    Server = element.Text("server") ?? "",
                };
    }

    private static ApplicationChange Of(YamlMap application, Position at)
    {
        var spec = application.Map("spec");
        var policy = spec?.Map("syncPolicy");
        return new(Name(application), at)
        {
            Server = spec?.Map("destination")?.Text("server") ?? "",
            Namespace = spec?.Map("destination")?.Text("namespace") ?? "",
            Options = SyncOptions.Of((policy?.Texts("syncOptions") ?? []).Select(option => option.Text)),
            Automated = policy?.Map("automated") is { } automated ? Automated(automated) : null,
        };
    }

    private static AutomatedPolicy Automated(YamlMap automated) =>
        new()
        {
            Enabled = automated.Text("enabled") != "false",
            Prune = automated.Flag("prune"),
            SelfHeal = automated.Flag("selfHeal"),
            AllowEmpty = automated.Flag("allowEmpty"),
        };

    private static string Name(YamlMap manifest) => manifest.Map("metadata")?.Text("name") ?? "";
}
