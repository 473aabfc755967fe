using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>A file that a build read.</summary>
/// <param name="Path">In the repository.</param>
/// <param name="Declared">Where people name it, since the file itself is generated; null for one they wrote.</param>
public sealed record BuildInput(string Path, string Text, Position? Declared)
{
    private readonly Lazy<(IReadOnlyList<YamlNode>? Documents, DiagnosticBag Problems)> read = new(() =>
    {
        var problems = new DiagnosticBag();
        return (YamlReader.ReadAll(Path, Text, problems, YamlLimits.Generated), problems);
    });

    /// <summary>None where the file is not YAML.</summary>
    public IReadOnlyList<YamlNode> Documents => read.Value.Documents ?? [];

    public IReadOnlyList<Diagnostic> Problems => read.Value.Problems.Sorted();

    public IEnumerable<YamlMap> Objects =>
        IsKustomization ? [] : Documents.OfType<YamlMap>().SelectMany(ManifestList.Flatten).Where(map => map.Text("kind") is not null);

    public IEnumerable<YamlMap> Kustomizations => IsKustomization ? Documents.OfType<YamlMap>() : [];

    private bool IsKustomization => KustomizationChecks.IsKustomization(Path);

    public Position At(YamlNode node) => Declared ?? node.At;
}

/// <summary>All files of a failed build, to find what in them it failed on, and what must not be repeated of them.</summary>
public sealed class BuildInputs(IReadOnlyList<BuildInput> files)
{
    // A description of a build is read to find its mistake; one of this size has been made by a program.
    private const long Largest = 8 << 20;

    private static readonly string[] Readable = [".yaml", ".yml", ".json"];

    public IReadOnlyList<BuildInput> Files { get; } = [.. files.Where(IsYaml)];

    /// <param name="tree">The stage's mirror of the repository, where the overlay's bases lie.</param>
    /// <param name="chart">What the chart made, if that goes into the overlay.</param>
    public static BuildInputs Of(Overlay overlay, string tree, string? chart) =>
        new([
            .. overlay.Unit.KustomizeFolders.SelectMany(folder => Below(tree, folder)).DistinctBy(input => input.Path),
            .. overlay.Files.Select(file => new BuildInput(
                $"{overlay.Unit.Directory}/{file.Key}",
                file.Value,
                overlay.Patches.FirstOrDefault(patch => patch.File == file.Key)?.At ?? overlay.Unit.Deployment.At
            )),
            .. chart is null
                ? Array.Empty<BuildInput>()
                :
                [
                    new BuildInput(
                        $"{overlay.Unit.Directory}/{OverlayFolder.ChartFile}",
                        File.ReadAllText(chart),
                        overlay.Unit.App.Chart!.At
                    ),
                ],
        ]);

    /// <summary>What no message may repeat.</summary>
    public SecretValues Secrets()
    {
        var secrets = new SecretValues();
        foreach (var file in files)
            if (!IsYaml(file))
                foreach (var line in file.Text.Split('\n'))
                    secrets.Add(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            else
                secrets.AddManifests(file.Path, file.Text);
        foreach (var generator in Files.SelectMany(file => file.Kustomizations).SelectMany(map => map.List("secretGenerator")))
        foreach (var literal in (generator as YamlMap)?.Texts("literals") ?? [])
            secrets.Add(literal.Text[(literal.Text.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\''));
        foreach (var (patch, _) in Patches())
            secrets.AddManifests("patch", patch.Text);
        return secrets;
    }

    /// <summary>Patches that are written into a kustomization.</summary>
    public IEnumerable<(YamlScalar Text, BuildInput File)> Patches() =>
        Files.SelectMany(file =>
            file.Kustomizations.SelectMany(map => map.List("patches"))
                .OfType<YamlMap>()
                .Select(patch => patch.Scalar("patch"))
                .OfType<YamlScalar>()
                .Select(text => (text, file))
        );

    private static IEnumerable<BuildInput> Below(string tree, string folder) =>
        Directory
            .EnumerateFiles(Path.Join(tree, folder), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length <= Largest)
            .Select(file => new BuildInput(Path.GetRelativePath(tree, file).Replace('\\', '/'), File.ReadAllText(file), null));

    private static bool IsYaml(BuildInput file) =>
        Readable.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase) || KustomizationChecks.IsKustomization(file.Path);
}
