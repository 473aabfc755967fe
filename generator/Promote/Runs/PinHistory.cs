using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.Runs;

/// <summary>What the last change of a pin was. A clone that is cut off before it takes a move that goes on for the last.</summary>
public sealed class PinHistory(GitRepository git, string commit)
{
    /// <summary>Names of the units of which a phase was the last change, and not the release.</summary>
    public async Task<IReadOnlySet<string>> LastMovedAsync(IEnumerable<PromotedUnit> units, CancellationToken cancellation)
    {
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in units.Where(unit => unit.Phase != Phase.Adopted))
            if (await IsMoveAsync(unit, cancellation))
                moved.Add(unit.Name);
        return moved;
    }

    private async Task<bool> IsMoveAsync(PromotedUnit unit, CancellationToken cancellation)
    {
        var path = FleetLayout.Environment(unit.Environment).Pin(unit.App);
        var log = await git.RunAsync(cancellation, "log", "--format=%H", "--max-count=20", commit, "--", path);
        foreach (var changed in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (after, before) = (await PinAsync(changed, unit, cancellation), await PinAsync($"{changed}^", unit, cancellation));
            if (after is null || before is null)
                break;
            if (after.Release.Text != before.Release.Text)
                return false;
            if (after.Phase?.Phase != before.Phase?.Phase)
                return true;
        }

        return unit.Phase is Phase.Cutover or Phase.Soak or Phase.Cleanup;
    }

    private async Task<Pin?> PinAsync(string at, PromotedUnit unit, CancellationToken cancellation)
    {
        if (await git.CommitOfAsync(at, cancellation) is not { } found)
            return null;
        var entries = await GitFiles.OfCommitAsync(git, found, [FleetLayout.Environment(unit.Environment).Pin(unit.App)], cancellation);
        using var blobs = new BlobReader(git);
        return new Descriptions(new CommitFiles(entries, blobs, cancellation), new DiagnosticBag()).Pin(unit.Environment, unit.App);
    }
}
