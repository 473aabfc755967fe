using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Compare.Writers;

/// <summary>One page for a browser, with all that it needs in it: no network, no font, readable without its script too.</summary>
public static class DiffHtml
{
    public static string Write(FleetDiff diff)
    {
        var text = new StringBuilder();
        text.Append(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\">\n"
        );
        // Whatever a manifest holds, the page loads and sends nothing.
        text.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src "
                + "'unsafe-inline'\">\n"
        );
        text.Append($"<title>{Html(Phrases.Sides(diff))}</title>\n<style>\n{Resource("page.css")}</style>\n</head>\n<body>\n<main>\n");
        text.Append(
            "<h1>What changes in the clusters</h1>\n<p "
                + $"class=\"quiet\"><code>{Html(Phrases.Sides(diff))}</code></p>\n<p>{Html(Phrases.Summary(diff))}</p>\n"
        );
        foreach (var step in diff.Steps)
            text.Append($"<p class=\"note\">Step: {Html(step)}</p>\n");
        foreach (var cost in diff.Costs)
            text.Append($"<p class=\"note\">Scraped: {Html(Phrases.Cost(cost))}</p>\n");
        foreach (var note in diff.Notes)
            text.Append($"<p class=\"note quiet\">{Html(note)}</p>\n");
        text.Append(HtmlMatrix.Write(diff)).Append(Tools()).Append("<section aria-label=\"Changes\">\n");
        text.Append(new HtmlChanges(diff).Write());
        return text.Append($"</section>\n</main>\n<script>\n{Resource("page.js")}</script>\n</body>\n</html>\n").ToString();
    }

    /// <summary>What marks a change as one of an app in an environment; the cells of the matrix have the same.</summary>
    public static string Cell(string app, string environment) => PlainText.Line($"{app} {environment}");

    public static string Html(string text) => HtmlText.Of(text);

    private static string Tools() =>
        $"""
            <h2>Changes</h2>
            <div class="tools">
            <input id="search" type="search" placeholder="Search objects, fields, values, environments ( / )" aria-label="Search">
            {string.Join(
                '\n',
                new[] { RiskLevel.High, RiskLevel.Medium, RiskLevel.Low }.Select(level =>
                    $"<button type=\"button\" class=\"{DiffWords.Of(level)}\" data-level="
 + $"\"{DiffWords.Of(level)}\" aria-pressed=\"false\">{DiffWords.Of(level)}</button>"
                )
            )}
            <button type="button" id="open">Open all</button>
            <button type="button" id="close">Close all</button>
            <button type="button" id="reset">Reset</button>
            <span id="shown" class="quiet" role="status"></span>
            </div>

            """.ReplaceLineEndings(
            "\n"
        );

    private static string Resource(string name)
    {
        using var stream = typeof(DiffHtml).Assembly.GetManifestResourceStream($"diff/{name}")!;
        using var reader = new MemoryStream();
        stream.CopyTo(reader);
        return Encoding.UTF8.GetString(reader.ToArray());
    }
}
