using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Scraping;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring;

/// <summary>Goes the way from one Prometheus through one monitor to its targets.</summary>
internal sealed class MonitorJudge(WiringIndex index, Func<string, GoPattern> patterns)
{
    private readonly Dictionary<(Scraper, MonitorKind), Step> firsts = [];

    public MonitorWiring Judge(Scraper scraper, MonitorKind kind, Manifest monitor)
    {
        var steps = Selection(scraper, kind, monitor).ToImmutableArray();
        var failing = steps.FirstOrDefault(step => step.Answer != Answer.Yes);
        var wiring = new MonitorWiring(scraper, monitor, kind, steps)
        {
            Selected = failing?.Answer ?? Answer.Yes,
            Works = failing?.Answer ?? Answer.Yes,
            Failing = failing,
        };
        return failing is not null || kind == MonitorKind.PrometheusRule ? wiring : Scrape(wiring);
    }

    // Of a thousand monitors it is the same.
    private Step First(Scraper scraper, MonitorKind kind) =>
        firsts.TryGetValue((scraper, kind), out var known) ? known : firsts[(scraper, kind)] = new ScraperStep(scraper, kind).Judge();

    // What follows a hop that cannot be decided may be a certain no.
    private IEnumerable<Step> Selection(Scraper scraper, MonitorKind kind, Manifest monitor)
    {
        var all = new SelectionSteps(index, scraper, kind, monitor).All(First(scraper, kind)).ToList();
        if (!all.Exists(step => step.Answer == Answer.No))
            all.Add(new AcceptedStep(index, scraper, kind, monitor, patterns).Judge());
        var failing = all.Find(step => step.Answer == Answer.No) ?? all.Find(step => step.Answer == Answer.Unknown);
        foreach (var step in all.TakeWhile(step => step != failing).Where(step => step.Answer == Answer.Yes))
            yield return step;
        if (failing is not null)
            yield return failing;
    }

    private MonitorWiring Scrape(MonitorWiring wiring)
    {
        var context = new ScrapeContext(index, wiring.Scraper, wiring.Kind, wiring.Monitor, patterns);
        var outcome = Find(context);
        ImmutableArray<Target> targets = [.. outcome.Endpoints.SelectMany(endpoint => endpoint.Targets)];
        var failures = outcome.Endpoints.Where(endpoint => endpoint.Failing is not null).ToList();
        var common = outcome.Steps.FirstOrDefault(step => step.Answer != Answer.Yes);
        var failing = targets.IsEmpty ? common ?? Weightiest(failures) : null;
        return wiring with
        {
            Steps = [.. wiring.Steps, .. outcome.Steps, .. outcome.Endpoints.SelectMany(endpoint => endpoint.Steps)],
            Targets = targets,
            Works = failing?.Answer ?? Answer.Yes,
            Failing = failing,
            Gaps = [.. failures.Where(one => one.Failing != failing).Select(one => (one.Path, one.Failing!))],
            Warnings = [.. context.Warnings],
        };
    }

    // One endpoint of which nobody can tell may have targets.
    private static Step? Weightiest(List<EndpointOutcome> failures) =>
        failures.Select(one => one.Failing!).FirstOrDefault(step => step.Answer == Answer.Unknown) ?? failures.FirstOrDefault()?.Failing;

    private static ScrapeOutcome Find(ScrapeContext context) =>
        context.Kind.Kind switch
        {
            "ServiceMonitor" => new ServiceTargets(context).Find(),
            "PodMonitor" => new PodTargets(context).Find(),
            "Probe" => new ProbeTargets(context).Find(),
            _ => new ScrapeConfigTargets(context).Find(),
        };
}
