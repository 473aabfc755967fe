using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Wiring.Writers;

/// <summary>One page for a browser: the picture and, below it, each monitor with its hops. Nothing in it runs or loads anything.</summary>
public static class WiringHtml
{
    public static string Write(IReadOnlyList<WiringMap> maps, WiringScope scope)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        // Whatever a manifest holds, the page runs, loads and sends nothing.
        text.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        text.Append($"<title>What is scraped</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<main>\n<h1>What is scraped</h1>\n");
        foreach (var map in maps)
            Map(map, scope, text);
        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Map(WiringMap map, WiringScope scope, StringBuilder text)
    {
        text.Append(
            $"<section>\n<h2>{HtmlText.Of(Verdict.Name(map))}</h2>\n<div class=\"scroll\">\n{WiringSvg.Write([map], scope)}</div>\n"
        );
        foreach (var report in scope.Monitors(map).OrderBy(report => report.Works).ThenBy(report => report.Shown, StringComparer.Ordinal))
            Report(report, scope, text);
        Items("Scraped twice", scope.Doubles(map).Select(one => $"{one.First}, by {one.First.By} and {one.Second.By}"), text);
        Items("Nobody scrapes", scope.Listed(map).Select(port => $"{port.Owner} ({port.Sign}): {port.Reason}"), text);
        text.Append("</section>\n");
    }

    private static void Report(MonitorReport report, WiringScope scope, StringBuilder text)
    {
        text.Append($"<details class=\"{report.Works.Word()}\"{(report.Works == Answer.No || scope.IsNarrow ? " open" : "")}>");
        text.Append(
            $"<summary><code>{HtmlText.Of(report.Shown)}</code> {HtmlText.Of(Verdict.Of(report))}</summary>\n<div class=\"inside\">\n"
        );
        if (report.By.IsEmpty)
            text.Append($"<p>{HtmlText.Of(Verdict.Why(report))}</p>\n");
        foreach (var wiring in report.By)
            Wiring(wiring, text);
        text.Append("</div></details>\n");
    }

    private static void Wiring(MonitorWiring wiring, StringBuilder text)
    {
        text.Append(
            $"<p class=\"quiet\">{HtmlText.Of(wiring.Scraper.Shown)}</p>\n<table><thead><tr><th>hop</th><th></th><th>asked</th>"
                + "<th>found</th></tr></thead><tbody>\n"
        );
        foreach (var step in wiring.Steps)
            text.Append(
                $"<tr class=\"{step.Answer.Word()}\"><td>{step.Hop.Word()}</td><td>{step.Answer.Word()}</td>"
                    + $"<td>{HtmlText.Of(step.Asked)}</td><td>{HtmlText.Of(step.Found)}{Mend(step)}</td></tr>\n"
            );
        text.Append("</tbody></table>\n");
        Items("Targets", wiring.Targets.Select(target => $"{target}, job {target.Job}"), text);
        Items("Notes", wiring.Warnings.Select(warning => $"{warning.Code}: {warning.Text}"), text);
    }

    private static string Mend(Step step) => step.Mend.Length > 0 ? $"<br><strong>{HtmlText.Of(step.Mend)}</strong>" : "";

    private static void Items(string title, IEnumerable<string> items, StringBuilder text)
    {
        var all = items.ToList();
        if (all.Count > 0)
            text.Append($"<h3>{title}</h3>\n<ul>\n{string.Concat(all.Select(item => $"<li>{HtmlText.Of(item)}</li>\n"))}</ul>\n");
    }

    private static string Style()
    {
        using var stream = typeof(WiringHtml).Assembly.GetManifestResourceStream("wiring/page.css")!;
        using var reader = new MemoryStream();
        stream.CopyTo(reader);
        return Encoding.UTF8.GetString(reader.ToArray());
    }
}
