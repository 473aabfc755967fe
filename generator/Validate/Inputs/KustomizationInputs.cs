using System.Text;
using GitOpsGen.Check.Kustomize;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;

namespace GitOpsGen.Validate.Inputs;

/// <summary>Reads the kustomizations of a folder, with what they may name. Follows no link.</summary>
public static class KustomizationInputs
{
    // Larger ones are made by a tool, and no patch of theirs is looked for.
    private const long Largest = 4 << 20;

    /// <param name="folder">Absolute; paths are relative to it.</param>
    /// <param name="below">The folder in it to look at; empty: all.</param>
    /// <param name="isMeant">Of paths relative to the folder: what else there is counts for nothing.</param>
    /// <returns>Null where there is no kustomization.</returns>
    public static KustomizationTree? Read(string folder, string below, Func<string, bool> isMeant, DiagnosticBag diagnostics)
    {
        var files = new FileTree(folder);
        var paths = files.Walk(below).Where(path => !IsHidden(path) && isMeant(path)).ToList();
        return paths.Exists(KustomizationChecks.IsKustomization)
            ? KustomizationTree.Read(paths.ToDictionary(path => path, path => Text(files, path), StringComparer.Ordinal), diagnostics)
            : null;
    }

    private static bool IsHidden(string path) => path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal);

    private static string? Text(FileTree files, string path) =>
        IsYaml(path) && files.IsRegular(path) && files.Length(path) <= Largest
            ? Encoding.UTF8.GetString(files.ReadBytes(path)).TrimStart('\ufeff')
            : null;

    private static bool IsYaml(string path) =>
        KustomizationChecks.IsKustomization(path)
        || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
