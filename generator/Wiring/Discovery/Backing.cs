using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>What stands behind a Service.</summary>
/// <param name="Pods">Those that its selector takes.</param>
/// <param name="Endpoints">Those that are rendered for one without a selector.</param>
/// <param name="Found">What there is, as a sentence without its end.</param>
internal sealed record Backing(
    ServiceSource Service,
    Answer Answer,
    ImmutableArray<PodSource> Pods,
    ImmutableArray<Manifest> Endpoints,
    string Found
)
{
    /// <summary>What to do where there is nothing.</summary>
    public string Mend { get; private init; } = "";

    public static Backing Of(WiringIndex index, ServiceSource service)
    {
        if (service.ExternalName is { } name)
            return Nothing(service, Answer.No, $"{service.Shown} is an ExternalName of {name}, which has no endpoints") with
            {
                Mend = "Ask it by a Probe or a ScrapeConfig.",
            };
        if (service.Unrendered.Length > 0)
            return Nothing(service, Answer.Unknown, $"{service.Shown} is not rendered: {service.Unrendered}");
        return service.Selector is null ? Selectorless(index, service) : Selected(index, service, service.Selector);
    }

    private static Backing Selectorless(WiringIndex index, ServiceSource service) =>
        index.Endpoints[service.FullName].ToImmutableArray() is { IsEmpty: false } rendered
            ? new Backing(service, Answer.Yes, [], rendered, $"{service.Shown} has rendered endpoints")
            : Nothing(
                service,
                Answer.Unknown,
                $"{service.Shown} has no selector, and neither Endpoints nor an EndpointSlice of it is rendered, so nobody can tell what "
                    + "is behind it"
            );

    private static Backing Selected(WiringIndex index, ServiceSource service, IReadOnlyDictionary<string, string> selector)
    {
        var pods = index.PodsIn[service.Namespace].Where(pod => LabelSelector.Selects(selector, pod.Labels.Pairs)).ToList();
        ImmutableArray<PodSource> running = [.. pods.Where(pod => pod.Idle.Length == 0)];
        if (!running.IsEmpty)
            return new Backing(
                service,
                Answer.Yes,
                running,
                [],
                $"{service.Shown} has the pods of {string.Join(", ", running.Take(3).Select(pod => pod.Shown))}"
            );
        if (index.UnseenPods([service.Namespace]) is { } unseen)
            return Nothing(service, Answer.Unknown, $"no pods of {service.Shown} ({Text(selector)}) are seen here: {unseen}");
        return pods is [var idle, ..]
            ? Nothing(service, Answer.No, $"{service.Shown} takes the pods of {idle.Shown}, which {idle.Idle}")
            : NoPods(index, service, selector);
    }

    private static Backing NoPods(WiringIndex index, ServiceSource service, IReadOnlyDictionary<string, string> pairs)
    {
        var selector = new Selector([.. pairs.Select(pair => new SelectorTerm(pair.Key, "=", [pair.Value]))]);
        var pods = index.PodsIn[service.Namespace].Select(pod => new Labelled($"the pod template of {pod.Shown}", pod.Labels, pod.At));
        var near = NearMiss.Of(pods, selector, Matching.Exact, service.Name);
        var found =
            $"{service.Shown} selects {Text(pairs)}, which no pod in {service.Namespace} has{(near is null ? "" : $"; {near.Text}")}";
        return Nothing(service, Answer.No, found) with { Mend = "Correct the Service's selector or the labels of the pod template." };
    }

    private static string Text(IReadOnlyDictionary<string, string> pairs) => new KnownLabels(pairs).ToString();

    private static Backing Nothing(ServiceSource service, Answer answer, string found) => new(service, answer, [], [], found);
}
