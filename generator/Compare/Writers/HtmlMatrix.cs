using System.Text;

namespace GitOpsGen.Compare.Writers;

/// <summary>
/// The fleet as a table of apps and environments; each cell says how much changes there, and how risky it is, in words and colour.
/// </summary>
public static class HtmlMatrix
{
    private const string Legend =
        "<p class=\"legend quiet\"><span class=\"tag high\">3 (1 high)</span> three changes, of which one is of the highest risk there; "
        + "<span class=\"tag medium\">medium</span> look at it; <span class=\"tag low\">low</span> nothing known to be risky; "
        + "– no change; empty: the app does not run there; <b>new</b> and <b>gone</b>: it does now, or no longer does.</p>\n";

    public static string Write(FleetDiff diff)
    {
        var changes = diff
            .Groups.SelectMany(group => group.Where.Select(place => (place.App, place.Environment, group)).Distinct())
            .ToLookup(item => (item.App, item.Environment), item => item.group);
        var units = diff.Units.ToLookup(unit => (unit.App, unit.Environment));
        var environments = diff.Units.Select(unit => unit.Environment).Distinct(StringComparer.Ordinal).Order(diff.Order).ToList();
        var text = new StringBuilder(
            "<h2>Fleet</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Fleet\">\n<table>\n<thead>\n"
        )
            .Append(Head(diff, environments))
            .Append("</thead>\n<tbody>\n");
        foreach (var app in diff.Units.Select(unit => unit.App).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append($"<tr><th scope=\"row\">{DiffHtml.Html(app)}</th>");
            foreach (var environment in environments)
                text.Append(Cell(app, environment, [.. units[(app, environment)]], [.. changes[(app, environment)]]));
            text.Append("</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n</div>\n").Append(Legend).Append(Fleetwide([.. changes[("", "")]])).ToString();
    }

    // The waves above their environments, where the fleet has waves.
    private static string Head(FleetDiff diff, IReadOnlyList<string> environments)
    {
        var names = string.Concat(environments.Select(environment => $"<th scope=\"col\">{DiffHtml.Html(environment)}</th>"));
        if (environments.All(environment => diff.Order.Wave(environment).Length == 0))
            return $"<tr><th scope=\"col\">app</th>{names}</tr>\n";
        // They are in the order of waves, so those of one stand together.
        var waves = environments
            .GroupBy(diff.Order.Wave, StringComparer.Ordinal)
            .Select(wave =>
                $"<th scope=\"colgroup\" colspan=\"{wave.Count()}\" "
                + $"class=\"wave\">{(wave.Key.Length == 0 ? "no wave" : DiffHtml.Html(wave.Key))}</th>"
            );
        return $"<tr><th scope=\"col\" rowspan=\"2\">app</th>{string.Concat(waves)}</tr>\n<tr>{names}</tr>\n";
    }

    private static string Cell(string app, string environment, IReadOnlyList<UnitState> units, IReadOnlyList<ChangeGroup> changes)
    {
        if (changes.Count == 0)
            return units.Count == 0 ? "<td></td>" : "<td class=\"quiet\" title=\"no change\">–</td>";
        var state =
            units.Count == 0 || units.All(unit => unit is { InBase: true, InHead: true }) ? ""
            : units.All(unit => !unit.InHead) ? " gone"
            : units.All(unit => !unit.InBase) ? " new"
            : "";
        return $"<td>{Button(app, environment, changes, $"{app} in {environment}", state)}</td>";
    }

    private static string Fleetwide(IReadOnlyList<ChangeGroup> changes) =>
        changes.Count == 0 ? "" : $"<p>For the whole fleet: {Button("", "", changes, "the whole fleet", "")}</p>\n";

    private static string Button(string app, string environment, IReadOnlyList<ChangeGroup> changes, string label, string state)
    {
        var highest = changes.Max(change => change.Level);
        var (level, count) = (DiffWords.Of(highest), changes.Count(change => change.Level == highest));
        var told = count == changes.Count ? $"{count} {level}" : $"{changes.Count} ({count} {level})";
        return $"<button type=\"button\" class=\"{level}\" data-cell=\"{DiffHtml.Html(DiffHtml.Cell(app, environment))}\" "
            + $"data-environment=\"{DiffHtml.Html(environment)}\" "
            + $"aria-pressed=\"false\" aria-label=\"{DiffHtml.Html(label)}: {DiffWords.Many(changes.Count, "change")}, {count} {level}\">"
            + $"{told}{state}</button>";
    }
}
