using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Looks through the hand-written kustomizations of an app: what they reach must be there, stay in the app (it is frozen as one
/// folder) and need neither network, flag, program nor a Kustomize later than 5.5.
/// </summary>
public sealed class KustomizationChecks(string directory, IFleetFiles files, DiagnosticBag diagnostics)
{
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["helmCharts"] = "'chart' in app.yaml",
        ["helmChartInflationGenerator"] = "'chart' in app.yaml",
        ["helmGlobals"] = "'chart' in app.yaml",
    };

    private readonly KustomizePaths paths = new(directory, files, diagnostics);
    private readonly KustomizeKeys keys = new(diagnostics);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> plugins = new(StringComparer.Ordinal);

    /// <summary>Kustomize would take the file for a kustomization.</summary>
    public static bool IsKustomization(string path) => FileNames.Contains(RepositoryPath.Name(path), StringComparer.Ordinal);

    /// <returns>For the base and each component, by its path in the app: the folders (relative to the repository) whose files a build with
    /// it reads.</returns>
    public ImmutableDictionary<string, ImmutableArray<string>> Check(App app)
    {
        var reach = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var folder in app.Components.Select(component => component.Path).Prepend(app.Base).OfType<YamlScalar>())
        {
            seen.Clear();
            plugins.Clear();
            Folder(RepositoryPath.Resolve(directory, folder.Text)!, folder.At);
            var folders = seen.Union(plugins).ToList();
            reach[folder.Text] =
            [
                .. folders
                    .Where(path => !folders.Exists(other => other != path && RepositoryPath.IsInside(other, path)))
                    .Order(StringComparer.Ordinal),
            ];
        }

        return reach.ToImmutable();
    }

    private void Folder(string folder, Position namedAt)
    {
        if (!seen.Add(folder) || Read(folder, namedAt) is not { } kustomization)
            return;
        if (kustomization.Entries.All(entry => entry.Key.Text is "apiVersion" or "kind"))
            diagnostics.Add(Messages.EmptyKustomization(kustomization.At, kustomization.At.File));
        keys.Check(kustomization, "patches", "patchesJson6902", "replacements", "configMapGenerator", "secretGenerator");
        foreach (var (key, _) in kustomization.Entries)
            if (Refused.TryGetValue(key.Text, out var instead))
                diagnostics.Add(Messages.DeprecatedKustomizeField(key.At, key.Text, instead));
        foreach (var (key, value) in kustomization.Entries)
            if (OutdatedFields.Equivalent(key.Text, value) is { } equivalent)
                diagnostics.Add(Messages.OutdatedKustomizeField(key.At, key.Text, equivalent));
        foreach (var reference in new[] { "resources", "bases", "components" }.SelectMany(kustomization.Texts))
            Reference(folder, reference);
        foreach (var plugin in new[] { "transformers", "generators", "validators" }.SelectMany(kustomization.Texts))
            Plugin(folder, plugin);
        foreach (var file in FilesOf(kustomization))
            paths.File(folder, file, file.Text);
        foreach (var source in Generators(kustomization).SelectMany(generator => generator.Texts("files")))
            paths.Source(folder, source);
    }

    private YamlMap? Read(string folder, Position namedAt)
    {
        if (files.LinkOnTheWay(folder) is not null)
            return null; // A link was reported with the app's files.
        if (!files.DirectoryExists(folder) && !files.FileExists(folder))
        {
            diagnostics.Add(Messages.FileMissing(namedAt, folder, files.Neighbour(folder)));
            return null;
        }

        if (FileNames.Select(name => $"{folder}/{name}").FirstOrDefault(files.FileExists) is not { } file)
        {
            diagnostics.Add(Messages.FileMissing(namedAt, $"{folder}/{FileNames[0]}", files.Neighbour($"{folder}/{FileNames[0]}")));
            return null;
        }

        return files.ReadText(file, FileTree.DescriptionLimit, diagnostics) is { } text
            ? YamlReader.ReadMap(file, text, diagnostics)
            : null;
    }

    private static IEnumerable<YamlScalar> FilesOf(YamlMap kustomization) =>
        new[] { "patches", "patchesJson6902", "replacements" }
            .SelectMany(kustomization.List)
            .OfType<YamlMap>()
            .Append(kustomization.Map("openapi"))
            .Select(entry => entry?.Scalar("path"))
            .Concat(new[] { "crds", "configurations" }.SelectMany(kustomization.Texts))
            .Concat(kustomization.Texts("patchesStrategicMerge").Where(patch => !OutdatedFields.IsInPlace(patch.Text)))
            .Concat(Generators(kustomization).SelectMany(generator => generator.Texts("envs").Append(generator.Scalar("env"))))
            .OfType<YamlScalar>();

    public static IEnumerable<YamlMap> Generators(YamlMap kustomization) =>
        new[] { "configMapGenerator", "secretGenerator" }.SelectMany(kustomization.List).OfType<YamlMap>();

    private void Reference(string folder, YamlScalar reference)
    {
        if (paths.Reach(folder, reference) is not { } path)
            return;
        if (files.FileExists(path))
            paths.File(folder, reference, reference.Text);
        else
            Folder(path, reference.At);
    }

    // Written in place, in a file, or as what a folder's kustomization makes.
    private void Plugin(string folder, YamlScalar entry)
    {
        var checks = new PluginChecks(folder, paths, keys, files, diagnostics);
        if (!checks.InPlace(entry))
            PluginReference(folder, entry, checks);
    }

    private void PluginReference(string folder, YamlScalar reference, PluginChecks checks)
    {
        if (paths.Reach(folder, reference) is not { } path)
            return;
        if (!files.FileExists(path))
            PluginFolder(path, reference.At, checks);
        else if (RepositoryPath.IsInside(folder, path))
            checks.InFile(path);
        else
            diagnostics.Add(Messages.PathOutside(reference.At, reference.Text, folder));
    }

    // More than resources could change them on the way to what is not written anywhere.
    private void PluginFolder(string folder, Position namedAt, PluginChecks checks)
    {
        if (!plugins.Add(folder) || Read(folder, namedAt) is not { } kustomization)
            return;
        keys.Check(kustomization);
        foreach (
            var (key, _) in kustomization.Entries.Where(entry =>
                entry.Key.Text is not ("apiVersion" or "kind" or "metadata" or "resources")
            )
        )
            diagnostics.Add(Messages.PluginFolderField(key.At, key.Text));
        foreach (var reference in kustomization.Texts("resources"))
            PluginReference(folder, reference, checks);
    }
}
