using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote.Gates;
using GitOpsGen.Yaml;
using Xunit;
using Calendar = GitOpsGen.Promote.Gates.Calendar;

namespace GitOpsGen.Tests.Promote.Gates;

public sealed class CalendarTests
{
    private static readonly Position At = Position.Start("gitopsgen.yaml");

    [Theory]
    // On a Friday, as clocks in Berlin show it: an hour ahead of UTC in winter, two in summer.
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-11-06T06:59Z", "outside of its windows until 2026-11-06 07:00Z")]
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-11-06T07:00Z", "")]
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-11-06T15:59Z", "")]
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-11-06T16:00Z", "outside of its windows until 2026-11-13 07:00Z")]
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-07-03T06:00Z", "")]
    [InlineData("fri 08:00-17:00 Europe/Berlin", "2026-07-03T15:00Z", "outside of its windows until 2026-07-10 06:00Z")]
    // Over midnight, and over the end of a year and of a week.
    [InlineData("thu 22:00-04:00 UTC", "2026-12-31T21:59Z", "outside of its windows until 2026-12-31 22:00Z")]
    [InlineData("thu 22:00-04:00 UTC", "2027-01-01T03:59Z", "")]
    [InlineData("thu 22:00-04:00 UTC", "2027-01-01T04:00Z", "outside of its windows until 2027-01-07 22:00Z")]
    [InlineData("sun 22:00-04:00 UTC", "2026-11-09T03:59Z", "")]
    [InlineData("mon 22:00-04:00 UTC", "2026-11-09T03:59Z", "outside of its windows until 2026-11-09 22:00Z")]
    // A whole day, every day, and one that is a day long from where it begins.
    [InlineData("sat 00:00-00:00 UTC", "2026-11-07T23:59Z", "")]
    [InlineData("sat 00:00-00:00 UTC", "2026-11-08T00:00Z", "outside of its windows until 2026-11-14 00:00Z")]
    [InlineData("any 00:00-00:00 UTC", "2026-11-08T00:00Z", "")]
    [InlineData("sat 08:00-08:00 UTC", "2026-11-08T07:59Z", "")]
    // It is Friday there while it is Thursday or Saturday here.
    [InlineData("fri 00:00-06:00 Pacific/Auckland", "2026-11-05T12:00Z", "")]
    [InlineData("fri 18:00-00:00 America/Los_Angeles", "2026-11-07T07:59Z", "")]
    // Berlin leaves out 02:00 to 03:00 on 29 March: what begins there begins with what comes next, what lies there is not.
    [InlineData("sun 02:30-05:00 Europe/Berlin", "2026-03-29T00:59Z", "outside of its windows until 2026-03-29 01:00Z")]
    [InlineData("sun 02:30-05:00 Europe/Berlin", "2026-03-29T01:00Z", "")]
    [InlineData("sun 02:10-02:50 Europe/Berlin", "2026-03-29T01:00Z", "outside of its windows until 2026-04-05 00:10Z")]
    [InlineData("sun 02:30-03:15 Europe/Berlin", "2026-03-29T01:14Z", "")]
    // It shows 02:00 to 03:00 twice on 25 October: a window opens with the second and closes with the first.
    [InlineData("sun 02:30-05:00 Europe/Berlin", "2026-10-25T00:30Z", "outside of its windows until 2026-10-25 01:30Z")]
    [InlineData("sun 02:30-05:00 Europe/Berlin", "2026-10-25T01:30Z", "")]
    [InlineData("sun 00:00-02:30 Europe/Berlin", "2026-10-25T00:29Z", "")]
    [InlineData("sun 00:00-02:30 Europe/Berlin", "2026-10-25T00:30Z", "outside of its windows until 2026-10-31 23:00Z")]
    [InlineData("sun 02:10-02:50 Europe/Berlin", "2026-10-25T00:20Z", "outside of its windows until 2026-11-01 01:10Z")]
    // Lord Howe's clocks jump by half an hour.
    [InlineData("sun 02:15-05:00 Australia/Lord_Howe", "2026-10-03T15:29Z", "outside of its windows until 2026-10-03 15:30Z")]
    [InlineData("sun 02:15-05:00 Australia/Lord_Howe", "2026-10-03T15:30Z", "")]
    public void A_window_is_open(string window, string now, string waits) => Assert.Equal(waits, Reason([], [Window(window)], now));

