using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What stands in the repository, read and checked, not yet resolved.</summary>
/// <param name="Settings">gitopsgen.yaml.</param>
/// <param name="Apps">The heads, by app name.</param>
/// <param name="Releases">The frozen snapshots, by app name and release name.</param>
/// <param name="Environments">All environments, abstract ones too, by name.</param>
/// <param name="Pins">By environment and app name.</param>
/// <param name="EnvironmentTexts">The patches of environments, by path.</param>
public sealed record Fleet(
    FleetSettings Settings,
    ImmutableSortedDictionary<string, AppSource> Apps,
    ImmutableSortedDictionary<(string App, string Release), AppSource> Releases,
    ImmutableSortedDictionary<string, EnvironmentSettings> Environments,
    ImmutableSortedDictionary<(string Environment, string App), Pin> Pins,
    ImmutableDictionary<string, string> EnvironmentTexts
)
{
    /// <summary>The texts of a migration's documents, by path below templates/migration.</summary>
    public ImmutableSortedDictionary<string, DocumentTemplate> Documents { get; init; } =
        ImmutableSortedDictionary<string, DocumentTemplate>.Empty;

    /// <summary>What is there, but could not be read.</summary>
    public UnreadableNames UnreadableNames { get; init; } = UnreadableNames.Nothing;

    /// <summary>Every app that is there, readable or not.</summary>
    public IEnumerable<string> AppNames => Apps.Keys.Concat(UnreadableNames.Apps);

    public bool HasApp(string name) => Apps.ContainsKey(name) || UnreadableNames.Apps.Contains(name);

    public bool HasEnvironment(string name) => Environments.ContainsKey(name) || UnreadableNames.Environments.Contains(name);

    /// <summary>An unknown name in <paramref name="apps"/>, which is reported by itself, probably means <paramref name="app"/>.</summary>
    public bool MayMean(ImmutableSortedDictionary<string, AppSettings> apps, string app) =>
        apps.Keys.Any(name => !HasApp(name) && Nearest.To(name, AppNames) == app);
}

/// <summary>Names of what has a mistake of its own, which is reported: nothing that follows only from its absence is.</summary>
public sealed record UnreadableNames(
    ImmutableHashSet<string> Apps,
    ImmutableHashSet<(string App, string Release)> Releases,
    ImmutableHashSet<string> Environments,
    ImmutableHashSet<(string Environment, string App)> Pins
)
{
    public static UnreadableNames Nothing { get; } = new([], [], [], []);
}
