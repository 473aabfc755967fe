using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Own;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

public enum RenderMode
{
    Write,
    DryRun,
    Check,
}

/// <summary>What a render is asked for.</summary>
/// <param name="Root">The repository, absolute.</param>
public sealed record RenderOptions(string Root)
{
    public RenderMode Mode { get; init; } = RenderMode.Write;

    public Selection Selection { get; init; } = Selection.All;

    public HandEdits HandEdits { get; init; } = HandEdits.Refuse;

    public bool AllowDeletions { get; init; }

    public bool Offline { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    /// <summary>Pull the charts that Argo CD inflates, too, to check what is declared of them.</summary>
    public bool Pull { get; init; }
}

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

/// <summary>What a render did, or would do.</summary>
/// <param name="Units">How many units were looked at.</param>
/// <param name="Rendered">Units whose files changed.</param>
/// <param name="Removed">Units that went.</param>
public sealed record RenderReport(int Units, int Rendered, int Removed, ChangeSet Changes, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>For a check: the beginning of each changed file's difference, by path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Differences { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The engines that the run needed; none where nothing had to be looked at.</summary>
    public IReadOnlyList<Engine> Engines { get; init; } = [];

    public int Unchanged => Units - Rendered;

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    public static RenderReport Failed(DiagnosticBag diagnostics) => new(0, 0, 0, new ChangeSet([], [], [], []), diagnostics.Sorted());
}

/// <summary>Told how far a run is.</summary>
public interface IProgress
{
    void Begin(string what, int total);

    void Step(string name);

    /// <summary>A line for the person who watches.</summary>
    void Tell(string line);
}

/// <summary>Passes on what is told, and shows no bar: a part of a larger work.</summary>
public sealed class TalkOnly(IProgress progress) : IProgress
{
    public void Begin(string what, int total)
    {
        // The larger work has its own.
    }

    public void Step(string name)
    {
        // As above.
    }

    public void Tell(string line) => progress.Tell(line);
}
