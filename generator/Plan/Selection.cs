using System.Collections.Immutable;
using GitOpsGen.Resolve;

namespace GitOpsGen.Plan;

/// <summary>Which units a run looks at; an empty list means all.</summary>
public sealed record Selection(ImmutableArray<string> Apps, ImmutableArray<string> Environments, ImmutableArray<string> Waves)
{
    public static Selection All { get; } = new([], [], []);

    /// <summary>The only apps in environments that are meant, as <see cref="Deployment.Name"/> has them; null for no such limit.</summary>
    public IReadOnlySet<string>? Deployments { get; init; }

    public bool IsAll => Apps.IsEmpty && Environments.IsEmpty && Waves.IsEmpty && Deployments is null;

    public bool Contains(Unit unit) =>
        Contains(unit.Environment.Name, unit.App.Name)
        && (Waves.IsEmpty || Waves.Contains(unit.Environment.Settings.Wave?.Text ?? "", StringComparer.Ordinal));

    /// <summary>Whether any app of the environment may be meant.</summary>
    public bool Reaches(ResolvedEnvironment environment) =>
        (Environments.IsEmpty || Environments.Contains(environment.Name, StringComparer.Ordinal))
        && (Waves.IsEmpty || Waves.Contains(environment.Settings.Wave?.Text ?? "", StringComparer.Ordinal))
        && Deployments?.Any(name => name.StartsWith($"{environment.Name}/", StringComparison.Ordinal)) != false;

    public bool Contains(string environment, string app) =>
        (Environments.IsEmpty || Environments.Contains(environment, StringComparer.Ordinal))
        && (Apps.IsEmpty || Apps.Contains(app, StringComparer.Ordinal))
        && Deployments?.Contains($"{environment}/{app}") != false;
}
