using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GitOpsGen.Printing;
using GitOpsGen.Promql;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Wiring.Writers;

/// <summary>What is scraped and what it costs, as tables for people.</summary>
public sealed class CostText
{
    private static readonly string[] Heads = ["app", "samples/min", "targets", "series", "every", "replicas", "job, by"];

    private readonly StringBuilder text = new();

    private CostText() { }

    /// <param name="samples">What the sample file is called; null where there is none.</param>
    public static string Write(IReadOnlyList<ScrapeCost> costs, string? samples)
    {
        var writer = new CostText();
        foreach (var cost in costs)
            writer.Write(cost);
        writer.NotCounted(costs);
        writer.Sum(costs, samples);
        return writer.text.ToString();
    }

    private void Line(string line) => text.Append(PlainText.Line(line.TrimEnd())).Append('\n');

    private void Write(ScrapeCost cost)
    {
        Line($"{Name(cost)}: {Total(cost)}{Clusters(cost)}{Untold(cost.NotCounted.Length)}");
        if (!cost.Jobs.IsEmpty)
            Table([Heads, .. cost.Apps.Where(app => cost.JobsOf(app).Any()).SelectMany(app => Rows(cost, app))]);
        text.Append('\n');
    }

    private static string Name(ScrapeCost cost) => cost.Name.Length == 0 ? "manifests" : cost.Name;

    // A zero would say that nothing is scraped.
    private static string Total(ScrapeCost cost) =>
        cost.Jobs.IsEmpty ? "nothing that can be counted" : $"{AmountText.Of(cost.Total)} samples/min";

    private static string Untold(int lines) => lines > 0 ? $"; {lines} not counted" : "";

    private static string Clusters(ScrapeCost cost) =>
        (cost.Clusters, cost.Nodes) switch
        {
            (1, null) => "",
            (1, { } nodes) => $", {Verdict.Count(nodes, "node")}",
            (_, null) => $", {cost.Clusters} clusters",
            (_, { } nodes) => $", {cost.Clusters} clusters of {Verdict.Count(nodes, "node")}",
        };

    private static string Endpoints(NotCounted one) => one.Endpoints > 0 ? $" ({Verdict.Count(one.Endpoints, "endpoint")})" : "";

    private static IEnumerable<string[]> Rows(ScrapeCost cost, string app)
    {
        var jobs = cost.JobsOf(app).ToImmutableArray();
        if (jobs.Length > 1)
            yield return [App(app), AmountText.Of(cost.Of(app)), "", "", "", "", "all of it"];
        foreach (var job in jobs)
            yield return
            [
                App(app),
                AmountText.Of(cost.Of(job)),
                AmountText.Of(job.Targets.WithNodes(cost.Nodes)),
                $"{job.Series.Series.ToString("0.#", CultureInfo.InvariantCulture)} {job.Series.Word}",
                PromqlDuration.Text(job.Interval),
                $"{job.Replicas}",
                $"{job.Job}, {job.Monitor} {job.Endpoint}",
            ];
    }

    private static string App(string app) => app.Length == 0 ? "-" : app;

    // What is in a cell is escaped before it is measured.
    private void Table(IReadOnlyList<string[]> rows)
    {
        var cells = rows.Select(row => row.Select(PlainText.Line).ToArray()).ToList();
        var widths = Heads.Select((_, column) => cells.Max(row => row[column].Length)).ToList();
        foreach (var row in cells)
            Line("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))));
    }

    private void Sum(IReadOnlyList<ScrapeCost> costs, string? samples)
    {
        Line($"Together: {AmountText.Of(Amount.Sum(costs.Select(cost => cost.Total)))} samples/min");
        if (costs.Any(cost => cost.Total.PerNode > 0))
            Line("per node: for each node that each cluster has; `nodes` in the sample file says how many");
        foreach (var origin in Enum.GetValues<SeriesOrigin>())
            if (costs.SelectMany(cost => cost.Jobs).Any(job => job.Series.Origin == origin))
                Line(Meaning(origin, costs, samples));
    }

    // The same in several environments is one line.
    private void NotCounted(IReadOnlyList<ScrapeCost> costs)
    {
        var all = costs
            .SelectMany(cost => cost.NotCounted.Select(one => (One: one, Name: Name(cost))))
            .GroupBy(one => one.One, one => one.Name)
            .OrderBy(one => one.Key.App, StringComparer.Ordinal)
            .ThenBy(one => one.Key.What, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Reason, StringComparer.Ordinal)
            .ToList();
        if (all.Count > 0)
            Line("Not counted:");
        foreach (var one in all)
            Line($"  {one.Key.What}{Endpoints(one.Key)}{Where([.. one], costs.Count)}: {one.Key.Reason}");
        if (all.Count > 0)
            text.Append('\n');
    }

    private static string Where(List<string> names, int all) =>
        all == 1 ? ""
        : names.Count > 2 && names.Count == all ? $" in all {all} environments"
        : $" in {string.Join(", ", names)}";

    private static string Meaning(SeriesOrigin origin, IReadOnlyList<ScrapeCost> costs, string? samples) =>
        origin switch
        {
            SeriesOrigin.Measured => $"measured: of {samples}",
            SeriesOrigin.Known => $"known: {string.Join(", ", Sources(costs))}",
            _ => "assumed: nobody measured it here; `wiring --cost samples.json` takes what Prometheus says",
        };

    private static IEnumerable<string> Sources(IEnumerable<ScrapeCost> costs) =>
        costs
            .SelectMany(cost => cost.Jobs)
            .Select(job => job.Series.Source)
            .Where(source => source.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
