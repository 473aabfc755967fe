using GitOpsGen.Load;

namespace GitOpsGen.Publish;

/// <summary>What one pull request is for.</summary>
public enum ScopeKind
{
    Wave,
    Environment,
    App,
    All,
}

/// <summary>An app in an environment, as far as publishing goes: what is judged, changed and merged as one.</summary>
/// <param name="Wave">Null where the environment is in none, or is gone.</param>
public sealed record AppInEnvironment(string Environment, string App, string? Wave)
{
    public override string ToString() => $"{Environment}/{App}";
}

/// <summary>One pull request's worth. The branch follows from the scope alone, so that every run finds it again.</summary>
/// <param name="Kind">wave, environment, app or all.</param>
public sealed record Scope(string Kind, string Name, string Branch)
{
    // An environment outside of the waves goes its own way.
    public static Scope Of(AppInEnvironment part, ScopeKind per, string prefix) =>
        per switch
        {
            ScopeKind.All => new Scope("all", "all", $"{prefix}/all"),
            ScopeKind.App => Named("app", part.App, prefix),
            ScopeKind.Wave when part.Wave is { } wave => Named("wave", wave, prefix),
            _ => Named("environment", part.Environment, prefix),
        };

    /// <summary>Whether a branch has a name as those of scopes are, of this fleet or of a former one.</summary>
    public static bool IsBranch(string branch, string prefix) =>
        branch == $"{prefix}/all"
        || new[] { "wave", "environment", "app" }.Any(kind => branch.StartsWith($"{prefix}/{kind}/", StringComparison.Ordinal));

    private static Scope Named(string kind, string name, string prefix) => new(kind, name, $"{prefix}/{kind}/{name}");

    public override string ToString() => Kind == "all" ? "the fleet" : $"{Kind} {Name}";

    /// <summary>In the order of the rollout, then by name.</summary>
    public static IOrderedEnumerable<Scope> Order(IEnumerable<Scope> scopes, FleetSettings settings)
    {
        var waves = settings
            .Waves.Select((wave, index) => (wave.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        return scopes
            .OrderBy(scope => scope.Kind == "wave" ? waves.GetValueOrDefault(scope.Name, int.MaxValue) : int.MaxValue)
            .ThenBy(scope => scope.Branch, StringComparer.Ordinal);
    }
}
