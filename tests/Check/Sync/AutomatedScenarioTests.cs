using System.Collections.Immutable;
using GitOpsGen.Check.Sync;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>Decides every refresh of the scenarios.</summary>
public sealed class AutomatedScenarioTests
{
    public static TheoryData<string> Cases => Scenario.Ids("autosync");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public void A_refresh_decides_as_Argo_CD_does(string id)
    {
        var scenario = Scenario.Find(id);
        var decision = AutomatedSync.Decide(State(scenario.Map.Map("state")!));

        Assert.Equal(scenario.Expect.Text("decision"), decision.Decision.ToString(), ignoreCase: true);
        if (scenario.Expect.Integer("retryInSeconds") is { } seconds)
            Assert.Equal(TimeSpan.FromSeconds(seconds), decision.RetryIn);
        if (scenario.Expect.Says("resources"))
            Assert.Equal(scenario.Expect.Texts("resources").Select(text => text.Text), decision.Resources);
        if (scenario.Expect.Integer("attempts") is { } attempts)
            Assert.Equal(attempts, decision.SelfHealAttempts);
    }

    private static RefreshState State(YamlMap state) =>
        new()
        {
            Automated = state.Map("automated") is { } automated
                ? new()
                {
                    Enabled = automated.Text("enabled") != "false",
                    Prune = automated.Flag("prune"),
                    SelfHeal = automated.Flag("selfHeal"),
                    AllowEmpty = automated.Flag("allowEmpty"),
                }
                : null,
            Status = Enum.Parse<SyncStatus>(state.Text("sync")!),
            HasOperation = state.Flag("operationRunning"),
            IsDeleting = state.Flag("deleting"),
            Rows = Rows(state),
            Last = state.Text("lastPhase") is { } phase
                ? new(
                    state.Flag("sameRevision"),
                    state.Text("sameSource") != "false",
                    Enum.Parse<OperationPhase>(phase),
                    state.Integer("attempts") ?? 0,
                    state.Integer("secondsSinceEnd") is { } seconds ? TimeSpan.FromSeconds(seconds) : null
                )
                : null,
        };

    // The scenarios say what holds of all rows; the rows here are the fewest of which that holds.
    private static ImmutableArray<ResourceRow> Rows(YamlMap state) =>
        state.Flag("everyRowNeedsPrune") ? [new("gone", IsSynced: false, RequiresPruning: true)]
        : state.Flag("everyNonSyncedRowNeedsPrune") ? [new("kept", true, false), new("gone", false, true)]
        : state.Says("drifted")
            ? [new("kept", true, false), .. state.Texts("drifted").Select(row => new ResourceRow(row.Text, false, false))]
        : [new("kept", true, false), new("changed", false, false)];
}
