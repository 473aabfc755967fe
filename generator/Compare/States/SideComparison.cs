using GitOpsGen.Compare.Groups;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;
using GitOpsGen.Pipeline.Migrations;

namespace GitOpsGen.Compare.States;

/// <summary>Compares what two states of a fleet put into clusters. Reads only files that differ.</summary>
/// <param name="root">The fleet's folder, which names the Helm to use.</param>
/// <param name="diagnostics">Gets what could not be read.</param>
public sealed class SideComparison(string root, ToolTrust trust, IProgress progress, DiagnosticBag diagnostics)
{
    public async Task<FleetDiff> CompareAsync(FleetSide old, FleetSide @new, CancellationToken cancellation)
    {
        var files = old
            .Paths.Union(@new.Paths, StringComparer.Ordinal)
            .Select(ComparedFile.Of)
            .OfType<ComparedFile>()
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        var differing = files.Where(file => !old.IsKnownSame(file.Path, @new)).ToList();
        using var charts = new HelmCharts(root, trust, old, @new, progress);
        await charts.PrepareAsync(differing, cancellation);
        var grouping = new Grouping();
        if (differing.Count > 0)
            progress.Begin("comparing", differing.Count);
        // An environment at a time: objects move within one, and no more than one is in memory.
        var scopes = differing.ToLookup(file => file.Scope, StringComparer.Ordinal);
        var renamed = RenamedEnvironments.Find(Environments(old), Environments(@new), old, @new);
        var renamedApps = RenamedApps.Find(old, @new);
        var applications = new List<ObjectChange>();
        foreach (
            var same in scopes
                .Select(scope => scope.Key)
                .Union(charts.Scopes, StringComparer.Ordinal)
                .GroupBy(scope => renamed.GetValueOrDefault(scope, scope), StringComparer.Ordinal)
        )
        {
            var found = new List<ObjectChange>();
            foreach (var scope in same)
                found.AddRange(await ScopeAsync(scope, [.. scopes[scope]], old, @new, charts, cancellation));
            applications.AddRange(found.Where(SameApplications.Concerns));
            var objects = found.Where(change => !SameApplications.Concerns(change)).Select(change => RenamedApps.Of(change, renamedApps));
            foreach (var change in ReplacedObjects.Find([.. objects]))
                grouping.Add(charts.Marked(change));
        }

        foreach (var change in SameApplications.Find(applications))
            grouping.Add(charts.Marked(change));
        var units = FleetUnits.Of(files, old, @new);
        var order = Rollout.Order(old, @new, units.Select(unit => unit.Environment).Distinct(StringComparer.Ordinal));
        var groups = order.Of(grouping.ToGroups());
        var cost = await new CostComparison(old, @new, charts).CompareAsync(
            groups,
            units.Select(unit => unit.Environment).Distinct(StringComparer.Ordinal).Order(order),
            cancellation
        );
        return new FleetDiff(old.Name, @new.Name, groups, units, [.. charts.Notes(order), .. cost.Notes])
        {
            Costs = cost.Changes,
            Order = order,
            Steps = await PhaseSteps.FindAsync(old, @new, cancellation),
        };
    }

    private static IReadOnlySet<string> Environments(FleetSide side) =>
        side.Paths.Select(FleetLayout.Read).OfType<EnvironmentFile>().Select(file => file.Environment).ToHashSet(StringComparer.Ordinal);

    private async Task<IReadOnlyList<ObjectChange>> ScopeAsync(
        string scope,
        IReadOnlyList<ComparedFile> files,
        FleetSide old,
        FleetSide @new,
        HelmCharts charts,
        CancellationToken cancellation
    )
    {
        var changes = new IReadOnlyList<ObjectChange>[files.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, files.Count),
            cancellation,
            async (i, token) =>
            {
                changes[i] = await FileAsync(files[i], old, @new, charts, token);
                progress.Step(files[i].Path);
            }
        );
        return [.. changes.SelectMany(found => found), .. await charts.ChangesAsync(scope, cancellation)];
    }

    private async Task<IReadOnlyList<ObjectChange>> FileAsync(
        ComparedFile file,
        FleetSide old,
        FleetSide @new,
        HelmCharts charts,
        CancellationToken cancellation
    )
    {
        var left = await ContentAsync(file, old, charts, cancellation);
        var right = await ContentAsync(file, @new, charts, cancellation);
        if (left.Span.SequenceEqual(right.Span))
            return [];
        var (oldBag, newBag) = (new DiagnosticBag(), new DiagnosticBag());
        var changes = file.Kind switch
        {
            ComparedKind.Values => FileComparer.Values(file.Place, left, right, oldBag, newBag),
            ComparedKind.Output => FileComparer.Output(file.Place, left, right, oldBag, newBag),
            _ => FileComparer.Compare(file.Place, left, right, oldBag, newBag),
        };
        if (changes is [{ Kind: ChangeKind.Unreadable }])
        {
            Tell(file.Path, old.Name, oldBag, left);
            Tell(file.Path, @new.Name, newBag, right);
        }

        return changes;
    }

    // Values count where a chart gets them from Argo CD; elsewhere the manifests have what became of them.
    private static async Task<ReadOnlyMemory<byte>> ContentAsync(
        ComparedFile file,
        FleetSide side,
        HelmCharts charts,
        CancellationToken cancellation
    ) => file.Kind != ComparedKind.Values || charts.Names(file, side) ? await side.ReadAsync(file.Path, cancellation) ?? default : default;

    private void Tell(string path, SideName side, DiagnosticBag bag, ReadOnlyMemory<byte> content)
    {
        if (bag.Sorted() is not [var first, ..])
            return;
        // What the reader stumbled over, and quotes, may be a Secret's value.
        var reason =
            content.Span.IndexOf("Secret"u8) < 0
                ? first.Message
                : "it is no YAML from here on (what stands here is not shown, because the file has a Secret).";
        diagnostics.Add(Messages.ManifestUnreadable(first.At ?? Position.Start(path), side.Text, reason));
    }
}
