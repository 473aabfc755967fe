using GitOpsGen.Check.Migrations;
using GitOpsGen.Load;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>The move as it should be: no rule finds anything, and the waves show why.</summary>
public sealed class CleanMigrationTests
{
    // From, to, and whether the first of them is a prepared phase that was reached by a way back.
    public static TheoryData<Phase, Phase, bool> Steps =>
        new()
        {
            { Phase.Adopted, Phase.Adopted, false },
            { Phase.Adopted, Phase.Prepared, false },
            { Phase.Prepared, Phase.Cutover, false },
            { Phase.Cutover, Phase.Soak, false },
            { Phase.Soak, Phase.Cleanup, false },
            { Phase.Cleanup, Phase.Done, false },
            { Phase.Prepared, Phase.Adopted, false },
            { Phase.Cutover, Phase.Prepared, false },
            { Phase.Soak, Phase.Prepared, false },
            { Phase.Cleanup, Phase.Prepared, false },
            { Phase.Prepared, Phase.Cutover, true },
            { Phase.Prepared, Phase.Adopted, true },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_forward_and_back_is_clean(Phase from, Phase to, bool wasBack) =>
        SmallMigration.Step(from, to, wasBack).IsClean();

    [Theory]
    [MemberData(nameof(Steps))]
    public void In_no_wave_both_sides_of_a_role_run(Phase from, Phase to, bool wasBack)
    {
        var step = SmallMigration.Step(from, to, wasBack).ToStep();
        foreach (var leg in step.Legs())
        foreach (var state in SyncSimulation.Of(step.Migration, step.Roles, leg.Before, leg.After).States)
            Assert.All(
                step.Roles,
                role => Assert.False(state.Runs(role, Side.Old) && state.Runs(role, Side.New), $"{leg.Way}, {state.Name}: {role.Name}")
            );
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void No_pod_template_changes_and_the_estimates_are_within_the_limits(Phase from, Phase to, bool wasBack)
    {
        var step = SmallMigration.Step(from, to, wasBack).ToStep();
        Assert.Empty(step.Legs().SelectMany(leg => TemplateRules.ChangedTemplates(leg.Before, leg.After)));
        var estimate = Estimate.Of(step);
        Assert.True(estimate.Gap <= Estimate.GapLimit, $"{estimate}");
        Assert.True((estimate.Rollback ?? TimeSpan.Zero) <= Estimate.RollbackLimit, $"{estimate}");
        var changesSides = from <= Phase.Prepared != to <= Phase.Prepared;
        Assert.Equal(changesSides, estimate.Gap > TimeSpan.Zero);
    }

    [Fact]
    public void The_cutover_stops_waits_and_starts_in_this_order()
    {
        var step = SmallMigration.Step(Phase.Prepared, Phase.Cutover).ToStep();
        var simulation = SyncSimulation.Of(step.Migration, step.Roles, step.Before, step.After);
        Assert.Equal(
            [
                "before the sync: targets Active/Held, node Active/Held",
                "wave 0: targets Active/Held, node Active/Held",
                "wave 5: targets Draining/Held, node Draining/Held",
                "wave 7: targets Draining/Held, node Draining/Held",
                "wave 10: targets Held/Active, node Held/Held",
                "wave 12: targets Held/Active, node Held/Active",
                "wave 20: targets Held/Active, node Held/Active",
            ],
            simulation.States.Select(state =>
                $"{state.Name}: targets {state[step.Roles[0], Side.Old]}/{state[step.Roles[0], Side.New]}, node "
                + $"{state[step.Roles[2], Side.Old]}/{state[step.Roles[2], Side.New]}"
            )
        );
        Assert.Equal(
            ["autoscaling/HorizontalPodAutoscaler kube-system/agent"],
            simulation.Waves[0].Pruned.Select(manifest => manifest.ToString())
        );
    }

    [Fact]
    public void The_estimates_of_the_cutover_are_those_of_the_documentation()
    {
        var estimate = Estimate.Of(SmallMigration.Step(Phase.Prepared, Phase.Cutover).ToStep());
        Assert.Equal((106, 375), (estimate.Gap.TotalSeconds, estimate.Rollback!.Value.TotalSeconds));
    }

    [Fact]
    public void A_role_of_a_feature_that_is_off_is_not_judged()
    {
        var move = SmallMigration.Step(Phase.Prepared, Phase.Cutover);
        move.Features = [];
        move.Edit("DaemonSet kube-system/agent-windows", "gitopsgen.io/hold: \"true\"", "x: y");
        Assert.DoesNotContain(move.Findings(), finding => finding.Contains("MIG-001", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_the_waves_a_cutover_is_safe_only_when_it_stops_waits_and_starts_one_after_the_other()
    {
        var clean = SmallMigration.Step(Phase.Prepared, Phase.Cutover);
        var pattern = SmallMigration.Replace(
            SmallMigration.Replace(
                SmallMigration.Replace(SmallMigration.Replace(clean.After, Wave("5"), Wave("down")), Wave("7"), Wave("gate")),
                Wave("10"),
                Wave("up")
            ),
            Wave("12"),
            Wave("up")
        );
        var safe = 0;
        for (var down = 1; down <= 4; down++)
        for (var gate = 1; gate <= 4; gate++)
        for (var up = 1; up <= 4; up++)
        {
            clean.After = pattern
                .Replace(Wave("down"), Wave($"{down}"), StringComparison.Ordinal)
                .Replace(Wave("gate"), Wave($"{gate}"), StringComparison.Ordinal)
                .Replace(Wave("up"), Wave($"{up}"), StringComparison.Ordinal);
            var step = clean.ToStep();
            var isSafe = SyncSimulation
                .Of(step.Migration, step.Roles, step.Before, step.After)
                .States.All(state => step.Roles.All(role => !state.Runs(role, Side.Old) || !state.Runs(role, Side.New)));
            Assert.True(isSafe == (down < gate && gate < up), $"down {down}, gate {gate}, up {up}");
            if (isSafe)
                safe++;
        }

        Assert.Equal(4, safe);

        static string Wave(string wave) => $"sync-wave: \"{wave}\"";
    }

    [Fact]
    public void What_was_held_has_no_pods_to_wait_for_when_it_is_pruned()
    {
        var step = SmallMigration.Step(Phase.Prepared, Phase.Cutover).ToStep();
        var simulation = SyncSimulation.Of(
            step.Migration,
            step.Roles,
            step.After,
            SmallMigration.Read(SmallMigration.Agent(Phase.Cleanup))
        );
        Assert.All(simulation.States, state => Assert.NotEqual(Activity.Draining, state[step.Roles[0], Side.Old]));
        Assert.Equal(Activity.Absent, simulation.End[step.Roles[0], Side.Old]);
    }
}
