using System.Collections.Immutable;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>From a PodMonitor to the ports of pods.</summary>
internal sealed class PodTargets(ScrapeContext context)
{
    private readonly Selector selector = Selector.Read(context.Spec, "selector");

    private readonly TargetSpaces spaces = TargetSpaces.Of(context.Scraper, context.Monitor, context.Spec.Map("namespaceSelector"));

    public ScrapeOutcome Find()
    {
        var pods = InSpaces().Where(pod => pod.Idle.Length == 0 && selector.Selects(pod.Labels, context.Matching) == Answer.Yes).ToList();
        if (pods.Count == 0)
            return ScrapeOutcome.Failed([], new TargetSearch(context, selector, spaces).NoPods());
        WarnOfPatterns(pods);
        Step[] steps =
        [
            new(Hop.TargetNamespace, Answer.Yes, $"{context.Shown} {spaces.Why}", "there are pods that fit"),
            new(
                Hop.TargetSelector,
                Answer.Yes,
                $"the selector asks {selector}",
                string.Join(", ", pods.Take(3).Select(pod => $"the pods of {pod.Shown}"))
            )
            {
                At = selector.At,
            },
        ];
        var endpoints = MonitorEndpoint.Of(context.Kind, context.Monitor).Select(endpoint => Endpoint(endpoint, pods)).ToImmutableArray();
        return endpoints.IsEmpty
            ? ScrapeOutcome.Failed(
                steps,
                new Step(Hop.Port, Answer.No, $"{context.Shown} has no podMetricsEndpoints", "so it asks for no port")
                {
                    Mend = "Write podMetricsEndpoints with a port.",
                }
            )
            : new ScrapeOutcome([.. steps], endpoints);
    }

    private IEnumerable<PodSource> InSpaces() =>
        spaces.Names is null
            ? context.Index.Pods
            : spaces.Names.Distinct(StringComparer.Ordinal).SelectMany(space => context.Index.PodsIn[space]);

    private void WarnOfPatterns(List<PodSource> pods)
    {
        if (context.Matching == Matching.Pattern)
            foreach (var pod in pods)
            foreach (var term in selector.Terms.Where(term => term.HoldsByPattern(pod.Labels)))
                context.Warn(
                    WiringWarning.RegexMatch,
                    $"the pods of {pod.Shown} are taken because \"{term}\" is read as a regular expression ({pod.Labels})"
                );
    }

    private EndpointOutcome Endpoint(MonitorEndpoint endpoint, List<PodSource> pods)
    {
        var port = new PodPort(context, endpoint);
        var found = pods.SelectMany(PodDiscovery.Pod).Select(candidate => (candidate, Answer: port.Takes(candidate))).ToList();
        var taken = found.Where(one => one.Answer == Answer.Yes).Select(one => one.candidate).ToList();
        if (taken.Count == 0)
            return EndpointOutcome.Failed(
                endpoint.Path,
                found.Exists(one => one.Answer == Answer.Unknown) ? port.Unclear() : port.Missing(pods)
            );
        port.Warn(taken);
        foreach (var candidate in taken)
            OperatorLabels.OfPod(context, candidate, endpoint.Map);
        return new TargetPool(context, endpoint, [.. context.OfClass, .. Relabeling.ReadAll(endpoint.Map, "relabelings")]).Finish(
            [
                new Step(Hop.Port, Answer.Yes, $"{endpoint.Path} asks for {port.Asked}", ServiceTargets.Found(taken))
                {
                    At = endpoint.Map.At,
                },
            ],
            taken
        );
    }
}
