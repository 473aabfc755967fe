using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring.Selection;

/// <summary>The hops from a Prometheus to a monitor: does it look there, and for such an object?</summary>
internal sealed class SelectionSteps(WiringIndex index, Scraper scraper, MonitorKind kind, Manifest monitor)
{
    private string Space => Spaces.Of(monitor);

    private string Shown => $"{monitor.Kind} {Spaces.FullName(monitor)}";

    /// <summary>Up to the first that does not hold.</summary>
    /// <param name="first">Of the Prometheus itself.</param>
    public IEnumerable<Step> All(Step first)
    {
        yield return first;
        yield return scraper.IsAzure ? Always(Hop.NamespaceSelector, "all namespaces are read") : NamespaceStep();
        yield return scraper.IsAzure ? Always(Hop.ObjectSelector, "all labels are taken") : ObjectStep();
    }

    private Step Always(Hop hop, string found) => new(hop, Answer.Yes, scraper.Shown, found) { At = scraper.At };

    private Step NamespaceStep()
    {
        var selector = Selector.Read(scraper.Spec, kind.NamespaceSelector);
        if (selector.IsNil)
            return OwnNamespace(selector);
        var labels = index.NamespaceLabels(Space);
        var answer = selector.Selects(labels);
        var asked = $"{kind.NamespaceSelector} of {scraper.Shown} asks {selector}";
        return answer switch
        {
            Answer.Yes => new Step(Hop.NamespaceSelector, answer, asked, $"namespace {Space} is taken") { At = selector.At },
            Answer.No => new Step(Hop.NamespaceSelector, answer, asked, $"namespace {Space} {Lacks(selector, labels)}")
            {
                Mend = $"Give namespace {Space} what is asked, or widen {kind.NamespaceSelector}.",
                At = index.Namespace(Space)?.Document.At ?? monitor.Document.At,
            },
            _ => new Step(Hop.NamespaceSelector, answer, asked, $"namespace {Space} is not rendered, so its labels are not known")
            {
                Mend = $"Render the Namespace {Space} with {selector}.",
                At = monitor.Document.At,
            },
        };
    }

    private Step OwnNamespace(Selector selector)
    {
        var isOwn = Space == scraper.Namespace;
        return new Step(
            Hop.NamespaceSelector,
            Answers.Of(isOwn),
            $"{kind.NamespaceSelector} of {scraper.Shown} is not set, so it reads its own namespace {scraper.Namespace} alone",
            $"{Shown} is in {Space}"
        )
        {
            Mend = isOwn
                ? ""
                : $"Set {kind.NamespaceSelector} ({{}} reads every namespace), or move the {kind.Kind} to {scraper.Namespace}.",
            At = selector.At,
        };
    }

    private Step ObjectStep()
    {
        var selector = Selector.Read(scraper.Spec, kind.Selector);
        if (selector.IsNil)
            return new Step(
                Hop.ObjectSelector,
                Answer.No,
                $"{kind.Selector} of {scraper.Shown} is not set",
                $"so no {kind.Kind} is selected"
            )
            {
                Mend = $"Set {kind.Selector}; {{}} selects every {kind.Kind}.",
                At = selector.At,
            };
        var labels = PodReader.Known(monitor.Metadata, "labels");
        var isTaken = selector.Selects(labels) == Answer.Yes;
        return new Step(
            Hop.ObjectSelector,
            Answers.Of(isTaken),
            $"{kind.Selector} of {scraper.Shown} asks {selector}",
            isTaken ? $"{Shown} has {labels}" : $"{Shown} {Lacks(selector, labels)}"
        )
        {
            Mend = isTaken ? "" : $"Label the {kind.Kind} with what is asked, or widen {kind.Selector}.",
            At = isTaken ? selector.At : (monitor.Metadata?.Map("labels") ?? monitor.Metadata ?? monitor.Document).At,
        };
    }

    private static string Lacks(Selector selector, KnownLabels labels) =>
        string.Join(
            " and ",
            selector.Terms.Where(term => term.Holds(labels, Matching.Exact) != Answer.Yes).Select(term => NearMiss.Lack(term, labels))
        );
}