    [Theory]
    [InlineData("2026-12-18T18:00", "2027-01-04T06:00", "Europe/Berlin", "2026-12-18T16:59Z", "")]
    [InlineData("2026-12-18T18:00", "2027-01-04T06:00", "Europe/Berlin", "2026-12-18T17:00Z", "frozen until 2027-01-04 05:00Z (why)")]
    [InlineData("2026-12-18T18:00", "2027-01-04T06:00", "Europe/Berlin", "2027-01-04T04:59Z", "frozen until 2027-01-04 05:00Z (why)")]
    [InlineData("2026-12-18T18:00", "2027-01-04T06:00", "Europe/Berlin", "2027-01-04T05:00Z", "")]
    // A freeze begins with the first 02:30 and ends with the second.
    [InlineData("2026-10-25T02:30", "2026-10-25T12:00", "Europe/Berlin", "2026-10-25T00:30Z", "frozen until 2026-10-25 11:00Z (why)")]
    [InlineData("2026-10-24T12:00", "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T01:29Z", "frozen until 2026-10-25 01:30Z (why)")]
    [InlineData("2026-03-29T02:30", "2026-03-29T12:00", "Europe/Berlin", "2026-03-29T01:00Z", "frozen until 2026-03-29 10:00Z (why)")]
    [InlineData("2026-03-28T12:00", "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T00:59Z", "frozen until 2026-03-29 01:00Z (why)")]
    [InlineData("2026-03-28T12:00", "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00Z", "")]
    // One that ends before it begins is refused by the loader, and freezes nothing.
    [InlineData("2026-12-18T18:00", "2026-12-17T18:00", "UTC", "2026-12-18T00:00Z", "")]
    // The ends of the calendar are no fault of the tool.
    [InlineData("2026-12-18T18:00", "9999-12-31T23:59", "America/New_York", "2026-12-19T00:00Z", "frozen until 9999-12-31 23:59Z (why)")]
    [InlineData("0001-01-01T00:00", "2026-12-18T18:00", "Asia/Tokyo", "2026-12-18T08:00Z", "frozen until 2026-12-18 09:00Z (why)")]
    public void A_freeze_holds(string from, string to, string zone, string now, string waits) =>
        Assert.Equal(waits, Reason([Freeze("why", from, to, zone)], [], now));

    [Theory]
    [InlineData("2026-12-19T00:00Z", "this machine does not know the time zone 'Mars/Base' (install tzdata, or correct the name)")]
    [InlineData("2026-12-18T06:00Z", "this machine does not know the time zone 'Mars/Base' (install tzdata, or correct the name)")]
    [InlineData("2026-11-19T00:00Z", "")]
    [InlineData("2027-02-19T00:00Z", "")]
    public void In_a_zone_that_nobody_knows_a_freeze_holds_wherever_it_may(string now, string waits) =>
        Assert.Equal(waits, Reason([Freeze("why", "2026-12-18T18:00", "2027-01-04T06:00", "Mars/Base")], [], now));

    [Theory]
    [InlineData("Mars/Base")]
    [InlineData("localtime")]
    [InlineData("Europe")]
    public void A_window_of_a_zone_that_nobody_knows_never_opens(string zone) =>
        Assert.Contains($"does not know the time zone '{zone}'", Reason([], [Window($"any 00:00-00:00 {zone}")], "2026-12-19T00:00Z"));

    [Fact]
    public void Freezes_that_overlap_or_meet_are_one_until_the_last_ends() =>
        Assert.Equal(
            "frozen until 2026-12-24 00:00Z (one, two)",
            Reason(
                [
                    Freeze("one", "2026-12-18T00:00", "2026-12-20T00:00", "UTC"),
                    Freeze("two", "2026-12-19T00:00", "2026-12-22T00:00", "UTC"),
                    Freeze("three", "2026-12-22T00:00", "2026-12-24T00:00", "UTC"),
                    Freeze("four", "2026-12-25T00:00", "2026-12-26T00:00", "UTC"),
                ],
                [],
                "2026-12-19T12:00Z"
            )
        );

    [Fact]
    public void After_a_freeze_comes_the_next_window_that_is_not_frozen()
    {
        Freeze[] freezes =
        [
            Freeze("one", "2026-12-18T00:00", "2026-12-20T00:00", "UTC"),
            Freeze("two", "2026-12-25T07:00", "2026-12-25T18:00", "UTC"),
        ];
        Assert.Equal(
            "frozen until 2026-12-20 00:00Z (one), and then outside of its windows until 2027-01-01 08:00Z",
            Reason(freezes, [Window("fri 08:00-17:00 UTC")], "2026-12-18T10:00Z")
        );
    }

    [Fact]
    public void A_freeze_of_other_waves_is_none() =>
        Assert.Equal("", Reason([Freeze("why", "2026-12-18T00:00", "2026-12-20T00:00", "UTC", "p50")], [], "2026-12-19T00:00Z"));

    [Fact]
    public void Any_of_several_windows_will_do() =>
        Assert.Equal("", Reason([], [Window("mon 08:00-17:00 UTC"), Window("fri 08:00-17:00 UTC")], "2026-12-18T10:00Z"));

    private static string Reason(IReadOnlyList<Freeze> freezes, IReadOnlyList<WeekWindow> windows, string now)
    {
        var wave = new Wave(At, "p10", false, null) { PercentAt = At, Enter = new EnterGate(0, [], [.. windows]) };
        var answer = new GitOpsGen.Promote.Gates.Calendar([.. freezes], DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).Of(wave);
        Assert.Equal(answer.Verdict == Verdict.Open, answer.Reason.Length == 0);
        return answer.Reason;
    }

    private static WeekWindow Window(string text)
    {
        var (parts, days) = (text.Split(' ', '-'), new[] { "sun", "mon", "tue", "wed", "thu", "fri", "sat" });
        return new WeekWindow(
            At,
            parts[0] == "any" ? [] : [(DayOfWeek)days.IndexOf(parts[0])],
            TimeOnly.Parse(parts[1], CultureInfo.InvariantCulture),
            TimeOnly.Parse(parts[2], CultureInfo.InvariantCulture),
            Text(text[(text.LastIndexOf(' ') + 1)..])
        );
    }

    private static Freeze Freeze(string name, string from, string to, string zone, params string[] waves) =>
        new(
            At,
            name,
            DateTime.Parse(from, CultureInfo.InvariantCulture),
            DateTime.Parse(to, CultureInfo.InvariantCulture),
            Text(zone),
            [.. waves.Select(Text)]
        );

    private static YamlScalar Text(string text) => new(At, text, isString: true);
}
