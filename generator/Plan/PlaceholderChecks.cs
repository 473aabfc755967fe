using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Plan;

/// <summary>Finds values that stand in for what only the owner knows, in units that reach a cluster which is there.</summary>
public sealed class PlaceholderChecks(DiagnosticBag diagnostics)
{
    /// <summary>The place of every value and parameter of the units that is one.</summary>
    public static IEnumerable<Position> In(IEnumerable<Unit> units) => units.SelectMany(Of).Select(value => value.At).Distinct();

    /// <summary>A person who syncs by hand is warned; Argo CD would not look.</summary>
    public void Check(IEnumerable<Unit> units)
    {
        var carried = units
            .Where(unit => !unit.IsLeaving)
            .Select(unit => (Unit: unit, Cluster: unit.Clusters.FirstOrDefault(IsThere)))
            .Where(reach => reach.Cluster is not null)
            .SelectMany(reach => Of(reach.Unit).Select(value => (Value: value, reach.Unit, Cluster: reach.Cluster!)));
        foreach (var uses in carried.GroupBy(use => use.Value.At))
        {
            var first = uses.OrderByDescending(use => use.Unit.Deployment.Automated).First();
            diagnostics.Add(
                Messages.PlaceholderLeft(uses.Key, first.Value.Text, first.Unit.Name, first.Cluster.Name, first.Unit.Deployment.Automated)
            );
        }
    }

    private static bool IsThere(Cluster cluster) => !PlaceholderText.IsIn(cluster.Server);

    private static IEnumerable<YamlScalar> Of(Unit unit) =>
        Scalars(unit.ChartValues).Concat(Scalars(unit.Parameters)).Where(value => PlaceholderText.IsIn(value.Text));

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
            YamlList list => list.Items.SelectMany(Scalars),
            YamlScalar scalar => [scalar],
            _ => [],
        };
}
