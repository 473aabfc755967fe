using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Printing;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Cli.Promote;

/// <summary>The table of apps and waves as one page, with all that it needs in it: no script, no network, no font.</summary>
internal static class StatusPage
{
    private const string Style =
        "body{font:15px/1.4 system-ui,sans-serif;margin:2rem;color-scheme:light dark}table{border-collapse:collapse}"
        + "th,td{border:1px solid #8886;padding:.4rem .6rem;vertical-align:top;text-align:left}code{font-size:.95em}"
        + ".healthy{border-left:4px solid #2a8}.unhealthy,.failing,.held{border-left:4px solid #c33}"
        + ".progressing,.waits,.ready{border-left:4px solid #c90}.unknown{border-left:4px solid #888}.quiet{opacity:.75}";

    public static string Write(FleetStatus status, PromotionSight sight, ImmutableArray<JudgedRequest> requests)
    {
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        // Whatever a pin holds, the page loads and sends nothing.
        text.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        text.Append($"<title>{Of(sight.Fleet.Fleet.Fleet.Settings.Name)}</title>\n<style>{Style}</style>\n</head>\n<body>\n");
        text.Append($"<h1>{Of(sight.Fleet.Fleet.Fleet.Settings.Name)}</h1>\n");
        text.Append(
            $"<p class=\"quiet\">{Of(sight.Branch)} at <code>{Of(sight.Fleet.Commit[..12])}</code>, {Of(Times.Text(sight.Now))}</p>\n"
        );
        Table(text, status);
        Outside(text, status);
        Open(text, sight, requests);
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static void Table(StringBuilder text, FleetStatus status)
    {
        text.Append("<table>\n<thead><tr><th scope=\"col\">app</th>");
        foreach (var wave in status.Waves)
            text.Append($"<th scope=\"col\">{Of(wave)}</th>");
        text.Append("</tr></thead>\n<tbody>\n");
        foreach (var app in status.Cells.GroupBy(cell => cell.Line.App, StringComparer.Ordinal))
        {
            text.Append($"<tr><th scope=\"row\">{Of(app.Key)}</th>");
            foreach (var wave in status.Waves)
                Cell(text, app.FirstOrDefault(cell => cell.Line.Wave == wave));
            text.Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n");
    }

    private static void Cell(StringBuilder text, StatusCell? cell)
    {
        if (cell is null)
        {
            text.Append("<td class=\"quiet\">–</td>");
            return;
        }

        text.Append($"<td class=\"{Kind(cell)}\">");
        foreach (var unit in cell.Units)
            Unit(text, unit);
        if (cell.Line is { State: LineState.Ready, Next: { } next })
            text.Append($"<p>{Of(cell.Line.Text)} for <code>{Of(next)}</code></p>");
        else if (cell.Line.State is not (LineState.Current or LineState.Head))
            text.Append($"<p>{Of(cell.Line.Text)}</p>");
        text.Append("</td>");
    }

    private static void Unit(StringBuilder text, StatusUnit unit)
    {
        text.Append($"<p>{Of(unit.Unit.Environment)}: <code>{Of(StatusReport.Release(unit.Unit))}</code><br>");
        text.Append($"{unit.Standing.Health.ToString().ToLowerInvariant()}");
        if (unit.FirstSeen is { } first)
            text.Append($", seen since {Of(Times.Text(first))}");
        if (unit.Standing.Health == Health.Healthy && unit.SoakLeft > TimeSpan.Zero)
            text.Append($", {Of(Times.Text(unit.SoakLeft))} of soak left");
        if (unit.Standing.Reason.Length > 0)
            text.Append($"<br><span class=\"quiet\">{Of(unit.Standing.Reason)}</span>");
        text.Append("</p>");
    }

    private static string Kind(StatusCell cell) =>
        cell.Line.State is LineState.Held or LineState.Failing or LineState.Ready or LineState.Waits
            ? cell.Line.State.ToString().ToLowerInvariant()
            : cell.Units.Select(unit => unit.Standing.Health).OrderBy(Rank).First().ToString().ToLowerInvariant();

    private static int Rank(Health health) =>
        health switch
        {
            Health.Unhealthy => 0,
            Health.Unknown => 1,
            Health.Progressing => 2,
            _ => 3,
        };

    private static void Outside(StringBuilder text, FleetStatus status)
    {
        if (status.OutsideOfWaves.IsEmpty)
            return;
        text.Append("<h2>In no wave</h2>\n");
        foreach (var unit in status.OutsideOfWaves)
        {
            text.Append($"<h3>{Of(unit.Unit.App)}</h3>");
            Unit(text, unit);
            text.Append('\n');
        }
    }

    private static void Open(StringBuilder text, PromotionSight sight, ImmutableArray<JudgedRequest> requests)
    {
        if (sight.State.Open.IsEmpty)
            return;
        text.Append("<h2>Open</h2>\n<ul>\n");
        foreach (var change in sight.State.Open)
        {
            var pins = string.Join(", ", change.Pins.Select(pin => $"{pin.Environment}/{pin.App} → {pin.Release}"));
            var request = requests.FirstOrDefault(one => one.Change.Branch == change.Branch);
            text.Append($"<li>{Link(change)}: {Of(pins)}{(request is null ? "" : $"<br>{Of(request.Text)}")}</li>\n");
        }

        text.Append("</ul>\n");
    }

    // Only what is an address on the web becomes a link.
    private static string Link(OpenChange change) =>
        change.Url is { } url && url.StartsWith("https://", StringComparison.Ordinal)
            ? $"<a href=\"{Of(url)}\">{Of(change.Branch)}</a>"
            : Of(change.Branch);

    private static string Of(string text) => HtmlText.Of(text);
}
