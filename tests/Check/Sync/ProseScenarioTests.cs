using GitOpsGen.Check.Sync;
using Xunit;
using static GitOpsGen.Tests.Check.Sync.SmallSync;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>The scenarios that are told in words: each by its id, as a case that the model computes.</summary>
public sealed class ProseScenarioTests
{
    private static readonly SyncOperation TwoWaves = Operation(One("a"), One("b", wave: 1));

    [Fact]
    public void O01_An_operation_past_its_timeout_deletes_its_hooks_and_is_not_tried_again()
    {
        var state = SyncSimulator.Run(
            Operation(Hook("h", HookType.PreSync).Seen(HealthStatus.Progressing)) with
            {
                Retry = RetryPolicy.Of(5),
                TerminatedInPass = 2,
            }
        );

        Assert.Equal(OperationPhase.Failed, state.Phase);
        Assert.Equal(["attempt 1", "dryrun", "apply h", "wait hook h", "delhook h"], state.Events.Select(one => one.ToString()));
        Assert.Empty(state.Live);
    }

    [Fact]
    public void O02_A_window_that_shuts_freezes_the_operation_between_two_waves()
    {
        Assert.False(SyncWindows.MaySync([new(WindowKind.Deny, IsActive: true)], isManual: false, isRunning: true));
        var shut = SyncSimulator.Run(TwoWaves with { Windows = [true, false] });
        Assert.Equal((OperationPhase.Running, "wait health a"), (shut.Phase, shut.Events[^1].ToString()));

        var opened = SyncSimulator.Run(TwoWaves with { Windows = [true, false, false, true] });
        Assert.Equal((OperationPhase.Succeeded, "apply b"), (opened.Phase, opened.Events[^1].ToString()));
    }

    [Theory]
    [InlineData(false, false, false, true, false)]
    [InlineData(false, true, false, true, true)]
    [InlineData(true, false, true, false, true)]
    [InlineData(false, true, false, false, false)]
    public void O02_What_a_window_exempts_goes_on(bool manualSync, bool syncOverrun, bool isManual, bool isRunning, bool may)
    {
        var window = new SyncWindow(WindowKind.Deny, IsActive: true) { ManualSync = manualSync, SyncOverrun = syncOverrun };

        Assert.Equal(may, SyncWindows.MaySync([window], isManual, isRunning));
        Assert.Equal(may, SyncWindows.MaySync([window with { Kind = WindowKind.Allow, IsActive = false }], isManual, isRunning));
    }

    [Fact]
    public void D01_A_cascade_goes_from_the_highest_wave_down()
    {
        var deletion = Cascade(One("a", wave: 1), One("b", wave: 5), One("c", wave: 7), One("d", wave: 7), One("e", wave: 4));

        Assert.Equal(["c,d", "b", "e", "a"], deletion.Groups.Select(group => string.Join(',', group)));
    }

    [Fact]
    public void D02_A_cascade_leaves_what_the_project_forbids()
    {
        var deletion = Cascade(One("a"), One("foreign") with { IsPermitted = false });

        Assert.Equal(["foreign"], deletion.Kept);
        Assert.False(deletion.IsStuck);
    }

    [Fact]
    public void A_cascade_keeps_definitions_and_waits_to_be_confirmed()
    {
        Assert.Equal(["crd", "kept"], Cascade(One("crd", "CustomResourceDefinition"), One("kept", options: "Delete=false"), One("a")).Kept);
        Assert.True(Cascade(One("a", options: "Prune=confirm")).IsStuck);
    }

    [Theory]
    [InlineData(ApplicationsSync.Sync, true, true)]
    [InlineData(ApplicationsSync.CreateDelete, true, false)]
    [InlineData(ApplicationsSync.CreateUpdate, false, true)]
    [InlineData(ApplicationsSync.CreateOnly, false, false)]
    public void P01_An_application_that_leaves_its_set_goes_by_the_policy(ApplicationsSync policy, bool isDeleted, bool isUpdated)
    {
        var result = ApplicationSetPolicy.Reconcile(policy, [new("stays")], ["stays", "x"]);

        Assert.Equal(isDeleted ? ["x"] : [], result.Deleted);
        Assert.Equal(isUpdated ? ["stays"] : [], result.Updated);
        Assert.True(ApplicationSetPolicy.TakesObjectsAlong([], preservesResources: false));
        Assert.False(ApplicationSetPolicy.TakesObjectsAlong([], preservesResources: true));
    }

    [Fact]
    public void P02_One_parameter_set_that_does_not_render_stops_the_whole_set()
    {
        var result = ApplicationSetPolicy.Reconcile(ApplicationsSync.Sync, null, ["a", "gone"]);

        Assert.Equal((0, 0, 0, true), (result.Created.Length, result.Updated.Length, result.Deleted.Length, result.IsTriedAgain));
    }

    [Fact]
    public void P03_One_application_with_an_error_is_left_as_it_is()
    {
        var result = ApplicationSetPolicy.Reconcile(ApplicationsSync.Sync, [new("good"), new("bad", HasError: true)], ["bad"]);

        Assert.Equal(["good"], result.Created);
        Assert.Empty(result.Updated);
        Assert.Empty(result.Deleted);
        Assert.True(result.IsTriedAgain);
    }

    [Fact]
    public void P04_The_next_step_opens_when_all_of_the_former_are_healthy()
    {
        var applications = new List<RolloutApplication>
        {
            new("a", 0, RolloutStatus.Healthy),
            new("b", 0, RolloutStatus.Progressing),
            new("c", 1, RolloutStatus.Waiting),
            new("unmatched", null, RolloutStatus.Waiting),
        };

        Assert.Empty(RollingSync.Due(applications, [null, null]));
        applications[1] = applications[1] with { Status = RolloutStatus.Healthy };
        Assert.Equal(["c"], RollingSync.Due(applications, [null, null]));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10%", 1)]
    [InlineData("67%", 2)]
    [InlineData("0%", 0)]
    [InlineData(null, 3)]
    public void A_step_limits_how_many_are_updated_at_once(string? maxUpdate, int due)
    {
        var applications = Enumerable.Range(0, 3).Select(number => new RolloutApplication($"a{number}", 0, RolloutStatus.Waiting)).ToList();

        Assert.Equal(due, RollingSync.Due(applications, [maxUpdate]).Length);
    }

    [Fact]
    public void Every_scenario_in_words_has_a_test_here()
    {
        var tests = typeof(ProseScenarioTests).GetMethods().Select(method => method.Name.Split('_')[0]).ToHashSet(StringComparer.Ordinal);
        var untold = Scenario.Ids("prose").Select(row => row.Data).Where(id => !tests.Contains(id)).ToList();

        Assert.SkipWhen(untold.Count > 0, $"nobody has put these into a test yet: {string.Join(", ", untold)}");
    }

    private static CascadeDeletion Cascade(params SyncObject[] live) =>
        CascadeDeletion.Of(live.Select(one => new LiveObject(one)), new SyncApplication(), hasFinalizer: true, isConfirmed: false);
}
