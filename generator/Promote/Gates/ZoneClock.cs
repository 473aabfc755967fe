namespace GitOpsGen.Promote.Gates;

/// <summary>
/// The clocks of a time zone. Twice a year many of them leave an hour out or show one twice, so that a time on them is no instant, or two.
/// </summary>
public sealed class ZoneClock
{
    // What these are differs from machine to machine.
    private static readonly string[] OfTheMachine = ["localtime", "posixrules", "Factory"];

    private readonly TimeZoneInfo zone;

    private ZoneClock(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>Null where this machine does not know the zone.</summary>
    public static ZoneClock? Of(string name) =>
        !OfTheMachine.Contains(name, StringComparer.OrdinalIgnoreCase) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? new ZoneClock(zone)
            : null;

    public DateTime Shows(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>The first instant at which they show that time or, where they leave it out, a later one.</summary>
    public DateTimeOffset First(DateTime local) =>
        !IsWithinReach(local) ? Farthest(local)
        : zone.IsInvalidTime(local) ? AfterGap(local)
        : At(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));

    /// <summary>The last instant at which they come to show it.</summary>
    public DateTimeOffset Last(DateTime local) =>
        IsWithinReach(local) && zone.IsAmbiguousTime(local) ? At(local, zone.GetAmbiguousTimeOffsets(local).Min()) : First(local);

    // The clocks jump over it some time between the two that its neighbours' offsets give.
    private DateTimeOffset AfterGap(DateTime local)
    {
        var (early, late) = (At(local, zone.GetUtcOffset(local.AddDays(1))), At(local, zone.GetUtcOffset(local.AddDays(-1))));
        while (late - early > TimeSpan.FromSeconds(1))
        {
            var middle = early + TimeSpan.FromSeconds(Math.Floor((late - early).TotalSeconds / 2));
            if (Shows(middle) < local)
                early = middle;
            else
                late = middle;
        }

        return late;
    }

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new(local - offset, TimeSpan.Zero);

    // At the ends of the calendar nothing can be added or taken away.
    private static bool IsWithinReach(DateTime local) => local.Year is > 1 and < 9999;

    private static DateTimeOffset Farthest(DateTime local) => local.Year <= 1 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
}
