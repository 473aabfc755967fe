using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Wiring.Writers;

/// <summary>The map as people read it on a terminal: what is broken first.</summary>
public sealed class WiringText
{
    private const int MostTargets = 20;

    private readonly StringBuilder text = new();

    private readonly WiringScope scope;

    private WiringText(WiringScope scope) => this.scope = scope;

    public static string Write(IReadOnlyList<WiringMap> maps, WiringScope scope)
    {
        var writer = new WiringText(scope);
        foreach (var map in maps)
            writer.Write(map);
        return writer.text.ToString();
    }

    // A line stays one, whatever is called how.
    private void Line(string line) => text.Append(PlainText.Line(line)).Append('\n');

    private void Write(WiringMap map)
    {
        var monitors = scope.Monitors(map).ToList();
        Line($"{Verdict.Name(map)}: {Summary(monitors)}");
        foreach (var scraper in map.Scrapers)
            Line($"  {scraper.Shown} scrapes {Verdict.Count(Targets(map, scraper), "target")}");
        foreach (var loaded in monitors.Where(IsPlain).GroupBy(Verdict.Of).OrderBy(group => group.Key, StringComparer.Ordinal))
            Line($"  {Verdict.Count(loaded.Count(), MonitorKind.PrometheusRule.Kind)} {loaded.Key}");
        foreach (
            var report in monitors
                .Where(report => !IsPlain(report))
                .OrderBy(report => report.Works)
                .ThenBy(report => report.Shown, StringComparer.Ordinal)
        )
            Write(report);
        foreach (var (_, first, second) in scope.Doubles(map))
        {
            text.Append('\n');
            Line($"  twice: {first}, by {first.By} ({first.Endpoint}) and {second.By} ({second.Endpoint}) [{WiringWarning.Twice}]");
        }

        Unscraped(map);
        text.Append('\n');
    }

    // Of rules that are loaded there is no more to say, and there are many.
    private bool IsPlain(MonitorReport report) =>
        report.Kind == MonitorKind.PrometheusRule && report.Works == Answer.Yes && !scope.IsNarrow;

    private static int Targets(WiringMap map, Scraper scraper) =>
        map.Monitors.SelectMany(report => report.By).Where(wiring => wiring.Scraper == scraper).Sum(wiring => wiring.Targets.Length);

    private static string Summary(List<MonitorReport> monitors) =>
        monitors.Count == 0
            ? "no monitor and no rules"
            : $"{Verdict.Count(monitors.Count, "monitor or rule object")}: {Count(monitors, Answer.Yes)} work, "
                + $"{Count(monitors, Answer.No)} broken, {Count(monitors, Answer.Unknown)} cannot be told";

    private static int Count(List<MonitorReport> monitors, Answer works) => monitors.Count(one => one.Works == works);

    private void Write(MonitorReport report)
    {
        text.Append('\n');
        Line($"  {report.Shown}: {Verdict.Of(report)}");
        if (scope.IsNarrow && !report.By.IsEmpty)
            foreach (var wiring in report.By)
                Steps(wiring);
        else if (report.Works != Answer.Yes)
            Failing(report);
        var targets = report.Targets.Where(scope.IsTarget).ToList();
        foreach (var target in targets.Take(MostTargets))
            Line($"    scrapes {target}, job {target.Job}{(target.Service.Length > 0 ? $", Service {target.Service}" : "")}");
        if (targets.Count > MostTargets)
            Line($"    and {targets.Count - MostTargets} more");
        foreach (var (endpoint, step) in report.Selecting.SelectMany(wiring => wiring.Gaps).Distinct())
            Line($"    {endpoint} gets nothing, {step.Hop.Word()} {step.Answer.Word()}: {step.Text}");
        foreach (var warning in report.Selecting.SelectMany(wiring => wiring.Warnings).Distinct())
            Line($"    note ({warning.Code}): {warning.Text}");
    }

    private void Failing(MonitorReport report)
    {
        var step = report.Nearest?.Failing;
        // Nobody is seen who takes it, and who is not seen may: what it lacks is told all the same.
        if (step is null || Verdict.Why(report) != step.Text)
            Line($"    {Verdict.Why(report)}{(step is null ? "" : "; whoever is seen does not take it")}");
        if (step is null)
            return;
        Line($"    hop:   {step.Hop.Word()}");
        Line($"    asked: {step.Asked}");
        Line($"    found: {step.Found}");
        if (step.Mend.Length > 0)
            Line($"    mend:  {step.Mend}");
        if (step.At is { Line: > 0, File: not "" } at)
            Line($"    at:    {at}");
    }

    private void Steps(MonitorWiring wiring)
    {
        Line($"    {wiring.Scraper.Shown}");
        foreach (var step in wiring.Steps)
        {
            Line($"      {step.Hop.Word(), -18} {step.Answer.Word(), -8} asked: {step.Asked}");
            Line($"{"", -34}found: {step.Found}");
            if (step.Mend.Length > 0)
                Line($"{"", -34}mend:  {step.Mend}");
        }
    }

    private void Unscraped(WiringMap map)
    {
        foreach (var group in scope.Listed(map).GroupBy(port => (port.Answer, port.Reason)))
        {
            text.Append('\n');
            Line(group.Key.Answer == Answer.No ? "  nobody scrapes" : $"  nobody that is seen scrapes; {group.Key.Reason}");
            foreach (var port in group)
                Line($"    {port.Owner} ({port.Sign})");
        }

        if (scope.Target is not { } target || scope.Listed(map).Any() || scope.Scraped(map) == Answer.Yes)
            return;
        text.Append('\n');
        Line(
            scope.Scraped(map) == Answer.No
                ? $"  nobody scrapes {target}"
                : $"  nobody that is seen scrapes {target}{(map.Doubt is null ? "" : $"; {map.Doubt}")}"
        );
    }
}
