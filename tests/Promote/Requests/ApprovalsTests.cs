using GitOpsGen.Promote.Gates;
using GitOpsGen.Promote.Requests;
using Xunit;

namespace GitOpsGen.Tests.Promote.Requests;

/// <summary>Whose review counts, and which.</summary>
public sealed class ApprovalsTests
{
    private const string Head = "1111111111111111111111111111111111111111";
    private const string Older = "2222222222222222222222222222222222222222";

    [Fact]
    public void As_many_as_are_asked_for_open_the_gate()
    {
        Assert.Equal((Verdict.Open, "2 approvals"), Of(2, Review("ada"), Review("bob")));
        Assert.Equal((Verdict.Waits, "1 of 2 approvals"), Of(2, Review("ada")));
        Assert.Equal((Verdict.Waits, "0 of 1 approval"), Of(1));
        Assert.Equal((Verdict.Open, ""), Of(0));
    }

    [Fact]
    public void Twice_by_one_reviewer_is_once() => Assert.Equal((Verdict.Waits, "1 of 2 approvals"), Of(2, Review("ada"), Review("Ada")));

    [Fact]
    public void An_approval_of_an_earlier_commit_is_stale() =>
        Assert.Equal(
            (Verdict.Waits, "1 of 2 approvals (1 of an earlier commit)"),
            Of(2, Review("ada"), Review("bob") with { Commit = Older })
        );

    [Fact]
    public void An_approval_of_a_commit_that_is_no_more_is_stale() =>
        Assert.Equal(Verdict.Waits, Of(1, Review("ada") with { Commit = "" }).Verdict);

    [Fact]
    public void A_request_for_changes_shuts_the_gate_whatever_is_asked_for_and_whatever_it_looked_at()
    {
        Assert.Equal((Verdict.Failing, "bob has asked for changes"), Of(1, Review("ada"), Review("bob", Opinion.Objects)));
        Assert.Equal(Verdict.Failing, Of(0, Review("bob", Opinion.Objects) with { Commit = Older }).Verdict);
    }

    [Fact]
    public void The_latest_opinion_of_a_reviewer_counts()
    {
        Assert.Equal(Verdict.Open, Of(1, Review("ada", Opinion.Objects), Review("ada")).Verdict);
        Assert.Equal(Verdict.Failing, Of(1, Review("ada"), Review("ada", Opinion.Objects)).Verdict);
        Assert.Equal(Verdict.Open, Of(1, Review("ada"), Review("ada", Opinion.None)).Verdict);
        Assert.Equal(Verdict.Failing, Of(1, Review("ada", Opinion.Objects), Review("ada", Opinion.None), Review("bob")).Verdict);
    }

    [Fact]
    public void What_was_dismissed_neither_opens_nor_shuts()
    {
        Assert.Equal(Verdict.Waits, Of(1, Review("ada", Opinion.Withdrawn)).Verdict);
        Assert.Equal(Verdict.Open, Of(1, Review("ada", Opinion.Withdrawn), Review("bob")).Verdict);
        // Nor does what the reviewer said before it come back.
        Assert.Equal(Verdict.Waits, Of(1, Review("ada"), Review("ada", Opinion.Withdrawn)).Verdict);
    }

    [Fact]
    public void The_author_a_program_a_stranger_and_nobody_do_not_count()
    {
        Assert.Equal(Verdict.Waits, Of(1, Review("Author")).Verdict);
        Assert.Equal(Verdict.Waits, Of(1, Review("helper[bot]") with { IsPerson = false }).Verdict);
        Assert.Equal(Verdict.Waits, Of(1, Review("eve") with { MayWrite = false }).Verdict);
        Assert.Equal(Verdict.Waits, Of(1, Review("")).Verdict);
    }

    [Fact]
    public void A_stranger_stops_nothing_but_a_program_that_may_write_does()
    {
        Assert.Equal(Verdict.Open, Of(1, Review("ada"), Review("eve", Opinion.Objects) with { MayWrite = false }).Verdict);
        Assert.Equal(Verdict.Failing, Of(1, Review("ada"), Review("helper[bot]", Opinion.Objects) with { IsPerson = false }).Verdict);
    }

    private static GivenReview Review(string author, Opinion opinion = Opinion.Approves) =>
        new(author, opinion, Head) { MayWrite = true, IsPerson = true };

    private static (Verdict Verdict, string Reason) Of(int wanted, params GivenReview[] reviews)
    {
        var gate = Approvals.Of(wanted, new RequestFacts("author", Head, [.. reviews], []));
        return (gate.Verdict, gate.Reason);
    }
}
