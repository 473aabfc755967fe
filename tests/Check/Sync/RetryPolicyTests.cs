using GitOpsGen.Check.Sync;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

public sealed class RetryPolicyTests
{
    [Fact]
    public void The_waits_begin_with_twice_the_duration() =>
        Assert.Equal([10, 20, 40, 80, 160, 180], Enumerable.Range(1, 6).Select(retry => RetryPolicy.Of(5).WaitBefore(retry).TotalSeconds));

    [Fact]
    public void Without_a_policy_only_automated_syncs_are_tried_again() =>
        Assert.Equal((5, 0), (RetryPolicy.Of(isAutomated: true, null).Limit, RetryPolicy.Of(isAutomated: false, null).Limit));

    [Fact]
    public void The_waits_between_self_heals_grow_to_five_minutes() =>
        Assert.Equal([0, 2, 6, 18, 54, 162, 300, 300], Enumerable.Range(0, 8).Select(attempts => SelfHeal.Wait(attempts).TotalSeconds));

    [Fact]
    public void A_self_heal_without_rows_is_a_full_sync()
    {
        var state = new RefreshState
        {
            Automated = new() { SelfHeal = true, Prune = true },
            Status = SyncStatus.OutOfSync,
            Rows = [new("a", IsSynced: true, RequiresPruning: false)],
            Last = new(true, true, OperationPhase.Succeeded, 0, null),
        };

        Assert.Equal((SyncDecision.Full, 1), (AutomatedSync.Decide(state).Decision, AutomatedSync.Decide(state).SelfHealAttempts));
    }
}
