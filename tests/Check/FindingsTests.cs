using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using Xunit;

namespace GitOpsGen.Tests.Check;

/// <summary>A rule passes, fails or cannot tell, and has no findings but its own.</summary>
public sealed class FindingsTests
{
    private static readonly Diagnostic Own = new(Severity.Error, "TST-001", null, "it is wrong");

    [Fact]
    public void A_rule_without_a_finding_passes() => Assert.Equal(RuleOutcome.Pass, Judge(_ => { }).Outcome);

    [Fact]
    public void A_rule_that_cannot_tell_says_why()
    {
        var found = Judge(findings => findings.CannotTell(Own));
        Assert.Equal(RuleOutcome.CannotTell, found.Outcome);
        Assert.Equal([Own], found.All);
    }

    [Fact]
    public void A_failure_counts_more_than_a_doubt() =>
        Assert.Equal(
            RuleOutcome.Fail,
            Judge(findings =>
            {
                findings.CannotTell(Own);
                findings.Fail(Own with { Message = "it is wrong elsewhere" });
            }).Outcome
        );

    [Theory]
    [InlineData(Severity.Error, "TST-002")]
    [InlineData(Severity.Warning, "TST-001")]
    public void A_finding_that_the_catalogue_does_not_know_is_a_fault_of_the_tool(Severity severity, string code) =>
        Assert.Throws<InvalidOperationException>(() => Judge(findings => findings.Fail(new Diagnostic(severity, code, null, "x"))));

    [Fact]
    public void A_set_tells_the_findings_of_all_its_rules()
    {
        var diagnostics = new DiagnosticBag();
        new RuleSet<string>("Tests", [Rule((_, _) => { }), Rule((_, findings) => findings.Fail(Own))]).Check("x", diagnostics);
        Assert.Equal([Own], diagnostics.Sorted());
    }

    private static Findings Judge(Action<Findings> check) => Rule((_, findings) => check(findings)).Judge("x");

    private static Rule<string> Rule(Action<string, Findings> check) => new("TST-001", "It is right.", check) { Why = "x.", Mend = "y." };
}
