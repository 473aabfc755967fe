using GitOpsGen.Check.Sync;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>Walks every operation of the scenarios: the events in their order, the phase and what stays.</summary>
public sealed class EngineScenarioTests
{
    public static TheoryData<string> Cases => Scenario.Ids("engine", "retry");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public void An_operation_goes_as_in_Argo_CD(string id)
    {
        var scenario = Scenario.Find(id);
        var state = SyncSimulator.Run(ScenarioOperation.Of(scenario));

        Assert.Equal(Texts("events"), state.Events.Select(one => one.ToString()));
        Assert.Equal(scenario.Expect.Text("phase"), state.Phase.ToString());
        Assert.Equal(Texts("live").Order(StringComparer.Ordinal), state.Live);

        IEnumerable<string> Texts(string key) => scenario.Expect.Texts(key).Select(text => text.Text);
    }
}
