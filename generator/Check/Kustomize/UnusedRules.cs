using GitOpsGen.Check.References;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-002: what lies in the folder of a kustomization is used by one.</summary>
internal static class UnusedRules
{
    public static Rule<KustomizationTree> Files { get; } =
        new("KUS-002", "Each file of objects or patches below a kustomization is named by one.", Check)
        {
            Why = "Whoever reads it believes that it is in the cluster.",
            Mend = "Name it, or delete it.",
            Severities = [Severity.Warning],
        };

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    private static void Check(KustomizationTree tree, Findings findings)
    {
        if (tree.ByFolder.IsEmpty)
            return;
        var used = Used(tree);
        var applied = Applied(tree);
        foreach (var file in tree.Files.Where(file => IsCandidate(tree, file, used)).Order(StringComparer.Ordinal))
            if (Owner(tree, file) is { } owner && !IsApplied(tree, applied, file) && tree.Objects(file).Objects.Any(IsObject))
                findings.Fail(Messages.KustomizeFileUnused(Position.Start(file), file, owner.File));
    }

    private static bool IsCandidate(KustomizationTree tree, string file, HashSet<string> used) =>
        Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        && !KustomizationChecks.IsKustomization(file)
        && !used.Contains(file)
        && !tree.IsUsedElsewhere(file);

    private static HashSet<string> Used(KustomizationTree tree) =>
        tree
            .All.SelectMany(kustomization =>
                KustomizeEntries.Of(kustomization.Document).Select(entry => RepositoryPath.Resolve(kustomization.Folder, entry.Path))
            )
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    // The nearest kustomization in the file's folder or above it.
    private static Kustomization? Owner(KustomizationTree tree, string file)
    {
        for (var folder = RepositoryPath.Parent(file); ; folder = RepositoryPath.Parent(folder))
            if (tree.ByFolder.TryGetValue(folder, out var owner))
                return owner;
            else if (folder.Length == 0)
                return null;
    }

    // Argo CD applies the files of a folder without a kustomization as they are.
    private static bool IsApplied(KustomizationTree tree, HashSet<string> applied, string file)
    {
        for (var folder = RepositoryPath.Parent(file); folder.Length > 0; folder = RepositoryPath.Parent(folder))
            if (tree.ByFolder.ContainsKey(folder))
                return false;
            else if (applied.Contains(folder) || applied.Any(path => IsTemplateOf(path, folder)))
                return true;
        return false;
    }

    // The path of an ApplicationSet may have what differs left open.
    private static bool IsTemplateOf(string path, string folder) =>
        path.IndexOf("{{", StringComparison.Ordinal) is > 0 and var open && folder.StartsWith(path[..open], StringComparison.Ordinal);

    private static HashSet<string> Applied(KustomizationTree tree) =>
        tree
            .Files.Where(file => tree.Text(file)?.Contains("kind: Application", StringComparison.Ordinal) == true)
            .SelectMany(file => tree.Objects(file).Objects)
            .Select(ApplicationSpec.Of)
            .OfType<ApplicationSpec>()
            .SelectMany(one => Sources(one.Spec).SelectMany(one.FilledIn))
            .Select(source => source.Text("path")?.Trim('/'))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<YamlMap> Sources(YamlMap spec) =>
        spec.Map("source") is { } only ? [only] : spec.List("sources").OfType<YamlMap>();

    private static bool IsObject(Manifest manifest) => manifest.Document.Says("apiVersion") && !KindTraits.IsFile(manifest.Id.Group);
}
