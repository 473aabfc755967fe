using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>The owned.json records of the repository.</summary>
/// <param name="InScope">Those the run has a say in.</param>
/// <param name="Others">Those that its selection leaves out.</param>
public sealed record OwnershipRecords(IReadOnlyList<OwnedFiles> InScope, IReadOnlyList<OwnedFiles> Others)
{
    public IReadOnlyList<OwnedFiles> All => [.. InScope, .. Others];

    public static OwnershipRecords Read(
        Workspace workspace,
        Snapshot files,
        Selection selection,
        RenderPlan plan,
        DiagnosticBag diagnostics
    )
    {
        var waves = plan.Fleet.Environments.ToDictionary(
            environment => environment.Name,
            environment => environment.Settings.Wave?.Text ?? "",
            StringComparer.Ordinal
        );
        var kept = Directories(files).Select(directory => Read(workspace, directory, diagnostics)).OfType<OwnedFiles>().ToList();
        var all = kept.Concat(Orphans(workspace, files, kept)).ToLookup(record => IsSelected(record.Directory));
        return new OwnershipRecords([.. all[true]], [.. all[false]]);

        bool IsSelected(string directory) =>
            FleetLayout.Read(OwnedFiles.PathIn(directory)) is not OwnedRecord { Environment: var environment, App: var app }
            || (
                selection.Contains(environment, app)
                && (selection.Waves.IsEmpty || selection.Waves.Contains(waves.GetValueOrDefault(environment, ""), StringComparer.Ordinal))
            );
    }

    /// <summary>
    /// Applications that we wrote, whose unit's folder was deleted with its record: they still run in the clusters, so they are
    /// taken out like any other, with the warning and within the budget.
    /// </summary>
    private static IEnumerable<OwnedFiles> Orphans(Workspace workspace, Snapshot files, IEnumerable<OwnedFiles> kept)
    {
        var owned = kept.SelectMany(record => record.Files.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (
            var application in files
                .Files.Keys.Where(path => !owned.Contains(path))
                .Select(FleetLayout.Read)
                .OfType<ApplicationFile>()
                .OrderBy(file => file.Path, StringComparer.Ordinal)
        )
        {
            var path = application.Path;
            var unit = FleetLayout.Environment(application.Environment).Overlay(application.App);
            if (workspace.Files.DirectoryExists(unit.Directory))
                continue;
            if (
                !File.ReadLines(workspace.Files.Absolute(path)).FirstOrDefault("").StartsWith(ArgoCdRenderer.Mark, StringComparison.Ordinal)
            )
                continue;
            var orphan = OwnedFiles.Nothing(unit.Directory);
            yield return orphan with
            {
                Files = orphan.Files.Add(path, workspace.Index.Sha256(path)!),
            };
        }
    }

    private static OwnedFiles? Read(Workspace workspace, string directory, DiagnosticBag diagnostics) =>
        workspace.Files.ReadText(OwnedFiles.PathIn(directory), FileTree.TextLimit, diagnostics) is { } text
            ? OwnedFiles.Read(directory, text, diagnostics)
            : null;

    private static IEnumerable<string> Directories(Snapshot files) =>
        files
            .Files.Keys.Where(path => FleetLayout.Read(path) is OwnedRecord or SharedRecord)
            .Select(RepositoryPath.Parent)
            .Order(StringComparer.Ordinal);
}
