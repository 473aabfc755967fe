using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Resolve;

namespace GitOpsGen.Check.Moves;

/// <summary>
/// Where one environment stands in a move. <paramref name="Wave"/>: its place in the order of waves, null outside of them.
/// </summary>
public sealed record PhaseEntry(string Environment, int? Wave, Phase Phase, Phase Previous, Position At);

/// <summary>MIG-005: no phase is skipped, and a wave is cut over only when the wave before has gone well.</summary>
public static class PhaseOrder
{
    public static void Check(IReadOnlyCollection<PhaseEntry> entries, DiagnosticBag diagnostics)
    {
        foreach (var entry in entries)
        {
            if (!Progress.IsStep(entry.Previous, entry.Phase))
                diagnostics.Add(
                    Messages.PhaseSkipped(
                        entry.At,
                        entry.Environment,
                        entry.Previous.Word(),
                        entry.Phase.Word(),
                        Progress.Following(entry.Previous).Select(PhaseWords.Word)
                    )
                );
            if (entry is { Phase: Phase.Cutover, Previous: < Phase.Cutover })
                Soaked(entry, entries, diagnostics);
        }
    }

    /// <summary>Why the next phase must wait for others; empty when nothing is in the way.</summary>
    public static IEnumerable<PhaseEntry> Before(PhaseEntry entry, IEnumerable<PhaseEntry> entries)
    {
        var earlier = entries.Where(other => other.Wave < entry.Wave).ToList();
        return earlier.Where(other => other.Wave == earlier.Max(one => one.Wave) && other.Phase < Phase.Soak);
    }

    private static void Soaked(PhaseEntry entry, IEnumerable<PhaseEntry> entries, DiagnosticBag diagnostics)
    {
        foreach (var other in Before(entry, entries))
            diagnostics.Add(Messages.WaveNotSoaked(entry.At, entry.Environment, other.Environment, other.Phase.Word()));
    }
}
