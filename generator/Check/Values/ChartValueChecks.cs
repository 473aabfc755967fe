using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;

namespace GitOpsGen.Check.Values;

/// <summary>Warns of values that a chart at hand would pass over in silence.</summary>
public sealed class ChartValueChecks(DiagnosticBag diagnostics)
{
    /// <param name="texts">Of the chart of all the units.</param>
    public void Check(IEnumerable<Unit> units, string title, IReadOnlyDictionary<string, string> texts)
    {
        var chart = ChartScope.Of(texts);
        foreach (var unit in units.DistinctBy(unit => unit.ChartValues))
        foreach (var unknown in UnknownValues.In(unit.ChartValues, chart))
            // A release stays as it is.
            if (unit.Source.Release is null || !unknown.Key.At.File.StartsWith(unit.Source.Directory, StringComparison.Ordinal))
                diagnostics.Add(Messages.UnknownValue(unknown.Key.At, title, unknown.Path, unknown.Nearest));
    }
}
