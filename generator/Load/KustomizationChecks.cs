using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Looks through the hand-written kustomizations of an app: what they reach must be there, stay in the app (it is frozen as one
/// folder) and need neither network, flag nor a Kustomize later than 5.5.
/// </summary>
public sealed class KustomizationChecks(string directory, FileTree files, DiagnosticBag diagnostics)
{
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["helmCharts"] = "'chart' in app.yaml",
        ["helmChartInflationGenerator"] = "'chart' in app.yaml",
        ["bases"] = "'resources'",
        ["patchesStrategicMerge"] = "'patches'",
        ["patchesJson6902"] = "'patches'",
        ["vars"] = "'replacements'",
        ["commonLabels"] = "'labels', which leaves selectors alone",
        ["commonAnnotations"] = "a patch; it reaches pod templates and restarts every pod",
    };

    /// <summary>Kustomize would take the file for a kustomization.</summary>
    public static bool IsKustomization(string path) => FileNames.Contains(RepositoryPath.Name(path), StringComparer.Ordinal);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <returns>For the base and each component, by its path in the app: the folders (relative to the repository) whose files a build with it reads.</returns>
    public ImmutableDictionary<string, ImmutableArray<string>> Check(App app)
    {
        var reach = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var folder in app.Components.Select(component => component.Path).Prepend(app.Base).OfType<YamlScalar>())
        {
            seen.Clear();
            Folder(RepositoryPath.Resolve(directory, folder.Text)!, folder.At);
            reach[folder.Text] = [.. seen.Where(path => !seen.Any(other => other != path && RepositoryPath.IsInside(other, path))).Order(StringComparer.Ordinal)];
        }

        return reach.ToImmutable();
    }

    private void Folder(string folder, Position namedAt)
    {
        if (!seen.Add(folder) || files.LinkOnTheWay(folder) is not null) return; // A link was reported with the app's files.
        if (!files.DirectoryExists(folder) && !files.FileExists(folder))
        {
            diagnostics.Add(Messages.FileMissing(namedAt, folder, files.Neighbour(folder)));
            return;
        }

        if (FileNames.Select(name => $"{folder}/{name}").FirstOrDefault(files.FileExists) is not { } file)
        {
            diagnostics.Add(Messages.FileMissing(namedAt, $"{folder}/{FileNames[0]}", files.Neighbour($"{folder}/{FileNames[0]}")));
            return;
        }

        if (files.ReadText(file, FileTree.DescriptionLimit, diagnostics) is { } text && YamlReader.ReadMap(file, text, diagnostics) is { } kustomization) Check(kustomization, folder);
    }

    private void Check(YamlMap kustomization, string folder)
    {
        foreach (var (key, _) in kustomization.Entries)
            if (Refused.TryGetValue(key.Text, out var instead)) diagnostics.Add(Messages.DeprecatedKustomizeField(key.At, key.Text, instead));
        foreach (var reference in References(kustomization)) Reference(folder, reference);
        foreach (var file in FilesOf(kustomization)) File(folder, file, file.Text);
        foreach (var file in Generators(kustomization).SelectMany(generator => generator.Texts("files")))
            File(folder, file, file.Text[(file.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    // Files or folders. Transformers and generators may also be written in place.
    private static IEnumerable<YamlScalar> References(YamlMap kustomization) =>
        new[] { "resources", "components", "transformers", "generators", "validators" }.SelectMany(kustomization.Texts).Where(reference => !reference.Text.Contains('\n', StringComparison.Ordinal));

    private static IEnumerable<YamlScalar> FilesOf(YamlMap kustomization) =>
        new[] { "patches", "replacements" }.SelectMany(kustomization.List).OfType<YamlMap>().Append(kustomization.Map("openapi")).Select(entry => entry?.Scalar("path"))
            .Concat(new[] { "crds", "configurations" }.SelectMany(kustomization.Texts))
            .Concat(Generators(kustomization).SelectMany(generator => generator.Texts("envs").Append(generator.Scalar("env"))))
            .OfType<YamlScalar>();

    public static IEnumerable<YamlMap> Generators(YamlMap kustomization) =>
        new[] { "configMapGenerator", "secretGenerator" }.SelectMany(kustomization.List).OfType<YamlMap>();

    private void Reference(string folder, YamlScalar reference)
    {
        if (IsRemote(reference.Text)) diagnostics.Add(Messages.RemoteResource(reference.At, reference.Text));
        else if (RepositoryPath.Resolve(folder, reference.Text) is not { } path || !RepositoryPath.IsInside(directory, path) || RepositoryPath.IsInside($"{directory}/releases", path))
            diagnostics.Add(Messages.PathOutside(reference.At, reference.Text, directory));
        else if (files.FileExists(path)) File(folder, reference, reference.Text);
        else Folder(path, reference.At);
    }

    // Kustomize reads files of the kustomization's own folder only.
    private void File(string folder, YamlScalar named, string relative)
    {
        if (IsRemote(relative)) diagnostics.Add(Messages.RemoteResource(named.At, relative));
        else if (RepositoryPath.ResolveInside(folder, relative) is not { } path) diagnostics.Add(Messages.PathOutside(named.At, relative, folder));
        else if (files.LinkOnTheWay(path) is null && !files.FileExists(path)) diagnostics.Add(Messages.FileMissing(named.At, path, files.Neighbour(path)));
    }

    private static bool IsRemote(string reference) =>
        reference.Contains("://", StringComparison.Ordinal) || reference.Contains("?ref=", StringComparison.Ordinal)
        || new[] { "git@", "git::", "github.com/", "github.com:" }.Any(start => reference.StartsWith(start, StringComparison.Ordinal));
}
