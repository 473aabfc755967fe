using GitOpsGen.Promote.Gates;
using GitOpsGen.Promote.Requests;
using Xunit;

namespace GitOpsGen.Tests.Promote.Requests;

/// <summary>Which of the runs and statuses of one name decide.</summary>
public sealed class NamedChecksTests
{
    [Fact]
    public void What_nobody_reports_is_waited_for()
    {
        Assert.Equal((Verdict.Waits, "check `build` is missing"), Of());
        Assert.Equal(Verdict.Waits, Of(Check("1", 1, CheckOutcome.Passed) with { Name = "Build" }).Verdict);
    }

    [Fact]
    public void A_run_decides_by_how_far_it_has_come()
    {
        Assert.Equal((Verdict.Open, "check `build` passed"), Of(Check("1", 1, CheckOutcome.Passed)));
        Assert.Equal((Verdict.Waits, "check `build` pending"), Of(Check("1", 1, CheckOutcome.Waits)));
        Assert.Equal((Verdict.Failing, "check `build` has failed"), Of(Check("1", 1, CheckOutcome.Failed, "failure")));
        Assert.Equal((Verdict.Failing, "check `build` has failed (timed_out)"), Of(Check("1", 1, CheckOutcome.Failed, "timed_out")));
    }

    [Fact]
    public void Of_one_source_the_latest_run_counts_in_whatever_order_they_come()
    {
        var (failed, passed) = (Check("1", 1, CheckOutcome.Failed), Check("1", 2, CheckOutcome.Passed));
        Assert.Equal(Verdict.Open, Of(failed, passed).Verdict);
        Assert.Equal(Verdict.Open, Of(passed, failed).Verdict);
        Assert.Equal(Verdict.Waits, Of(passed, failed, Check("1", 3, CheckOutcome.Waits)).Verdict);
        Assert.Equal(Verdict.Failing, Of(passed, failed with { Order = 4 }).Verdict);
    }

    [Fact]
    public void Of_several_sources_all_must_have_passed()
    {
        var run = Check("1", 2, CheckOutcome.Passed);
        Assert.Equal(Verdict.Failing, Of(run, Check("2", 1, CheckOutcome.Failed)).Verdict);
        Assert.Equal(Verdict.Waits, Of(run, Check("status", 1, CheckOutcome.Waits)).Verdict);
        Assert.Equal(Verdict.Open, Of(run, Check("status", 1, CheckOutcome.Passed)).Verdict);
    }

    private static SeenCheck Check(string source, long order, CheckOutcome outcome, string word = "failure") =>
        new("build", source, order, outcome, word);

    private static (Verdict Verdict, string Reason) Of(params SeenCheck[] checks)
    {
        var gate = NamedChecks.Of("build", new RequestFacts("author", "", [], [.. checks]));
        return (gate.Verdict, gate.Reason);
    }
}
