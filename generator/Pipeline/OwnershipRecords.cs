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

    /// <summary>What each side recorded, where git could not merge a record; such a record is both together.</summary>
    public IReadOnlyList<OwnedFiles> Sides { get; init; } = [];

    /// <summary>Records that nobody can read, and why.</summary>
    public IReadOnlyList<(string Directory, Diagnostic Why)> Unreadable { get; init; } = [];

    /// <summary>Whether the run has a say in the record of a folder.</summary>
    private Func<string, bool> IsSelected { get; init; } = _ => true;

    /// <summary>The same with other records in place of these.</summary>
    public OwnershipRecords With(IEnumerable<OwnedFiles> records)
    {
        var all = records.OrderBy(record => record.Directory, StringComparer.Ordinal).ToLookup(record => IsSelected(record.Directory));
        return this with { InScope = [.. all[true]], Others = [.. all[false]] };
    }

    public static OwnershipRecords Read(Workspace workspace, Snapshot files, Selection selection, RenderPlan plan)
    {
        var waves = plan.Fleet.Environments.ToDictionary(
            environment => environment.Name,
            environment => environment.Settings.Wave?.Text ?? "",
            StringComparer.Ordinal
        );
        var read = Directories(files).Select(directory => RecordReading.Of(workspace.Files, directory)).ToList();
        var kept = read.Select(one => one.Record).OfType<OwnedFiles>().ToList();
        return new OwnershipRecords([], [])
        {
            Sides = [.. read.SelectMany(one => one.Sides)],
            Unreadable = [.. read.Where(one => one.Trouble is not null).Select(one => (one.Directory, one.Trouble!))],
            IsSelected = IsSelected,
        }.With(kept.Concat(Orphans(workspace, files, kept)));

        bool IsSelected(string directory) =>
            FleetLayout.Read(OwnedFiles.PathIn(directory)) switch
            {
                OwnedRecord unit => selection.Contains(unit.Environment, unit.App)
                    && (
                        selection.Waves.IsEmpty
                        || selection.Waves.Contains(waves.GetValueOrDefault(unit.Environment, ""), StringComparer.Ordinal)
                    ),
                // What nobody has any more is taken away by a run that looks at everything.
                OutputRecord outputs => plan.Fleet.Environments.FirstOrDefault(environment => environment.Name == outputs.Environment)
                    is { } known
                    ? selection.Reaches(known)
                    : selection.IsAll,
                _ => true,
            };
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

    private static IEnumerable<string> Directories(Snapshot files) =>
        files
            .Files.Keys.Where(path => FleetLayout.Read(path) is OwnedRecord or OutputRecord or SharedRecord)
            .Select(RepositoryPath.Parent)
            .Order(StringComparer.Ordinal);
}
