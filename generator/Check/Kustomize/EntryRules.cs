using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-001 and KUS-007: what a kustomization names is there, and where Kustomize may read it.</summary>
internal static class EntryRules
{
    public static Rule<KustomizationTree> Dangling { get; } =
        new(
            "KUS-001",
            "Every file, folder and component that a kustomization names is there; a folder that is named has one kustomization, a "
                + "component under "
                + "`components` and all others under `resources`.",
            Exists
        )
        {
            Why = "The build stops, and Argo CD says ComparisonError for everything in the Application.",
            Mend = "Correct the path, or bring what it names.",
            Severities = [Severity.Error, Severity.Note],
        };

    public static Rule<KustomizationTree> Outside { get; } =
        new("KUS-007", "Files that a kustomization names are in its own folder or below.", IsInside)
        {
            Why =
                "Kustomize reads no file above the folder of the kustomization unless `--load-restrictor LoadRestrictionsNone` is "
                + "given, which takes its "
                + "protection from every build of that Argo CD.",
            Mend = "Name the folder in place of the file (with a kustomization of its own), or copy the file below.",
        };

    private static void Exists(KustomizationTree tree, Findings findings)
    {
        foreach (var kustomization in tree.All)
        foreach (var entry in KustomizeEntries.Of(kustomization.Document).Where(entry => !entry.IsRemote))
            Exists(tree, kustomization, entry, findings);
        foreach (
            var twice in tree.Files.Where(KustomizationChecks.IsKustomization).GroupBy(RepositoryPath.Parent).Where(all => all.Count() > 1)
        )
            findings.Fail(Messages.KustomizationTwice(Position.Start(twice.Order(StringComparer.Ordinal).Last()), twice.Key, twice));
    }

    private static void Exists(KustomizationTree tree, Kustomization kustomization, KustomizeEntry entry, Findings findings)
    {
        var at = entry.Written.At;
        if (RepositoryPath.Resolve(kustomization.Folder, entry.Path) is not { } path)
            findings.CannotTell(Messages.KustomizeEntryUnseen(at, entry.Field, entry.Path));
        else if (tree.HasFile(path) || tree.IsUsedElsewhere(path))
        {
            if (entry.Target == EntryTarget.Component && tree.HasFile(path))
                findings.Fail(Messages.KustomizeNotAComponent(at, entry.Path, "a file"));
            else if (KustomizationChecks.IsKustomization(path) && entry.Target == EntryTarget.Resource)
                findings.Fail(Messages.KustomizationAsFile(at, entry.Field, entry.Path));
        }
        else if (entry.Target == EntryTarget.File || !tree.HasFolder(path))
            findings.Fail(Messages.KustomizeEntryMissing(at, entry.Field, entry.Path, Near(tree, path)));
        else if (!tree.ByFolder.TryGetValue(path, out var named))
            NoKustomization(tree, entry, path, findings);
        else if (named.IsComponent != (entry.Target == EntryTarget.Component))
            findings.Fail(
                named.IsComponent
                    ? Messages.KustomizeComponentAsResource(at, entry.Field, entry.Path)
                    : Messages.KustomizeNotAComponent(at, entry.Path, "a kustomization")
            );
    }

    // Of one that is not YAML its own finding says so.
    private static void NoKustomization(KustomizationTree tree, KustomizeEntry entry, string path, Findings findings)
    {
        if (!tree.Files.Any(file => RepositoryPath.Parent(file) == path && KustomizationChecks.IsKustomization(file)))
            findings.Fail(Messages.KustomizationMissing(entry.Written.At, entry.Field, entry.Path));
    }

    private static string? Near(KustomizationTree tree, string path)
    {
        var folder = RepositoryPath.Parent(path);
        var near = Nearest.To(RepositoryPath.Name(path), Children(tree, folder));
        return near is null ? null
            : folder.Length == 0 ? near
            : $"{folder}/{near}";
    }

    private static IEnumerable<string> Children(KustomizationTree tree, string folder) =>
        tree
            .Files.Where(file => RepositoryPath.IsInside(folder, file) && file.Length > folder.Length)
            .Select(file => file[(folder.Length == 0 ? 0 : folder.Length + 1)..].Split('/')[0])
            .Distinct(StringComparer.Ordinal);

    private static void IsInside(KustomizationTree tree, Findings findings)
    {
        foreach (var kustomization in tree.All)
        foreach (var entry in KustomizeEntries.Of(kustomization.Document).Where(entry => !entry.IsRemote))
            if (IsOutside(tree, kustomization, entry))
                findings.Fail(Messages.KustomizeFileOutside(entry.Written.At, entry.Field, entry.Path));
    }

    private static bool IsOutside(KustomizationTree tree, Kustomization kustomization, KustomizeEntry entry) =>
        RepositoryPath.Resolve(kustomization.Folder, entry.Path) is { } path
            ? !RepositoryPath.IsInside(kustomization.Folder, path) && (entry.Target == EntryTarget.File || tree.HasFile(path))
            : entry.Target == EntryTarget.File || entry.Path.EndsWith(".yaml", StringComparison.Ordinal);
}
