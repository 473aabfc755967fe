using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Compare;
using GitOpsGen.Compare.Groups;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Tests.Compare;

/// <summary>The comparison without git: manifests as text, on two sides.</summary>
public static class Differences
{
    public static ImmutableArray<ChangeGroup> Of(string old, string @new) =>
        Of([("environments/dev/web/rendered/manifests.yaml", old, @new)]);

    public static ImmutableArray<ChangeGroup> Of(IEnumerable<(string Path, string Old, string New)> files)
    {
        var grouping = new Grouping();
        foreach (
            var scope in files
                .Select(file => (File: ComparedFile.Of(file.Path)!, file.Old, file.New))
                .GroupBy(file => file.File.Scope, StringComparer.Ordinal)
        )
        foreach (
            var change in ReplacedObjects.Find([
                .. scope.SelectMany(file =>
                    FileComparer.Compare(
                        file.File.Place,
                        Encoding.UTF8.GetBytes(file.Old),
                        Encoding.UTF8.GetBytes(file.New),
                        new DiagnosticBag(),
                        new DiagnosticBag()
                    )
                ),
            ])
        )
            grouping.Add(change);
        return grouping.ToGroups();
    }

    public static FleetDiff Fleet(ImmutableArray<ChangeGroup> groups) =>
        new(
            new SideName("main", "0123456789abcdef"),
            new SideName("the work tree", null),
            groups,
            [
                .. groups
                    .SelectMany(group => group.Where)
                    .Select(place => new UnitState(place.Environment, place.App, place.Cluster, InBase: true, InHead: true))
                    .Distinct(),
            ],
            []
        );
}
