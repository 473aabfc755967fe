using System.Collections.Immutable;

namespace GitOpsGen.Check.Stack;

/// <summary>What an environment of a class is to have: the features <c>local</c> and <c>cloud</c> say which it is.</summary>
/// <param name="Prometheus">In Gi, as <paramref name="Alertmanager"/>.</param>
internal sealed record EnvironmentClass(string Name, TimeSpan Retention, string RetentionText, int Prometheus, int Alertmanager)
{
    public static EnvironmentClass Local { get; } = new("local", TimeSpan.FromDays(2), "2d", 10, 1);

    public static EnvironmentClass Cloud { get; } = new("cloud", TimeSpan.FromDays(15), "15d", 50, 5);

    /// <summary>Null where nobody says it, or both are said.</summary>
    public static EnvironmentClass? Of(ImmutableHashSet<string> features) =>
        (features.Contains("local"), features.Contains("cloud")) switch
        {
            (true, false) => Local,
            (false, true) => Cloud,
            _ => null,
        };

    /// <summary>Too much harms a developer's machine, too little the cloud.</summary>
    public bool IsHarm(bool isMore) => isMore == (this == Local);
}
