using System.Globalization;

namespace GitOpsGen.Promote;

/// <summary>How times are written for people: always UTC, always the same.</summary>
public static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>Of what has gone by: never as much as is asked for while something of it is left.</summary>
    public static string Passed(TimeSpan span) => Text(TimeSpan.FromMinutes(Math.Floor(span.TotalMinutes)));

    /// <summary>Of what is left; the two greatest units: <c>6 d 4 h</c>.</summary>
    public static string Text(TimeSpan span)
    {
        // Never "0 min left" while something is left.
        var left = TimeSpan.FromMinutes(Math.Ceiling(span.TotalMinutes));
        (long Count, string Unit)[] parts = [((long)left.TotalDays, "d"), (left.Hours, "h"), (left.Minutes, "min")];
        var said = parts.SkipWhile(part => part.Count == 0).Take(2).Where(part => part.Count > 0).ToList();
        return said.Count == 0
            ? "0 min"
            : string.Join(" ", said.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
    }
}
