using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>How releases go from wave to wave.</summary>
public sealed record PromotionSettings
{
    /// <summary>How often in a row health must be seen.</summary>
    public required int Observations { get; init; }

    /// <summary>The longest time between two observations of one soak.</summary>
    public required TimeSpan MaxGap { get; init; }

    public required YamlScalar EvidenceBranch { get; init; }

    /// <summary>Where the queries of gates and triggers go; null where no environment is asked unless it says so itself.</summary>
    public YamlScalar? Prometheus { get; init; }

    public ImmutableArray<Freeze> Freezes { get; init; } = [];

    /// <summary>Times that were said, but are none of any calendar: <c>2026-02-30T12:00</c>.</summary>
    public ImmutableArray<YamlScalar> NoTimes { get; init; } = [];

    /// <summary>Other promoters for which files are generated, and where each is named.</summary>
    public ImmutableArray<(PromotionOutput Output, Position At)> Outputs { get; init; } = [];

    public RollbackSettings Rollback { get; init; } = new([], AutoMerges: false, TimeSpan.FromMinutes(7));
}

/// <summary>A promoter of others that reads the same waves.</summary>
public enum PromotionOutput
{
    Kubefleet,
    Kargo,
    GitOpsPromoter,
}

/// <summary>What promoters are called in gitopsgen.yaml.</summary>
internal static class PromotionOutputs
{
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<PromotionOutput>().Select(Word)];

    public static string Word(this PromotionOutput output) =>
        output == PromotionOutput.GitOpsPromoter ? "gitops-promoter" : output.ToString().ToLowerInvariant();

    /// <summary>What a wave's name is in KubeFleet, which takes letters and digits alone.</summary>
    public static string StageName(string wave) => wave.Replace("-", "", StringComparison.Ordinal);

    public static PromotionOutput? Read(string word) =>
        Enum.GetValues<PromotionOutput>().Cast<PromotionOutput?>().FirstOrDefault(one => one!.Value.Word() == word);
}

/// <param name="Labels">Of its pull requests.</param>
/// <param name="ExpectedTime">From the merge until clusters run it.</param>
public sealed record RollbackSettings(ImmutableArray<string> Labels, bool AutoMerges, TimeSpan ExpectedTime);

/// <summary>A time in which nothing is promoted.</summary>
/// <param name="From">On clocks of the zone.</param>
/// <param name="Waves">Empty: all of them.</param>
public sealed record Freeze(Position At, string Name, DateTime From, DateTime To, YamlScalar Zone, ImmutableArray<YamlScalar> Waves);

/// <summary>What must hold before a wave takes a release.</summary>
/// <param name="Checks">Of its pull request.</param>
/// <param name="Windows">Empty: at any time.</param>
public sealed record EnterGate(int Approvals, ImmutableArray<string> Checks, ImmutableArray<WeekWindow> Windows)
{
    /// <summary>The commit status that says of a pull request whether all of it holds.</summary>
    public const string Status = "gitopsgen/enter";

    public static EnterGate Open { get; } = new(0, [], []);

    /// <summary>Something of it may keep a pull request from its merge.</summary>
    public bool IsGuarded => Approvals > 0 || !Checks.IsEmpty || !Windows.IsEmpty;
}

/// <summary>A time of each week. Where it closes before it opens, it closes on the next day.</summary>
public sealed record WeekWindow(Position At, ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To, YamlScalar Zone)
{
    /// <summary>It says days, but lists none.</summary>
    public bool IsNever { get; init; }
}

/// <summary>What must hold in a wave before the next may start.</summary>
/// <param name="ErrorBudget">Share of the soak, from 0 to 1, in which the wave may be unhealthy.</param>
public sealed record LeaveGate(bool AsksHealth, TimeSpan Soak, double ErrorBudget, ImmutableArray<MetricQuery> Queries)
{
    public static LeaveGate Open { get; } = new(AsksHealth: false, TimeSpan.Zero, 0, []);
}

/// <summary>A question to Prometheus and the values that are good.</summary>
/// <param name="For">How long it must be in or out of bounds before that counts.</param>
public sealed record MetricQuery(Position At, string Name, string Text, double? Minimum, double? Maximum, TimeSpan For);
