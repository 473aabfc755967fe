namespace GitOpsGen.Wiring.Writers;

/// <summary>A box of the picture.</summary>
/// <param name="Column">0 who scrapes, 1 monitors, 2 Services, 3 what is scraped.</param>
internal sealed record GraphNode(string Id, int Column, string Kind, string Name, Answer Answer, string Text);

/// <summary>An arrow of the picture.</summary>
/// <param name="Label">The hop that fails or is not decided; empty where all hold.</param>
internal sealed record GraphEdge(string From, string To, Answer Answer, string Label, string Text);

/// <summary>Prometheus → monitors → Services → workloads, in one order whatever the order of the manifests.</summary>
internal sealed class WiringGraph
{
    private readonly SortedDictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, GraphEdge> edges = new(StringComparer.Ordinal);

    private WiringGraph(WiringMap map, WiringScope scope)
    {
        var monitors = scope.Monitors(map).ToList();
        foreach (
            var scraper in map.Scrapers.Where(scraper =>
                !scope.IsNarrow || monitors.Exists(report => report.By.Any(wiring => wiring.Scraper == scraper))
            )
        )
            Add(new GraphNode(Id(scraper), 0, scraper.Kind, scraper.FullName, Answer.Yes, scraper.Origin));
        // Of rules that are loaded there is no more to say, and there are many.
        foreach (var report in monitors.Where(one => scope.IsNarrow || one.Kind != MonitorKind.PrometheusRule || one.Works != Answer.Yes))
            Add(report, scope);
        foreach (var port in scope.Listed(map))
            Add(
                new GraphNode(
                    $"2 {port.Owner}",
                    port.Owner.StartsWith("Service ", StringComparison.Ordinal) ? 2 : 3,
                    Word(port.Owner, 0),
                    Word(port.Owner, 1),
                    port.Answer,
                    $"nobody scrapes it ({port.Sign}): {port.Reason}"
                )
            );
    }

    public IReadOnlyCollection<GraphNode> Nodes => nodes.Values;

    public IReadOnlyCollection<GraphEdge> Edges => edges.Values;

    public static WiringGraph Of(WiringMap map, WiringScope scope) => new(map, scope);

    private static string Id(Scraper scraper) => $"0 {scraper.Kind} {scraper.FullName}";

    private static string Word(string text, int number) => text.Split(' ', 2)[number];

    private void Add(GraphNode node) => nodes.TryAdd(node.Id, node);

    private void Add(GraphEdge edge) => edges.TryAdd($"{edge.From}\n{edge.To}", edge);

    private void Add(MonitorReport report, WiringScope scope)
    {
        var id = $"1 {report.Shown}";
        Add(new GraphNode(id, 1, report.Monitor.Kind, report.FullName, report.Works, Verdict.Why(report)));
        // Where somebody takes it, that others do not is no news.
        var shown = report.Selecting.Any() ? report.Selecting : report.By;
        foreach (var wiring in shown)
        {
            var step = wiring.Selected == Answer.Yes ? null : wiring.Failing;
            Add(new GraphEdge(Id(wiring.Scraper), id, wiring.Selected, step?.Hop.Word() ?? "", step?.Text ?? ""));
            foreach (var target in wiring.Targets.Where(scope.IsTarget))
                Add(id, target);
            if (wiring.Selected == Answer.Yes && wiring.Failing is { } failing)
                Add(id, failing);
        }
    }

    private void Add(string monitor, Target target)
    {
        var from = monitor;
        if (target.Service.Length > 0)
        {
            from = $"2 Service {target.Service}";
            Add(new GraphNode(from, 2, "Service", target.Service, Answer.Yes, ""));
            Add(new GraphEdge(monitor, from, Answer.Yes, "", ""));
        }

        var name = target.Workload.Length > 0 ? target.Workload : Diagnostics.Secrets.Hide(target.Address);
        var to = $"3 {name}";
        Add(new GraphNode(to, 3, target.Workload.Length > 0 ? "pods" : "address", name, Answer.Yes, ""));
        Add(new GraphEdge(from, to, Answer.Yes, target.Port > 0 ? $":{target.Port}{target.Path}" : "", $"{target}"));
    }

    private void Add(string monitor, Step failing)
    {
        var to = $"2 ? {monitor}";
        Add(new GraphNode(to, 2, "?", failing.Answer == Answer.No ? "nothing" : "cannot tell", failing.Answer, failing.Text));
        Add(new GraphEdge(monitor, to, failing.Answer, failing.Hop.Word(), failing.Text));
    }
}
