using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Resolve;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// Where one environment stands in a move. <paramref name="Wave"/>: its place in the order of waves, null outside of them.
/// </summary>
public sealed record PhaseEntry(string Environment, int? Wave, Phase Phase, Phase Previous, Position At);

/// <summary>How far the environments of a fleet are with one app.</summary>
/// <param name="Entries">As the pins have it.</param>
/// <param name="Committed">Those of which something else is committed than their pins say or come from, as coming from that.</param>
public sealed record FleetPhases(IReadOnlyCollection<PhaseEntry> Entries, IReadOnlyCollection<PhaseEntry> Committed);

/// <summary>MIG-005: no phase is skipped, and a wave is cut over only when the wave before has gone well.</summary>
public static class PhaseOrder
{
    public static Rule<FleetPhases> InOrder { get; } =
        new(
            "MIG-005",
            "No phase is skipped; the way back leads to prepared, and from there to adopted. A wave is cut over when "
                + "every environment of the wave before is in soak or later; preparing is free.",
            Check
        )
        {
            Why = "Each phase makes ready what the next one needs; a fault should meet few clusters.",
            Mend = "Take the next phase; wait for the wave before.",
        };

    public static RuleSet<FleetPhases> Rules { get; } = new("The order of the phases", [InOrder]);

    /// <summary>Why the next phase must wait for others; empty when nothing is in the way.</summary>
    public static IEnumerable<PhaseEntry> Before(PhaseEntry entry, IEnumerable<PhaseEntry> entries)
    {
        var earlier = entries.Where(other => other.Wave < entry.Wave).ToList();
        return earlier.Where(other => other.Wave == earlier.Max(one => one.Wave) && other.Phase < Phase.Soak);
    }

    private static void Check(FleetPhases fleet, Findings findings)
    {
        foreach (var entry in fleet.Entries.Concat(fleet.Committed).Where(entry => !Progress.IsStep(entry.Previous, entry.Phase)))
            findings.Fail(Skipped(entry));
        foreach (var entry in fleet.Entries.Where(entry => entry is { Phase: Phase.Cutover, Previous: < Phase.Cutover }))
            Soaked(entry, fleet.Entries, findings);
    }

    private static Diagnostic Skipped(PhaseEntry entry) =>
        Messages.PhaseSkipped(
            entry.At,
            entry.Environment,
            entry.Previous.Word(),
            entry.Phase.Word(),
            Progress.Following(entry.Previous).Select(PhaseWords.Word)
        );

    private static void Soaked(PhaseEntry entry, IEnumerable<PhaseEntry> entries, Findings findings)
    {
        foreach (var other in Before(entry, entries))
            findings.Fail(Messages.WaveNotSoaked(entry.At, entry.Environment, other.Environment, other.Phase.Word()));
    }
}
