using System.Collections.Immutable;

namespace GitOpsGen.Compare.States;

/// <summary>Which units there are on the sides of a comparison, told from their files.</summary>
public static class FleetUnits
{
    public static ImmutableArray<UnitState> Of(IEnumerable<ComparedFile> files, FleetSide old, FleetSide @new)
    {
        var before = old.Paths.ToHashSet(StringComparer.Ordinal);
        var after = @new.Paths.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files
                .Where(file => file.App.Length > 0)
                .GroupBy(file => (file.Scope, file.App, file.Cluster))
                .Select(unit => new UnitState(
                    unit.Key.Scope,
                    unit.Key.App,
                    unit.Key.Cluster,
                    unit.Any(file => before.Contains(file.Path)),
                    unit.Any(file => after.Contains(file.Path))
                ))
                .OrderBy(unit => unit.Environment, StringComparer.Ordinal)
                .ThenBy(unit => unit.App, StringComparer.Ordinal)
                .ThenBy(unit => unit.Cluster, StringComparer.Ordinal),
        ];
    }
}
