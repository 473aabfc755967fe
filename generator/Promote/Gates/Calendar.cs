using System.Collections.Immutable;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.Gates;

/// <summary>Windows and freezes. A time zone that is not known here shuts the gate: nobody can tell what time it is there.</summary>
public sealed class Calendar(ImmutableArray<Freeze> freezes, DateTimeOffset now)
{
    public GateAnswer Of(Wave wave) =>
        GateAnswer.Of([.. freezes.Where(freeze => Concerns(freeze, wave)).Select(Of), Of(wave.Enter.Windows)]);

    private static bool Concerns(Freeze freeze, Wave wave) => freeze.Waves.IsEmpty || freeze.Waves.Any(name => name.Text == wave.Name);

    private GateAnswer Of(Freeze freeze)
    {
        if (Zone(freeze.Zone.Text) is not { } zone)
            return Unknown(freeze.Zone.Text);
        var (from, to) = (Instant(freeze.From, zone), Instant(freeze.To, zone));
        return now < from || now >= to
            ? GateAnswer.Open
            : new GateAnswer(Verdict.Waits, $"frozen until {Times.Text(to)} ({freeze.Name})", to);
    }

    private GateAnswer Of(ImmutableArray<WeekWindow> windows)
    {
        if (windows.IsEmpty)
            return GateAnswer.Open;
        if (windows.FirstOrDefault(window => Zone(window.Zone.Text) is null) is { } strange)
            return Unknown(strange.Zone.Text);
        if (windows.Any(window => Openings(window).Any(time => time.From <= now && now < time.To)))
            return GateAnswer.Open;
        var next = windows.SelectMany(Openings).Where(time => time.From > now).Min(time => (DateTimeOffset?)time.From);
        return new GateAnswer(
            Verdict.Waits,
            next is { } at ? $"outside of its windows until {Times.Text(at)}" : "outside of its windows",
            next
        );
    }

    // From yesterday's, which may reach into today, to the same day of next week.
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Openings(WeekWindow window)
    {
        var zone = Zone(window.Zone.Text)!;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        foreach (var day in Enumerable.Range(-1, 10).Select(today.AddDays))
        {
            if (!window.Days.IsEmpty && !window.Days.Contains(day.DayOfWeek))
                continue;
            var end = window.To <= window.From ? day.AddDays(1) : day;
            yield return (Instant(day.ToDateTime(window.From), zone), Instant(end.ToDateTime(window.To), zone));
        }
    }

    private static GateAnswer Unknown(string zone) =>
        new(Verdict.Unknown, $"this machine does not know the time zone '{zone}' (install tzdata, or correct the name)");

    // In the hour that a clock leaves out it is as late as the clock then shows; of one that comes twice the first counts.
    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeZoneInfo? Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
