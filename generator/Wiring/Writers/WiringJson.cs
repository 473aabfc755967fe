using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring.Writers;

/// <summary>The map for machines; docs/formats.md describes the fields.</summary>
public static class WiringJson
{
    public static JsonArray Write(IReadOnlyList<WiringMap> maps, WiringScope scope) =>
        List(
            maps.Select(map => new JsonObject
            {
                ["name"] = map.Contents.Name,
                ["scrapers"] = List(map.Scrapers.Select(Scraper)),
                ["monitors"] = List(scope.Monitors(map).Select(report => Monitor(report, scope))),
                ["doubles"] = List(
                    scope
                        .Doubles(map)
                        .Select(one => new JsonObject
                        {
                            ["scraper"] = one.Scraper.FullName,
                            ["first"] = Target(one.First),
                            ["second"] = Target(one.Second),
                        })
                ),
                ["unscraped"] = List(
                    scope
                        .Unscraped(map)
                        .Select(port => new JsonObject
                        {
                            ["object"] = port.Owner,
                            ["sign"] = port.Sign,
                            ["scraped"] = port.Answer.Word(),
                            ["reason"] = port.Reason,
                        })
                ),
            })
        );

    private static JsonObject Scraper(Scraper scraper) =>
        new()
        {
            ["kind"] = scraper.Kind,
            ["namespace"] = scraper.Namespace,
            ["name"] = scraper.Name,
            ["origin"] = scraper.Origin.Length == 0 ? null : scraper.Origin,
        };

    private static JsonObject Monitor(MonitorReport report, WiringScope scope) =>
        new()
        {
            ["group"] = report.Monitor.Id.Group,
            ["kind"] = report.Monitor.Kind,
            ["namespace"] = Spaces.Of(report.Monitor),
            ["name"] = report.Monitor.Name,
            ["path"] = report.Monitor.Document.At.File,
            ["line"] = report.Monitor.Document.At.Line,
            ["selected"] = report.Selected.Word(),
            ["works"] = report.Works.Word(),
            ["reason"] = Verdict.Why(report) is { Length: > 0 } why ? why : null,
            ["by"] = List(report.By.Select(wiring => Wiring(wiring, scope))),
        };

    private static JsonObject Wiring(MonitorWiring wiring, WiringScope scope) =>
        new()
        {
            ["scraper"] = wiring.Scraper.FullName,
            ["selected"] = wiring.Selected.Word(),
            ["works"] = wiring.Works.Word(),
            ["firstFailingHop"] = wiring.FirstFailingHop.Word(),
            ["hops"] = List(wiring.Steps.Select(Step)),
            ["targets"] = List(wiring.Targets.Where(scope.IsTarget).Select(Target)),
            ["gaps"] = List(wiring.Gaps.Select(gap => new JsonObject { ["endpoint"] = gap.Endpoint, ["hop"] = Step(gap.Step) })),
            ["warnings"] = List(wiring.Warnings.Select(warning => new JsonObject { ["code"] = warning.Code, ["text"] = warning.Text })),
        };

    private static JsonObject Step(Step step) =>
        new()
        {
            ["hop"] = step.Hop.Word(),
            ["answer"] = step.Answer.Word(),
            ["asked"] = step.Asked,
            ["found"] = step.Found,
            ["mend"] = step.Mend.Length == 0 ? null : step.Mend,
            ["path"] = step.At?.File,
            ["line"] = step.At?.Line,
            ["column"] = step.At?.Column,
        };

    private static JsonObject Target(Target target) =>
        new()
        {
            ["monitor"] = target.By,
            ["endpoint"] = target.Endpoint,
            ["workload"] = Or(target.Workload),
            ["container"] = Or(target.Container),
            ["initContainer"] = target.IsInit,
            ["port"] = target.Port,
            ["path"] = target.Path,
            ["job"] = target.Job,
            ["service"] = Or(target.Service),
            ["address"] = Or(Secrets.Hide(target.Address)),
            ["via"] = Or(target.Via),
            ["replicas"] = target.Replicas,
        };

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);
}
