using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Compare.States;

/// <summary>A unit whose chart Argo CD inflates, on one side of a comparison or both.</summary>
/// <param name="File">Its values.</param>
/// <param name="Old">Null where the unit, or its chart, is not there.</param>
public sealed record HelmUnit(ComparedFile File, HelmSource? Old, HelmSource? New)
{
    /// <summary>How people call it.</summary>
    public string Name => FleetLayout.UnitName(RepositoryPath.Parent(File.Path));
}

/// <summary>A chart that is to be inflated.</summary>
public sealed record Inflation(ChartRelease Release, ChartAtHand Chart);

/// <summary>What to compare for a unit, by the keys of its inflations; null where the unit is not there, or has no chart.</summary>
public sealed record HelmPair(ComparedFile File, string? Old, string? New);
