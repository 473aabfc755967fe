using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Environments;

/// <summary>Why two environments differ, app by app.</summary>
/// <param name="Apps">Those of which something differs, or is said otherwise, by name.</param>
/// <param name="Compared">How many apps run in one of them or in both.</param>
public sealed record EnvironmentDiff(string Old, string New, ImmutableArray<AppDiff> Apps, int Compared)
{
    public bool IsEmpty => Apps.All(app => app.Differences.IsEmpty);

    public int Unexplained => Apps.Sum(app => app.Differences.Count(difference => !difference.IsIntended));
}

/// <summary>One app, in one cluster of each environment where clusters differ.</summary>
/// <param name="Where">The clusters that were compared; empty where all of an environment are the same.</param>
/// <param name="Causes">What the descriptions say otherwise, whether it shows in an object or not.</param>
public sealed record AppDiff(string App, string Where, ImmutableArray<Cause> Causes, ImmutableArray<EnvironmentDifference> Differences)
{
    /// <summary>What could not be tried out, so that what it leads to counts as not explained; empty where all could.</summary>
    public ImmutableArray<Cause> Untried { get; init; } = [];
}

/// <summary>Something that the descriptions say of one environment, and otherwise of the other.</summary>
/// <param name="What">Such as <c>release</c> or <c>parameters.hpa.maxReplicas</c>.</param>
/// <param name="Old">Null where nothing is said of the first environment.</param>
public sealed record Cause(string What, Said? Old, Said? New);

/// <summary>What is said, on one line, and where.</summary>
public sealed record Said(string Value, Position? At);

/// <summary>One field of an object that differs, or an object that only one of the environments has.</summary>
/// <param name="Object">As the first environment has it, or the second where only that one does.</param>
/// <param name="Field">Null where the whole object is meant.</param>
/// <param name="Causes">What it comes from: without them it would not differ, or differ in another way.</param>
public sealed record EnvironmentDifference(ChangeKind Kind, ObjectId Object, FieldChange? Field, ImmutableArray<Cause> Causes)
{
    public bool IsIntended => !Causes.IsEmpty;
}
