using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;
using Xunit;

namespace GitOpsGen.Tests.Promote.Gates;

public sealed class QueryJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    // "minutes ago:value", a dash for no answer; good up to 5, for 10 minutes, with an hour at most between two of them.
    [InlineData("", Verdict.Unknown)]
    [InlineData("0:1", Verdict.Waits)]
    [InlineData("9:1 0:1", Verdict.Waits)]
    [InlineData("10:1 0:1", Verdict.Open)]
    [InlineData("10:5 0:5", Verdict.Open)]
    [InlineData("10:5.1 0:5.1", Verdict.Failing)]
    [InlineData("9:6 0:6", Verdict.Waits)]
    [InlineData("20:1 10:6 0:1", Verdict.Waits)]
    [InlineData("20:6 10:1 0:6", Verdict.Waits)]
    [InlineData("30:1 20:6 10:1 0:1", Verdict.Open)]
    [InlineData("20:1 10:- 0:1", Verdict.Waits)]
    [InlineData("20:6 10:- 0:6", Verdict.Waits)]
    [InlineData("20:1 0:-", Verdict.Unknown)]
    [InlineData("20:1 0:NaN", Verdict.Unknown)]
    [InlineData("80:1 70:1 0:1", Verdict.Waits)]
    [InlineData("90:1 61:1", Verdict.Unknown)]
    [InlineData("90:1 60:1", Verdict.Open)]
    [InlineData("10:-1 0:-1", Verdict.Failing)]
    public void A_query_is_judged(string readings, Verdict verdict) => Assert.Equal(verdict, Judge(Readings(readings)).Verdict);

    [Fact]
    public void The_worst_cluster_decides() =>
        Assert.Equal(Verdict.Failing, Judge(Readings("20:1 0:1"), Readings("20:9 0:9"), Readings("")).Verdict);

    [Fact]
    public void Bounds_of_now_count_and_not_those_of_the_time_when_it_was_asked() =>
        Assert.Equal(
            Verdict.Failing,
            Judge([.. Readings("20:9 0:9").Select(one => one with { Reading = one.Reading with { IsGood = true } })]).Verdict
        );

    private static GateAnswer Judge(params IReadOnlyList<ReadingAt>[] clusters) =>
        new QueryJudge(
            new MetricQuery(Position.Start("gitopsgen.yaml"), "errors", "up", 0, 5, TimeSpan.FromMinutes(10)),
            TimeSpan.FromHours(1),
            Now
        ).Of([.. clusters]);

    private static List<ReadingAt> Readings(string text) =>
        [
            .. from part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let value = part.Split(':')[1] == "-" ? (double?)null : double.Parse(part.Split(':')[1], CultureInfo.InvariantCulture)
            select new ReadingAt(
                Now - TimeSpan.FromMinutes(int.Parse(part.Split(':')[0], CultureInfo.InvariantCulture)),
                new Reading("errors", value, value is null ? null : value <= 5)
            ),
        ];
}
