using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline.Migrations;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Publish;

/// <summary>
/// That each pull request keeps a move in order when it is merged alone. Render judges the checkout, whose own commits may hold several
/// steps, and whose other waves may be merged later or never.
/// </summary>
/// <param name="merged">The phase of each moving unit on the base, by its folder; a unit that is not there yet is left out.</param>
public sealed class MigrationOrder(RenderPlan fleet, IReadOnlyDictionary<string, Phase> merged, string branch)
{
    public static async Task<MigrationOrder> ReadAsync(
        RenderPlan fleet,
        GitRepository git,
        string prefix,
        string baseCommit,
        string branch,
        CancellationToken cancellation
    )
    {
        var units = MigrationSteps.Of(fleet.Units).Select(unit => unit.Directory).ToList();
        var files = await git.FilesAsync(baseCommit, units.Select(unit => prefix + OwnedFiles.PathIn(unit)), cancellation);
        var texts = await git.TextsAsync(files.Values.Where(file => file.IsRegular).Select(file => file.Blob), cancellation);
        var merged = new Dictionary<string, Phase>(StringComparer.Ordinal);
        foreach (var unit in units)
            if (
                files.TryGetValue(prefix + OwnedFiles.PathIn(unit), out var file)
                && file.IsRegular
                && OwnedFiles.Read(unit, texts[file.Blob], new DiagnosticBag()) is { } owned
            )
                merged[unit] = PhaseWords.Read(owned.Phase);
        return new MigrationOrder(fleet, merged, branch);
    }

    public IEnumerable<Diagnostic> Check(ScopeChange change)
    {
        var environments = change.Touched.Select(part => (part.Environment, part.App)).ToHashSet();
        foreach (
            var unit in MigrationSteps
                .Of(fleet.Units)
                .Where(unit => environments.Contains((unit.Environment.Name, unit.App.Name)))
                .DistinctBy(unit => unit.Name, StringComparer.Ordinal)
        )
        {
            if (!merged.TryGetValue(unit.Directory, out var from) || from == unit.Deployment.Progress.Phase)
                continue;
            var (to, at) = (unit.Deployment.Progress.Phase, unit.Deployment.Progress.At ?? unit.Deployment.At);
            if (!Progress.IsStep(from, to))
                yield return Messages.SeveralSteps(
                    at,
                    unit.Name,
                    branch,
                    from.Word(),
                    to.Word(),
                    Progress.Following(from).Select(PhaseWords.Word)
                );
            else if (to == Phase.Cutover && from < to)
                foreach (var other in NotSoaked(unit, environments.Contains))
                    yield return Messages.NotSoakedOnBase(at, unit.Name, branch, other.Environment, other.Phase.Word());
        }
    }

    /// <summary>
    /// Environments of the wave before as they will be when this one is merged: what goes with it is as the checkout has it.
    /// </summary>
    private IEnumerable<PhaseEntry> NotSoaked(Unit unit, Func<(string, string), bool> goesAlong)
    {
        var app = unit.App.Name;
        var entries = MigrationChecks
            .Entries(fleet, app)
            .Where(entry => goesAlong((entry.Environment, app)) || OnBase(entry.Environment, app) is not null)
            .Select(entry => goesAlong((entry.Environment, app)) ? entry : entry with { Phase = OnBase(entry.Environment, app)!.Value })
            .ToList();
        return PhaseOrder.Before(entries.First(entry => entry.Environment == unit.Environment.Name), entries);
    }

    // Of an environment with overlays for each cluster, the one that is furthest behind.
    private Phase? OnBase(string environment, string app)
    {
        var phases = MigrationSteps
            .Of(fleet.Units)
            .Where(unit => unit.Environment.Name == environment && unit.App.Name == app && merged.ContainsKey(unit.Directory))
            .Select(unit => merged[unit.Directory])
            .ToList();
        return phases.Count == 0 ? null : phases.Min();
    }
}
