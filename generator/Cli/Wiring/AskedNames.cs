using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring;

namespace GitOpsGen.Cli.Wiring;

/// <summary>Finds the monitor or the target that the caller names, in the clusters that have it.</summary>
internal sealed class AskedNames(ImmutableArray<WiringMap> maps, WiringScope scope)
{
    /// <summary>Only those that know the name.</summary>
    public ImmutableArray<WiringMap> Maps() => [.. maps.Where(map => Names(map).Contains(Asked))];

    /// <summary>Where none does, that is a mistake of the caller; what could not be read is told first.</summary>
    public IEnumerable<Diagnostic> Unknown() =>
        maps.IsEmpty || maps.Any(map => Names(map).Contains(Asked))
            ? []
            : [Messages.NotInTheWiring(scope.Monitor is not null, Asked, maps.SelectMany(Names)).OfArgument($"{Option} {Asked}")];

    private string Asked => scope.Monitor ?? scope.Target ?? "";

    private string Option => scope.Monitor is not null ? "--monitor" : "--target";

    private HashSet<string> Names(WiringMap map) =>
        scope.Monitor is not null ? [.. map.Monitors.Select(report => report.FullName)] : [.. map.TargetNames];
}
