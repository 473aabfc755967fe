using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Resolve;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>MIG-005 over the whole fleet.</summary>
public sealed class PhaseOrderTests
{
    [Theory]
    [InlineData(Phase.Adopted, Phase.Cutover, "After adopted comes prepared.")]
    [InlineData(Phase.Prepared, Phase.Soak, "After prepared comes cutover or adopted.")]
    [InlineData(Phase.Cutover, Phase.Cleanup, "After cutover comes soak or prepared.")]
    [InlineData(Phase.Soak, Phase.Done, "After soak comes cleanup or prepared.")]
    [InlineData(Phase.Soak, Phase.Adopted, "After soak comes cleanup or prepared.")]
    [InlineData(Phase.Done, Phase.Cleanup, "After done comes prepared.")]
    public void A_phase_is_not_skipped(Phase previous, Phase phase, string next)
    {
        var finding = Assert.Single(Findings(Entry("dev", null, phase, previous)));
        Assert.Contains("MIG-005: environment \"dev\"", finding, StringComparison.Ordinal);
        Assert.EndsWith(next, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_of_the_choreography_is_one()
    {
        Assert.Empty(
            Enum.GetValues<Phase>()
                .SelectMany(phase => Progress.Following(phase).Append(phase).Select(next => Entry("dev", null, next, phase)))
                .SelectMany(entry => Findings(entry))
        );
    }

    [Theory]
    [InlineData(Phase.Prepared, true)]
    [InlineData(Phase.Cutover, true)]
    [InlineData(Phase.Soak, false)]
    [InlineData(Phase.Done, false)]
    public void A_wave_is_cut_over_when_the_one_before_soaks(Phase other, bool isRefused)
    {
        var findings = Findings(
            Entry("dev", null, Phase.Adopted),
            Entry("canary", 0, Phase.Soak),
            Entry("p10-a", 1, Phase.Done),
            Entry("p10-b", 1, other),
            Entry("p25", 2, Phase.Cutover, Phase.Prepared)
        );
        if (!isRefused)
            Assert.Empty(findings);
        else
            Assert.Contains(
                "MIG-005: environment \"p25\" cannot be cut over while \"p10-b\"",
                Assert.Single(findings),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_wave_that_has_not_the_app_is_passed_over() =>
        Assert.Contains(
            "\"canary\"",
            Assert.Single(Findings(Entry("canary", 0, Phase.Cutover, Phase.Cutover), Entry("p50", 3, Phase.Cutover, Phase.Prepared))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Preparing_is_free() =>
        Assert.Empty(Findings(Entry("canary", 0, Phase.Adopted), Entry("p10", 1, Phase.Prepared, Phase.Adopted)));

    private static PhaseEntry Entry(string environment, int? wave, Phase phase, Phase? previous = null) =>
        new(environment, wave, phase, previous ?? phase, new Position($"environments/{environment}/releases/agent.yaml", 3, 1));

    private static string[] Findings(params PhaseEntry[] entries)
    {
        var diagnostics = new DiagnosticBag();
        PhaseOrder.Rules.Check(new FleetPhases(entries, []), diagnostics);
        return [.. diagnostics.Sorted().Select(diagnostic => diagnostic.ToString())];
    }
}
