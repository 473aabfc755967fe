using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>What is to be proposed now, and for each app and wave why or why not.</summary>
public sealed record PromotionPlan(ImmutableArray<PromotionStep> Steps, ImmutableArray<PlanLine> Lines);

/// <summary>A pin that changes.</summary>
/// <param name="Release">The release that it names afterwards; of one that is yet to be cut the name of head.</param>
/// <param name="IsCut">The release is there; else head is cut with the step.</param>
public sealed record PromotionStep(PromotedUnit Unit, string Wave, string Release, bool IsCut)
{
    /// <summary>The phase that it names afterwards.</summary>
    public Phase Phase { get; init; } = Unit.Phase;
}

/// <summary>Where an app stands in a wave.</summary>
public sealed record PlanLine(string App, string Wave, LineState State, string Reason)
{
    /// <summary>What runs there, of each environment.</summary>
    public required ImmutableArray<PromotedUnit> Units { get; init; }

    /// <summary>The release, or the phase, that comes next; null where nothing does.</summary>
    public string? Next { get; init; }

    /// <summary>When it goes on by itself, if that is known.</summary>
    public DateTimeOffset? Until { get; init; }

    internal static PlanLine Of(AppWay way, Place place, LineState state, string reason, string? next = null) =>
        new(way.App.Name, place.Wave.Name, state, reason) { Units = place.Units, Next = next };

    internal static PlanLine Of(AppWay way, Place place, GateAnswer answer, string next) =>
        Of(way, place, StateOf(answer.Verdict), answer.Reason, next) with
        {
            Until = answer.Until,
        };

    private static LineState StateOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Failing => LineState.Failing,
            Verdict.Held => LineState.Held,
            Verdict.Unknown => LineState.Unknown,
            _ => LineState.Waits,
        };

    /// <summary>"p10 waits: canary has been healthy for 18 h of 24 h".</summary>
    public string Text => $"{Wave} {Word(State)}{(Reason.Length > 0 ? $": {Reason}" : "")}";

    private static string Word(LineState state) =>
        state switch
        {
            LineState.Current => "is up to date",
            LineState.Head => "follows head",
            LineState.Ready => "is ready",
            LineState.Waits => "waits",
            LineState.Unknown => "waits, as nobody can tell",
            LineState.Held => "is held",
            _ => "is stopped",
        };
}

public enum LineState
{
    Current,
    Head,
    Ready,
    Waits,
    Unknown,
    Held,
    Failing,
}

/// <summary>What somebody asks for. Null: everything that is ready.</summary>
/// <param name="Wave">Asked for by name it may take the place of a release that has yet to go on from there.</param>
/// <param name="Phase">The phase of a move to begin or to go on with.</param>
public sealed record PromotionRequest(string? App, string? Wave, Phase? Phase)
{
    public static PromotionRequest AllReady { get; } = new(null, null, null);
}
