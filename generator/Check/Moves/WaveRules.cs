using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Moves;

/// <summary>What the waves do: MIG-001 (never both sides), MIG-010 (never long without either), MIG-011 (quickly back).</summary>
internal static class WaveRules
{
    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        var roles = step.Roles.Where(role => IsThere(step, role, diagnostics)).ToList();
        var legs = step.Legs()
            .Select(leg => (Leg: leg, Simulation: SyncSimulation.Of(step.Migration, step.Roles, leg.Before, leg.After)))
            .ToList();
        foreach (var (leg, simulation) in legs)
        {
            foreach (var role in roles)
            {
                Overlap(step, leg, simulation, role, diagnostics);
                Left(step, leg, simulation, role, diagnostics);
            }

            if (Estimate.GapOf(step, leg, simulation) is var gap && gap > Estimate.GapLimit && gap < TimeSpan.MaxValue)
                diagnostics.Add(Messages.GapTooLong(step.At, step.Unit, leg.Way, gap, Estimate.GapLimit));
        }

        if (Estimate.Of(step, legs).Rollback is { } back && back > Estimate.RollbackLimit)
            diagnostics.Add(Messages.RollbackTooLong(step.At, step.Unit, step.To.Word(), back, Estimate.RollbackLimit));
    }

    // Of a role whose workload nobody finds, nothing could be said, and everything would pass.
    private static bool IsThere(MoveStep step, ScrapingRole role, DiagnosticBag diagnostics)
    {
        var found = new[] { Side.Old, Side.New }
            .Select(side => SyncSimulation.KeyOf(step.Migration, role, side))
            .Any(key => step.Before.Find(key) is not null || step.After.Find(key) is not null);
        if (!found)
            diagnostics.Add(
                Messages.RoleNotThere(role.At, step.Unit, role.Name, role.Object.ToString(), step.Migration.From, step.Migration.To)
            );
        return found;
    }

    private static void Overlap(MoveStep step, Leg leg, SyncSimulation simulation, ScrapingRole role, DiagnosticBag diagnostics)
    {
        // The way back begins where the way in has ended, and that is told already.
        var states = simulation.States.ToList();
        var at = states.FindIndex(RunBoth);
        if (at < 0 || (at == 0 && leg.IsWayBack))
            return;
        var isOldNew = at > 0 && !states[at - 1].Runs(role, Side.Old);
        var (starting, going) = isOldNew ? (Side.Old, Side.New) : (Side.New, Side.Old);
        var running = SyncSimulation.KeyOf(step.Migration, role, going);
        var isDraining = states[at][role, going] == Activity.Draining;
        diagnostics.Add(
            Messages.BothSidesRun(
                step.At,
                step.Unit,
                leg.Way,
                states[at].Name,
                role.Name,
                SyncSimulation.KeyOf(step.Migration, role, starting).ToString(),
                running.ToString(),
                isDraining,
                isDraining ? FalseGate(leg, running) : null
            )
        );

        bool RunBoth(WaveState state) => state.Runs(role, Side.Old) && state.Runs(role, Side.New);
    }

    // A gate that names the workload, and yet does not wait for its pods, is what to look at first.
    private static string? FalseGate(Leg leg, ObjectId running)
    {
        if (
            leg.Before.Find(running) is not { } workload
            || leg.After.Objects.FirstOrDefault(manifest => MigrationJobs.IsGate(manifest) && MigrationJobs.Promises(manifest, workload))
                is not { } gate
        )
            return null;
        return $"{gate} says that it waits for them, but "
            + (
                !MigrationJobs.Selects(gate, workload) ? "no selector and namespace in its command select them: correct it"
                : leg.Before.Find(gate.Id) is not null ? "it is there already under that name, so it does not run again: give it another"
                : $"it runs in wave {gate.Wave}, which is not between the two: correct the waves"
            );
    }

    private static void Left(MoveStep step, Leg leg, SyncSimulation simulation, ScrapingRole role, DiagnosticBag diagnostics)
    {
        var end = simulation.End;
        var isUp = leg.IsWayBack
            ? end[role, Side.Old] == Activity.Active || end[role, Side.New] == Activity.Active
            : end[role, step.To <= Phase.Prepared ? Side.Old : Side.New] == Activity.Active;
        if (isUp)
            return;
        var side = leg.IsWayBack || step.To <= Phase.Prepared ? Side.Old : Side.New;
        diagnostics.Add(
            Messages.RunsNowhere(
                step.At,
                step.Unit,
                leg.Way,
                end.Name,
                role.Name,
                SyncSimulation.KeyOf(step.Migration, role, side).ToString(),
                Say(end[role, side])
            )
        );
    }

    private static string Say(Activity activity) =>
        activity switch
        {
            Activity.Absent => "is not there",
            Activity.Held => "is held back",
            _ => "is stopped",
        };
}
