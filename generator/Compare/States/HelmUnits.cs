using GitOpsGen.Layout;

namespace GitOpsGen.Compare.States;

/// <summary>Finds the units whose chart Argo CD inflates, among those whose Application, values or chart may differ.</summary>
public sealed class HelmUnits(FleetSide old, FleetSide @new)
{
    private const string Chart = "/Chart.yaml";

    /// <param name="differing">The files that are not known to be equal.</param>
    public async Task<IReadOnlyList<HelmUnit>> FindAsync(IEnumerable<ComparedFile> differing, CancellationToken cancellation)
    {
        var units = new List<HelmUnit>();
        var applications = differing
            .Where(file => file.App.Length > 0 && file.Kind != ComparedKind.Manifests)
            .Select(file => file.Application)
            .Concat(WithChangedChart());
        foreach (var path in applications.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var application = ComparedFile.Of(path)!;
            // One that cannot be read is told as such; to say that all of its chart goes would be wrong.
            if (
                HelmSource.In(path, await old.TextAsync(path, cancellation)) is not { } before
                || HelmSource.In(path, await @new.TextAsync(path, cancellation)) is not { } after
            )
                continue;
            foreach (var values in before.Concat(after).Select(source => source.Values).Distinct(StringComparer.Ordinal))
                if (
                    ComparedFile.Of(values) is { Kind: ComparedKind.Values } file
                    && file.Scope == application.Scope
                    && file.App == application.App
                )
                    units.Add(
                        new HelmUnit(
                            file,
                            before.FirstOrDefault(source => source.Values == values),
                            after.FirstOrDefault(source => source.Values == values)
                        )
                    );
        }

        return units;
    }

    private static bool IsOfApp(string path) => FleetLayout.Read(path) is AppFile or ReleaseFile;

    // A chart in the fleet itself changes without a word in any Application.
    private IEnumerable<string> WithChangedChart()
    {
        var paths = old.Paths.Union(@new.Paths, StringComparer.Ordinal).ToList();
        var changed = paths.Where(path => IsOfApp(path) && !old.IsKnownSame(path, @new)).ToList();
        if (changed.Count == 0)
            return [];
        var charts = paths
            .Where(path => IsOfApp(path) && path.EndsWith(Chart, StringComparison.Ordinal))
            .Select(path => path[..^(Chart.Length - 1)])
            .ToList();
        var apps = changed
            .Where(path => charts.Exists(chart => path.StartsWith(chart, StringComparison.Ordinal)))
            .Select(FleetLayout.Read)
            .OfType<IOfApp>()
            .Select(file => file.App)
            .ToHashSet(StringComparer.Ordinal);
        return apps.Count == 0
            ? []
            : paths.Where(path => ComparedFile.Of(path) is { Kind: ComparedKind.ArgoCd } file && apps.Contains(file.App));
    }
}
