using System.Collections.Immutable;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Compare;

/// <summary>How much more or less is scraped of an app, in environments where that is the same.</summary>
/// <param name="App">Empty for what belongs to none.</param>
/// <param name="Before">Samples a minute, in all clusters of one such environment.</param>
/// <param name="IsAssumed">Some of it was not measured: the series of a target are those of the usual stack, or assumed.</param>
public sealed record CostChange(string App, ImmutableArray<string> Environments, Amount Before, Amount After, bool IsAssumed)
{
    public Amount Difference => After - Before;
}
