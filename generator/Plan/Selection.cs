using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Plan;

/// <summary>Which units a run looks at; an empty list means all.</summary>
public sealed record Selection(ImmutableArray<string> Apps, ImmutableArray<string> Environments, ImmutableArray<string> Waves)
{
    public static Selection All { get; } = new([], [], []);

    public bool IsAll => Apps.IsEmpty && Environments.IsEmpty && Waves.IsEmpty;

    public bool Contains(Unit unit) =>
        Contains(unit.Environment.Name, unit.App.Name)
        && (Waves.IsEmpty || Waves.Contains(unit.Environment.Settings.Wave?.Text ?? "", StringComparer.Ordinal));

    public bool Contains(string environment, string app) =>
        (Environments.IsEmpty || Environments.Contains(environment, StringComparer.Ordinal))
        && (Apps.IsEmpty || Apps.Contains(app, StringComparer.Ordinal));
}
