using System.Collections.Immutable;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.Gates;

/// <summary>
/// Windows and freezes. A time zone that is not known here shuts the gate: nobody can tell what time it is there. Where clocks show a time
/// twice, a freeze reaches from the first to the second and a window from the second to the first: in doubt nothing goes on.
/// </summary>
public sealed class Calendar(ImmutableArray<Freeze> freezes, DateTimeOffset now)
{
    // No clock is further from UTC than this.
    private const int FarthestHours = 15;

    public GateAnswer Of(Wave wave)
    {
        var concerned = freezes.Where(freeze => freeze.Waves.IsEmpty || freeze.Waves.Any(name => name.Text == wave.Name)).ToList();
        var windows = wave.Enter.Windows;
        if (Strange(concerned, windows) is { } zone)
            return new GateAnswer(
                Verdict.Unknown,
                $"this machine does not know the time zone '{zone}' (install tzdata, or correct the name)"
            );
        var spans = concerned.Select(Span).OfType<Time>().ToList();
        var frozen = spans.Where(span => span.Has(now)).Select(span => span.Name).ToList();
        if (frozen.Count == 0 && IsIn(windows, now))
            return GateAnswer.Open;
        var opens = Opens(spans, windows);
        return new GateAnswer(Verdict.Waits, Reason(frozen, Thawed(spans, now), opens), opens);
    }

    private static string Reason(List<string> frozen, DateTimeOffset thawed, DateTimeOffset? opens) =>
        (frozen.Count, opens) switch
        {
            (0, null) => "outside of its windows",
            (0, { } at) => $"outside of its windows until {Times.Text(at)}",
            (_, { } at) when at > thawed => $"frozen until {Times.Text(thawed)} ({string.Join(", ", frozen)}), and then outside of its "
                + $"windows until {Times.Text(at)}",
            _ => $"frozen until {Times.Text(thawed)} ({string.Join(", ", frozen)})",
        };

    // A freeze far away holds in no zone.
    private string? Strange(IEnumerable<Freeze> concerned, IEnumerable<WeekWindow> windows) =>
        concerned
            .Where(freeze => now >= Utc(freeze.From).AddHours(-FarthestHours) && now < Utc(freeze.To).AddHours(FarthestHours))
            .Select(freeze => freeze.Zone.Text)
            .Concat(windows.Select(window => window.Zone.Text))
            .FirstOrDefault(zone => ZoneClock.Of(zone) is null);

    // Bounded so that hours can be added to either end.
    private static DateTimeOffset Utc(DateTime local) =>
        new(Math.Clamp(local.Ticks, TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.Zero);

    private static Time? Span(Freeze freeze) =>
        ZoneClock.Of(freeze.Zone.Text) is { } clock ? new Time(clock.First(freeze.From), clock.Last(freeze.To), freeze.Name) : null;

    /// <summary>When no freeze holds any more: one may begin before another ends.</summary>
    private static DateTimeOffset Thawed(List<Time> freezes, DateTimeOffset at)
    {
        while (freezes.Find(freeze => freeze.Has(at)) is { } freeze)
            at = freeze.To;
        return at;
    }

    private DateTimeOffset? Opens(List<Time> freezes, ImmutableArray<WeekWindow> windows)
    {
        var at = now;
        // Each round passes a freeze or waits for the next window; a year of weekly windows that all are frozen is told as never.
        for (var round = 0; round < 100; round++)
        {
            at = Thawed(freezes, at);
            if (IsIn(windows, at))
                return at;
            var next = windows
                .SelectMany(window => Openings(window, at))
                .Where(time => time.From > at)
                .Min(time => (DateTimeOffset?)time.From);
            if (next is not { } opening)
                return null;
            at = opening;
        }

        return null;
    }

    private static bool IsIn(ImmutableArray<WeekWindow> windows, DateTimeOffset at) =>
        windows.IsEmpty || windows.Any(window => Openings(window, at).Any(time => time.Has(at)));

    // From yesterday's, which may reach into today, over two weeks, as clocks may leave one out.
    private static IEnumerable<Time> Openings(WeekWindow window, DateTimeOffset at)
    {
        if (window.IsNever || ZoneClock.Of(window.Zone.Text) is not { } clock || at.Year is <= 1 or >= 9998)
            yield break;
        var today = DateOnly.FromDateTime(clock.Shows(at));
        foreach (var day in Enumerable.Range(-1, 16).Select(today.AddDays))
        {
            if (!window.Days.IsEmpty && !window.Days.Contains(day.DayOfWeek))
                continue;
            var end = window.To <= window.From ? day.AddDays(1) : day;
            var time = new Time(clock.Last(day.ToDateTime(window.From)), clock.First(end.ToDateTime(window.To)), "");
            if (time.From < time.To)
                yield return time;
        }
    }

    private sealed record Time(DateTimeOffset From, DateTimeOffset To, string Name)
    {
        public bool Has(DateTimeOffset at) => From <= at && at < To;
    }
}
