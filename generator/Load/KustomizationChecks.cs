using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Looks through the hand-written kustomizations of an app: what they reach must be there, stay in the app (it is frozen as one
/// folder) and need neither network, flag nor a Kustomize later than 5.5.
/// </summary>
public static class KustomizationChecks
{
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

    // Fields of a kustomization that hold text, not paths.
    private static readonly string[] Texts = ["literals", "patch", "annotations", "labels", "pairs", "options", "images"];

    /// <returns>For the base and each component, by its path in the app: the folders (relative to the repository) whose files a build with it reads.</returns>
    public static ImmutableDictionary<string, ImmutableArray<string>> Check(App app, string directory, FileTree files, DiagnosticBag diagnostics)
    {
        var reach = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in app.Components.Select(component => component.Path).Prepend(app.Base).OfType<YamlScalar>())
        {
            seen.Clear();
            Folder(RepositoryPath.Resolve(directory, folder.Text)!, folder.At);
            reach[folder.Text] = [.. seen.Where(path => !seen.Any(other => other != path && RepositoryPath.IsInside(other, path))).Order(StringComparer.Ordinal)];
        }

        return reach.ToImmutable();

        void Folder(string folder, Position namedAt)
        {
            if (!seen.Add(folder)) return;
            var file = new[] { "kustomization.yaml", "kustomization.yml", "Kustomization" }.Select(name => $"{folder}/{name}").FirstOrDefault(files.FileExists);
            if (file is null)
            {
                diagnostics.Add(Messages.FileMissing(namedAt, $"{folder}/kustomization.yaml", null));
                return;
            }

            if (files.ReadText(file, FileTree.DescriptionLimit, diagnostics) is not { } text || YamlReader.ReadMap(file, text, diagnostics) is not { } kustomization) return;
            foreach (var (key, _) in kustomization.Entries)
                if (Refused.TryGetValue(key.Text, out var instead)) diagnostics.Add(Messages.DeprecatedKustomizeField(key.At, key.Text, instead));
            foreach (var remote in Remote(kustomization)) diagnostics.Add(Messages.RemoteResource(remote.At, remote.Text));
            foreach (var reference in kustomization.Texts("resources").Concat(kustomization.Texts("components"))) Reference(folder, reference);
        }

        void Reference(string folder, YamlScalar reference)
        {
            if (IsUrl(reference.Text)) return;
            if (reference.Text.StartsWith("git@", StringComparison.Ordinal) || reference.Text.StartsWith("github.com/", StringComparison.Ordinal))
                diagnostics.Add(Messages.RemoteResource(reference.At, reference.Text));
            else if (RepositoryPath.Resolve(folder, reference.Text) is not { } path || !RepositoryPath.IsInside(directory, path) || RepositoryPath.IsInside($"{directory}/releases", path))
                diagnostics.Add(Messages.PathOutside(reference.At, reference.Text, directory));
            else if (files.DirectoryExists(path)) Folder(path, reference.At);
            else if (!files.FileExists(path)) diagnostics.Add(Messages.FileMissing(reference.At, path, null));
        }
    }

    // Kustomize fetches a URL wherever it takes a path: patches, generators' files, replacements.
    private static IEnumerable<YamlScalar> Remote(YamlNode node) => node switch
    {
        YamlScalar scalar => IsUrl(scalar.Text) ? [scalar] : [],
        YamlList list => list.Items.SelectMany(Remote),
        YamlMap map => map.Entries.Where(entry => !Texts.Contains(entry.Key.Text, StringComparer.Ordinal)).SelectMany(entry => Remote(entry.Value)),
        _ => [],
    };

    private static bool IsUrl(string text) => text.Contains("://", StringComparison.Ordinal);
}
