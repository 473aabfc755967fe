using System.Text.Json.Nodes;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Wiring.Writers;

/// <summary>What is scraped and what it costs, for machines; docs/formats.md describes the fields.</summary>
public static class CostJson
{
    /// <param name="samples">What the sample file is called; null where there is none.</param>
    public static JsonObject Write(IReadOnlyList<ScrapeCost> costs, string? samples) =>
        new()
        {
            ["samples"] = samples,
            ["samplesPerMinute"] = Of(Amount.Sum(costs.Select(cost => cost.Total))),
            ["environments"] = List(costs.Select(Environment)),
        };

    /// <summary>A quantity: <c>least</c>, <c>most</c>, and <c>perNode</c> beside them.</summary>
    public static JsonObject Of(Amount amount)
    {
        var rounded = amount.Rounded();
        return new JsonObject
        {
            ["least"] = rounded.Least,
            ["most"] = rounded.Most,
            ["perNode"] = rounded.PerNode,
        };
    }

    private static JsonObject Environment(ScrapeCost cost) =>
        new()
        {
            ["name"] = cost.Name,
            ["clusters"] = cost.Clusters,
            ["nodes"] = cost.Nodes,
            ["samplesPerMinute"] = Of(cost.Total),
            ["apps"] = List(cost.Apps.Select(app => App(cost, app))),
        };

    private static JsonObject App(ScrapeCost cost, string app) =>
        new()
        {
            ["app"] = Or(app),
            ["samplesPerMinute"] = Of(cost.Of(app)),
            ["jobs"] = List(cost.JobsOf(app).Select(job => Job(cost, job))),
            ["notCounted"] = List(
                cost.NotCounted.Where(one => one.App == app)
                    .Select(one => new JsonObject
                    {
                        ["what"] = one.What,
                        ["endpoints"] = one.Endpoints,
                        ["reason"] = one.Reason,
                    })
            ),
        };

    private static JsonObject Job(ScrapeCost cost, ScrapeJob job) =>
        new()
        {
            ["job"] = job.Job,
            ["monitor"] = job.Monitor,
            ["endpoint"] = job.Endpoint,
            ["path"] = job.Path,
            ["scraper"] = job.Scraper,
            ["targets"] = Of(job.Targets.WithNodes(cost.Nodes)),
            ["seriesPerTarget"] = job.Series.Series,
            ["series"] = job.Series.Word,
            ["source"] = Or(job.Series.Source),
            ["intervalSeconds"] = job.Interval.TotalSeconds,
            ["replicas"] = job.Replicas,
            ["samplesPerMinute"] = Of(cost.Of(job)),
        };

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);
}
