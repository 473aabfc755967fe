using System.Collections.Immutable;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>From a ServiceMonitor over Services and their pods to ports.</summary>
internal sealed class ServiceTargets(ScrapeContext context)
{
    private readonly Selector selector = Selector.Read(context.Spec, "selector");

    private readonly TargetSpaces spaces = TargetSpaces.Of(context.Scraper, context.Monitor, context.Spec.Map("namespaceSelector"));

    // With node metadata or not, and in either role, the labels differ in their names alone.
    private string Role =>
        context.Scraper.IsAzure
        || (context.Spec.Text("serviceDiscoveryRole") ?? context.Scraper.Spec.Text("serviceDiscoveryRole")) == "EndpointSlice"
            ? "endpointslice"
            : "endpoints";

    public ScrapeOutcome Find()
    {
        var matched = InSpaces().Where(service => selector.Selects(service.Labels, context.Matching) == Answer.Yes).ToList();
        if (matched.Count == 0)
            return ScrapeOutcome.Failed([], new TargetSearch(context, selector, spaces).NoService());
        WarnOfPatterns(matched);
        var backings = matched.Select(service => Backing.Of(context.Index, service)).ToList();
        Step[] steps =
        [
            new(Hop.TargetNamespace, Answer.Yes, $"{context.Shown} {spaces.Why}", $"there {Are(matched.Count)}"),
            new(Hop.TargetSelector, Answer.Yes, $"the selector asks {selector}", Names(matched)) { At = selector.At },
        ];
        if (Unbacked(backings) is { } failing)
            return ScrapeOutcome.Failed(steps, failing);
        var endpoints = MonitorEndpoint
            .Of(context.Kind, context.Monitor)
            .Select(endpoint => Endpoint(endpoint, backings))
            .ToImmutableArray();
        return endpoints.IsEmpty
            ? ScrapeOutcome.Failed(
                steps,
                new Step(Hop.Port, Answer.No, $"{context.Shown} has no endpoints", "so it asks for no port")
                {
                    Mend = "Write endpoints with a port.",
                }
            )
            : new ScrapeOutcome([.. steps, .. Backed(backings)], endpoints);
    }

    private IEnumerable<ServiceSource> InSpaces() =>
        spaces.Names is null
            ? context.Index.Services
            : spaces.Names.Distinct(StringComparer.Ordinal).SelectMany(space => context.Index.ServicesIn[space]);

    private static string Are(int number) => number == 1 ? "is 1 Service that fits" : $"are {number} Services that fit";

    private static string Names(List<ServiceSource> services) =>
        string.Join(", ", services.Take(3).Select(service => service.Shown))
        + (services.Count > 3 ? $" and {services.Count - 3} more" : "");

    private void WarnOfPatterns(List<ServiceSource> services)
    {
        if (context.Matching == Matching.Pattern)
            foreach (var service in services)
            foreach (var term in selector.Terms.Where(term => term.HoldsByPattern(service.Labels)))
                context.Warn(
                    WiringWarning.RegexMatch,
                    $"{service.Shown} is taken because \"{term}\" is read as a regular expression, and keys as names ({service.Labels})"
                );
    }

    // Where the port cannot be there whatever is behind the Service, the port is what fails.
    private Step? Unbacked(List<Backing> backings)
    {
        if (backings.Exists(backing => backing.Answer == Answer.Yes))
            return null;
        var worst = backings.Find(backing => backing.Answer == Answer.Unknown);
        if (worst is null)
            return new Step(Hop.ServiceBacking, Answer.No, "pods behind the Service", backings[0].Found)
            {
                Mend = backings[0].Mend,
                At = backings[0].Service.At,
            };
        var ports = MonitorEndpoint.Of(context.Kind, context.Monitor).Select(endpoint => new EndpointPort(context, endpoint)).ToList();
        return ports.Count > 0 && ports.TrueForAll(port => port.IsImpossible(backings)) ? ports[0].Missing(backings) : Untold(worst);
    }

    private static IEnumerable<Step> Backed(List<Backing> backings) =>
        [new(Hop.ServiceBacking, Answer.Yes, "pods behind the Service", backings.Find(backing => backing.Answer == Answer.Yes)!.Found)];

    private EndpointOutcome Endpoint(MonitorEndpoint endpoint, List<Backing> backings)
    {
        var port = new EndpointPort(context, endpoint);
        var found = backings.SelectMany(Discover).Select(candidate => (candidate, Answer: port.Takes(candidate))).ToList();
        var taken = found.Where(one => one.Answer == Answer.Yes).Select(one => one.candidate).ToList();
        if (taken.Count == 0)
            return EndpointOutcome.Failed(
                endpoint.Path,
                found.Exists(one => one.Answer == Answer.Unknown) ? port.Unclear() : NoPort(port, backings)
            );
        if (backings.Find(backing => backing.Answer == Answer.Unknown) is { } unknown)
            context.Warn(WiringWarning.PartUnknown, unknown.Found);
        port.Warn(taken);
        foreach (var candidate in taken)
            OperatorLabels.OfService(context, candidate, endpoint.Map);
        return new TargetPool(context, endpoint, [.. context.OfClass, .. Relabeling.ReadAll(endpoint.Map, "relabelings")]).Finish(
            [new Step(Hop.Port, Answer.Yes, $"{endpoint.Path} asks for {port.Asked}", Found(taken)) { At = endpoint.Map.At }],
            taken
        );
    }

    private static Step NoPort(EndpointPort port, List<Backing> backings) =>
        backings.Find(backing => backing.Answer == Answer.Unknown) is { } unknown && !port.IsImpossible(backings)
            ? Untold(unknown)
            : port.Missing(backings);

    private static Step Untold(Backing backing) =>
        new(Hop.ServiceBacking, Answer.Unknown, "pods behind the Service", backing.Found)
        {
            At = backing.Service.At,
            Behind = backing.Service.FullName,
        };

    private IEnumerable<Candidate> Discover(Backing backing) =>
        backing.Endpoints.IsEmpty
            ? backing.Pods.SelectMany(pod => PodDiscovery.Service(backing.Service, pod, Role))
            : RenderedEndpoints.Of(backing, Role);

    internal static string Found(List<Candidate> taken) =>
        taken[0] is { Pod: { } pod } first
            ? $"{first.Declared?.Number.ToString() ?? "it"} of {pod.Shown}{(taken.Count > 1 ? $" and {taken.Count - 1} more" : "")}"
            : $"{taken[0].Address}{(taken.Count > 1 ? $" and {taken.Count - 1} more" : "")}";
}
