using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>What the waves do: MIG-001 (never both sides), MIG-010 (never long without either), MIG-011 (quickly back).</summary>
internal static class WaveRules
{
    public static Rule<MigrationWalk> OneSide { get; } =
        new(
            "MIG-001",
            "In no wave do old and new of a scraping role run both. Of a role that is rendered nowhere nobody can tell.",
            NeverBoth
        )
        {
            Why = "Every series would come in twice, and two target allocators overwrite each other's Secrets.",
            Mend =
                "Old down, gate Job, new up: each in a wave of its own. Correct the gate's selector or namespace. Correct "
                + "`migration.roles`.",
        };

    public static Rule<MigrationWalk> Scraped { get; } =
        new(
            "MIG-010",
            "After a step each role runs on the side that the phase has it on (old up to prepared, then new; after a "
                + $"way back on one of them), and it was without a running side for at most {Estimate.GapLimit.TotalMinutes} "
                + "minutes.",
            NeverLongWithout
        )
        {
            Why = "Metrics that nobody took are lost.",
            Mend = "Start the role in the step; use fewer waves between; let pods end sooner.",
        };

    public static Rule<MigrationWalk> QuickBack { get; } =
        new("MIG-011", $"The way back takes at most {Estimate.RollbackLimit.TotalMinutes} minutes.", Back)
        {
            Why = "It is for bad moments.",
            Mend = "Use fewer waves and Jobs in the rollback overlay; let pods end sooner.",
        };

    private static void NeverBoth(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var role in step.Roles)
        {
            // Of a role whose workload nobody finds, nothing could be said, and everything would pass.
            if (!IsThere(step, role))
                findings.CannotTell(
                    Messages.RoleNotThere(role.At, step.Unit, role.Name, role.Object.ToString(), step.Migration.From, step.Migration.To)
                );
            else
                foreach (var (leg, simulation) in walk.Legs)
                    Overlap(step, leg, simulation, role, findings);
        }
    }

    private static void NeverLongWithout(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        foreach (var (leg, simulation) in walk.Legs)
        {
            foreach (var role in step.Roles.Where(role => IsThere(step, role)))
                Left(step, leg, simulation, role, findings);
            if (Estimate.GapOf(step, leg, simulation) is var gap && gap > Estimate.GapLimit && gap < TimeSpan.MaxValue)
                findings.Fail(Messages.GapTooLong(step.At, step.Unit, leg.Way, gap, Estimate.GapLimit));
        }
    }

    private static void Back(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (Estimate.Of(walk).Rollback is { } back && back > Estimate.RollbackLimit)
            findings.Fail(Messages.RollbackTooLong(step.At, step.Unit, step.To.Word(), back, Estimate.RollbackLimit));
    }

    private static bool IsThere(MigrationStep step, ScrapingRole role) =>
        new[] { Side.Old, Side.New }
            .Select(side => SyncSimulation.KeyOf(step.Migration, role, side))
            .Any(id => step.Before.Find(id) is not null || step.After.Find(id) is not null);

    private static void Overlap(MigrationStep step, SyncLeg leg, SyncSimulation simulation, ScrapingRole role, Findings findings)
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
        findings.Fail(
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
    private static string? FalseGate(SyncLeg leg, ObjectId running)
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

    private static void Left(MigrationStep step, SyncLeg leg, SyncSimulation simulation, ScrapingRole role, Findings findings)
    {
        var end = simulation.End;
        var isUp = leg.IsWayBack
            ? end[role, Side.Old] == Activity.Active || end[role, Side.New] == Activity.Active
            : end[role, step.To <= Phase.Prepared ? Side.Old : Side.New] == Activity.Active;
        if (isUp)
            return;
        var side = leg.IsWayBack || step.To <= Phase.Prepared ? Side.Old : Side.New;
        findings.Fail(
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
