using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Apply;

/// <summary>The objects of all files that are plain YAML. A template cannot be read this way, and is passed over.</summary>
public static class DeclaredManifests
{
    public static Manifests Read(FileTree files, IEnumerable<string> paths) =>
        Manifests.Of(
            paths
                .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal))
                .SelectMany(path => Documents(files, path))
        );

    private static IEnumerable<YamlNode> Documents(FileTree files, string path)
    {
        var ignored = new DiagnosticBag();
        if (files.ReadText(path, FileTree.TextLimit, ignored) is not { } text || !text.Contains("kind:", StringComparison.Ordinal))
            return [];
        return YamlReader.ReadAll(path, text, ignored, YamlLimits.Generated) ?? [];
    }
}
