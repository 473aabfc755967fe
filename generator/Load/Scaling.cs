using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>How the bounds of an app's autoscaler follow from what its replicas use together (docs/scaling.md).</summary>
/// <param name="Query">PromQL: what they use, a series for each cluster, in the unit of the target.</param>
/// <param name="Target">The parameter that says what one replica may use.</param>
/// <param name="Cap">The parameter that says the most that the upper bound may be; null: what the bound's own declaration allows.</param>
public sealed record Scaling(Position At, string Query, YamlScalar Target, ScalingBound Least, ScalingBound Most, YamlScalar? Cap)
{
    /// <summary>Numbers that the upper bound must not be.</summary>
    public ImmutableArray<AvoidedNumber> Avoid { get; init; } = [];
}

/// <summary>One bound: the parameter that holds it, and the use that it must carry.</summary>
/// <param name="Quantile">The share of the time, from 0 to 1, in which the use is no greater.</param>
/// <param name="Headroom">What the use is multiplied by.</param>
public sealed record ScalingBound(YamlScalar Parameter, decimal Quantile, decimal Headroom);

/// <param name="Why">A sentence.</param>
public sealed record AvoidedNumber(int Number, string Why);
