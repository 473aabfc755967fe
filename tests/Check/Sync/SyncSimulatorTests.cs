using GitOpsGen.Check.Sync;
using Xunit;
using static GitOpsGen.Tests.Check.Sync.SmallSync;

namespace GitOpsGen.Tests.Check.Sync;

public sealed class SyncSimulatorTests
{
    [Fact]
    public void A_failed_PreSync_hook_runs_again_in_the_next_attempt_and_the_former_one_goes_first()
    {
        var operation = Operation(Hook("h", HookType.PreSync).Seen(HealthStatus.Degraded, HealthStatus.Healthy), One("cm")) with
        {
            Retry = RetryPolicy.Of(1),
        };

        Assert.Equal(
            [
                "attempt 1",
                "dryrun",
                "apply h",
                "delay",
                "wait hook h",
                "attempt 2",
                "dryrun",
                "delhook h",
                "delay",
                "wait gone h",
                "apply h",
                "delay",
                "wait hook h",
                "apply cm",
            ],
            operation.Events()
        );
    }

    [Fact]
    public void ApplyOutOfSyncOnly_never_leaves_a_hook_out()
    {
        var operation = Operation(Hook("gate", HookType.Sync).Seen(HealthStatus.Degraded), One("b", wave: 1))
            .With("ApplyOutOfSyncOnly=true");

        Assert.Equal(OperationPhase.Failed, SyncSimulator.Run(operation with { Retry = RetryPolicy.Of(3) }).Phase);
    }

    [Fact]
    public void Hooks_with_HookFailed_go_when_the_sync_fails_and_before_the_SyncFail_hooks_run()
    {
        var operation = Operation(
            Hook("h", HookType.PreSync, HookDeletePolicy.HookFailed),
            One("bad", wave: 0).Seen(HealthStatus.Degraded),
            One("later", wave: 1),
            Hook("f", HookType.SyncFail)
        );

        Assert.Equal(
            ["dryrun", "apply h", "delay", "wait hook h", "apply bad", "delay", "wait health bad", "delhook h", "apply f", "wait hook f"],
            operation.Events()
        );
    }

    [Fact]
    public void An_awaited_object_that_goes_is_an_error()
    {
        var gone = One("a") with { Behaviour = new() { Vanishes = true } };
        var state = SyncSimulator.Run(Operation(gone, One("b", wave: 1)));

        Assert.Equal(["dryrun", "apply a", "delay", "wait health a", "missing a"], state.Events.Select(one => one.ToString()));
        Assert.Equal(OperationPhase.Failed, state.Phase);
    }

    [Fact]
    public void A_Namespace_that_the_project_forbids_fails_only_when_it_would_have_to_be_made()
    {
        var operation = Operation(One("cm")).With("CreateNamespace=true");
        operation = operation with { Application = operation.Application with { MayCreateNamespace = false } };

        Assert.Equal(OperationPhase.Failed, SyncSimulator.Run(operation).Phase);
        var made = new LiveObject(One("demo", "Namespace")) { IsTracked = false };
        Assert.Equal(OperationPhase.Succeeded, SyncSimulator.Run(operation with { Live = [made] }).Phase);
    }

    [Fact]
    public void A_Namespace_that_is_refused_fails_before_the_dry_run()
    {
        var state = SyncSimulator.Run(Operation(One("demo", "Namespace").Refused(), One("cm")));

        Assert.Equal(["ns demo"], state.Events.Select(one => one.ToString()));
        Assert.Equal(OperationPhase.Failed, state.Phase);
    }

    [Fact]
    public void A_prune_that_is_refused_stops_the_rest_of_its_wave()
    {
        var stubborn = One("old") with { Behaviour = new() { FailsDelete = true } };
        var state = SyncSimulator.Run(Operation(One("new")).Over(stubborn));

        Assert.Equal(["dryrun", "prune old"], state.Events.Select(one => one.ToString()));
        Assert.Equal(OperationPhase.Failed, state.Phase);
        Assert.Equal(["old"], state.Live);
    }

    [Fact]
    public void A_kind_that_fails_does_not_stop_the_later_kinds_of_the_wave() =>
        Assert.Equal(
            ["dryrun", "apply a", "apply b", "wait health b"],
            Operation(One("a").Refused(), One("b", "Deployment"), One("c", wave: 1)).Events()
        );

    [Fact]
    public void An_approved_prune_goes_on()
    {
        var operation = Operation(One("cm")).Over(One("old", options: "Prune=confirm"));

        Assert.Equal(OperationPhase.Running, SyncSimulator.Run(operation).Phase);
        Assert.Equal(["dryrun", "prune old", "apply cm"], (operation with { IsPruneConfirmed = true }).Events());
    }

    [Fact]
    public void The_objects_own_word_about_pruning_comes_before_the_Applications()
    {
        var operation = Operation().With("Prune=false").Over(One("kept"), One("old", options: "Prune=true"));

        Assert.Equal(["dryrun", "prune old"], operation.Events());
    }

    [Fact]
    public void A_shared_object_is_taken_over_unless_that_is_to_fail()
    {
        var operation = Operation(One("cm")) with { Live = [new LiveObject(One("cm")) { IsShared = true }] };

        Assert.Equal(OperationPhase.Succeeded, SyncSimulator.Run(operation).Phase);
        Assert.Equal(OperationPhase.Failed, SyncSimulator.Run(operation.With("FailOnSharedResource=true")).Phase);
    }

    [Fact]
    public void Endless_retries_of_what_never_succeeds_stay_Running() =>
        Assert.Equal(OperationPhase.Running, SyncSimulator.Run(Operation(One("a").Refused()) with { Retry = RetryPolicy.Of(-1) }).Phase);

    [Fact]
    public void A_long_wait_behind_a_shut_window_still_ends()
    {
        var slow = One("a").Seen(HealthStatus.Progressing, HealthStatus.Progressing, HealthStatus.Progressing, HealthStatus.Healthy);
        var operation = Operation(slow, One("b", wave: 1)) with { Windows = [true, false, false, false, false, false, true] };

        Assert.Equal(OperationPhase.Succeeded, SyncSimulator.Run(operation).Phase);
    }

    [Fact]
    public void A_refusal_that_does_not_come_again_costs_one_attempt()
    {
        var operation = Operation(One("a").Refused(ApplyOutcome.RefusedOnce)) with { Retry = RetryPolicy.Of(5) };

        Assert.Equal(["attempt 1", "dryrun", "apply a", "attempt 2", "dryrun", "apply a"], operation.Events());
    }

    [Theory]
    [InlineData(HealthStatus.Unknown, OperationPhase.Failed, OperationPhase.Running)]
    [InlineData(HealthStatus.Missing, OperationPhase.Succeeded, OperationPhase.Running)]
    [InlineData(HealthStatus.ScriptError, OperationPhase.Error, OperationPhase.Running)]
    [InlineData(HealthStatus.Suspended, OperationPhase.Running, OperationPhase.Running)]
    [InlineData(HealthStatus.None, OperationPhase.Succeeded, OperationPhase.Succeeded)]
    [InlineData(HealthStatus.Degraded, OperationPhase.Failed, OperationPhase.Failed)]
    public void Hooks_are_judged_more_strictly(HealthStatus health, OperationPhase hook, OperationPhase plain) =>
        Assert.Equal((hook, plain), (HealthJudge.Judge(isHook: true, health), HealthJudge.Judge(isHook: false, health)));
}
