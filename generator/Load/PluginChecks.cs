using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// The configurations of a kustomization's transformers, generators and validators: only Kustomize's own, for all others are programs,
/// and of these only what reads files of this folder.
/// </summary>
/// <param name="folder">The folder of the kustomization that uses them; their paths start there.</param>
public sealed class PluginChecks(string folder, KustomizePaths paths, KustomizeKeys keys, IFleetFiles files, DiagnosticBag diagnostics)
{
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "AnnotationsTransformer",
        "ConfigMapGenerator",
        "HashTransformer",
        "IAMPolicyGenerator",
        "ImageTagTransformer",
        "LabelTransformer",
        "LegacyOrderTransformer",
        "NamespaceTransformer",
        "PatchJson6902Transformer",
        "PatchStrategicMergeTransformer",
        "PatchTransformer",
        "PrefixSuffixTransformer",
        "PrefixTransformer",
        "ReplacementTransformer",
        "ReplicaCountTransformer",
        "SecretGenerator",
        "SortOrderTransformer",
        "SuffixTransformer",
        "ValueAddTransformer",
    };

    /// <summary>Checks a configuration that is written in the list itself, which Kustomize tries first.</summary>
    /// <returns>False when <paramref name="entry"/> is a path.</returns>
    public bool InPlace(YamlScalar entry)
    {
        var problems = new DiagnosticBag();
        var documents = YamlReader.ReadAll(entry.At.File, entry.Text, problems);
        var looksLikeText = entry.Text.Contains('\n', StringComparison.Ordinal) || entry.Text.Contains('{', StringComparison.Ordinal);
        if (documents?.Any(document => document is YamlMap) != true && !looksLikeText)
            return false;
        // Their places count from the entry's own text, so what is wrong is told at the entry.
        var found = new DiagnosticBag();
        var inner = new PluginChecks(folder, new KustomizePaths(paths.Directory, files, found), new KustomizeKeys(found), files, found);
        foreach (var document in documents ?? [])
            inner.Check(document);
        foreach (var problem in problems.Sorted().Concat(found.Sorted()).Select(problem => problem with { At = entry.At }))
            diagnostics.Add(problem);
        return true;
    }

    /// <param name="path">In the repository.</param>
    public void InFile(string path)
    {
        if (files.LinkOnTheWay(path) is not null || files.ReadText(path, FileTree.TextLimit, diagnostics) is not { } text)
            return;
        foreach (var document in YamlReader.ReadAll(path, text, diagnostics) ?? [])
            Check(document);
    }

    // Kustomize takes lists of them apart.
    private void Check(YamlNode document)
    {
        if (document is not YamlMap config)
            return;
        if (config["items"] is YamlList items && config.Text("kind")?.EndsWith("List", StringComparison.Ordinal) == true)
            foreach (var item in items.Items)
                Check(item);
        else
            Config(config);
    }

    private void Config(YamlMap config)
    {
        keys.Check(config, "replacements");
        var annotations = config.Map("metadata")?.Map("annotations")?.Entries ?? [];
        if (
            config.Text("apiVersion") != "builtin"
            || !BuiltIn.Contains(config.Text("kind") ?? "")
            || annotations.Any(entry => entry.Key.Text.EndsWith("/function", StringComparison.Ordinal))
        )
            diagnostics.Add(Messages.ForeignPlugin(config.At, config.Text("kind") ?? ""));
        foreach (var file in FilesOf(config))
            paths.File(folder, file, file.Text);
        foreach (var source in config.Texts("files"))
            paths.Source(folder, source);
    }

    private static IEnumerable<YamlScalar> FilesOf(YamlMap config) =>
        config
            .List("replacements")
            .OfType<YamlMap>()
            .Append(config)
            .Select(map => map.Scalar("path"))
            .Append(config.Scalar("targetFilePath"))
            .Append(config.Scalar("env"))
            .Concat(config.Texts("envs"))
            .Concat(config.Texts("paths").Where(path => !path.Text.Contains('\n', StringComparison.Ordinal)))
            .OfType<YamlScalar>();
}
