using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Migrate.Apply;

/// <summary>The objects of all files that are plain YAML. A template cannot be read this way, and is passed over.</summary>
public static class DeclaredManifests
{
    public static IReadOnlyList<YamlMap> Read(FileTree files, IEnumerable<string> paths) =>
        [
            .. paths
                .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal))
                .SelectMany(path => Read(files, path)),
        ];

    private static IEnumerable<YamlMap> Read(FileTree files, string path)
    {
        var ignored = new DiagnosticBag();
        if (files.ReadText(path, FileTree.TextLimit, ignored) is not { } text || !text.Contains("kind:", StringComparison.Ordinal))
            return [];
        return (YamlReader.ReadAll(path, text, ignored, YamlLimits.Generated) ?? []).OfType<YamlMap>().SelectMany(Items);
    }

    private static IEnumerable<YamlMap> Items(YamlMap document) =>
        document.Text("kind")?.EndsWith("List", StringComparison.Ordinal) == true && document["items"] is YamlList items
            ? items.Items.OfType<YamlMap>()
            : [document];
}
