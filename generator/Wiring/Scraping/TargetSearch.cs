using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>Says why no Service, pods or Ingress is selected: it is elsewhere, or is called otherwise, or nobody can tell.</summary>
internal sealed class TargetSearch(ScrapeContext context, Selector selector, TargetSpaces spaces)
{
    private string Name => context.Monitor.Name;

    public Step NoService() =>
        Judge(
            "Services",
            context.Index.Services.Select(service => (service.Namespace, service.Labelled)),
            context.Index.UnseenServices(spaces.Names)
        );

    public Step NoIngress() =>
        Judge(
            "Ingresses",
            context.Index.Ingresses.Select(one =>
                (Spaces.Of(one), new Labelled($"Ingress {Spaces.FullName(one)}", PodReader.Known(one.Metadata, "labels"), one.Document.At))
            ),
            context.Index.Unseen("networking.k8s.io/Ingress", spaces.Names)
        );

    public Step NoPods()
    {
        var pods = context.Index.Pods;
        if (pods.FirstOrDefault(pod => spaces.Has(pod.Namespace) && pod.Idle.Length > 0 && Takes(pod.Labels)) is { } idle)
            return No("pods", $"{idle.Shown}, which it selects, {idle.Idle}", "Give it pods.", idle.At);
        if (
            pods.FirstOrDefault(pod => spaces.Has(pod.Namespace) && !Takes(pod.Labels) && Takes(pod.OwnLabels)) is { } misplaced
            && !selector.Terms.IsEmpty
        )
            return No(
                "pods",
                $"{selector} is a label of {misplaced.Shown} itself, not of its pod template",
                "Write it under spec.template.metadata.labels.",
                misplaced.At
            );
        return Judge(
            "pods",
            pods.Select(pod => (pod.Namespace, new Labelled($"the pod template of {pod.Shown}", pod.Labels, pod.At))),
            context.Index.UnseenPods(spaces.Names)
        );
    }

    private bool Takes(KnownLabels labels) => selector.Selects(labels, context.Matching) == Answer.Yes;

    private Step Judge(string what, IEnumerable<(string Space, Labelled Object)> objects, string? unseen)
    {
        var all = objects.ToList();
        var near = NearMiss.Of(all.Where(one => spaces.Has(one.Space)).Select(one => one.Object), selector, context.Matching, Name);
        // What shares a label with it, or is called as it asks, is a mistake more likely than something that nobody renders.
        var isNear = near is { Shared: > 0 } or { IsNamed: true };
        if (unseen is not null && !isNear)
            return Unseen(what, unseen, near);
        if (all.Find(one => !spaces.Has(one.Space) && Takes(one.Object.Labels)) is ({ } space, { } elsewhere))
            return Elsewhere(what, space, elsewhere);
        if (context.Index.Foreign(spaces.Names) is { } foreign && !isNear)
            return Unseen(what, foreign, near);
        return near is null
            ? No(
                what,
                selector.Terms.IsEmpty ? $"there are none in {spaces.Shown}" : $"none in {spaces.Shown} have any of these labels",
                "Correct the selector, or label what is to be scraped.",
                selector.At
            )
            : No(what, near.Text, $"Correct the selector, or give {near.Object.Name} what is asked.", selector.At);
    }

    private Step Unseen(string what, string why, NearMiss? near) =>
        new(
            Hop.TargetSelector,
            Answer.Unknown,
            Asked(what),
            $"none is seen in {spaces.Shown}: {why}{(near is null ? "" : $"; the nearest: {near.Text}")}"
        )
        {
            Mend = near is null ? "" : $"Where {near.Object.Name} is meant, correct the selector, or give it what is asked.",
            At = selector.At,
        };

    private Step Elsewhere(string what, string space, Labelled found) =>
        new(Hop.TargetNamespace, Answer.No, $"{context.Shown} {spaces.Why}", $"{found.Name}, which fits, is in {space}")
        {
            Mend = context.Scraper.Spec.Flag("ignoreNamespaceSelectors")
                ? $"Move the {context.Kind.Kind} to {space}, or take ignoreNamespaceSelectors away."
                : $"Name {space} in namespaceSelector.matchNames, or move the {context.Kind.Kind} there, so that it finds its {what}.",
            At = context.Spec["namespaceSelector"]?.At ?? context.Monitor.Document.At,
        };

    private Step No(string what, string found, string mend, Position? at) =>
        new(Hop.TargetSelector, Answer.No, Asked(what), found) { Mend = mend, At = at };

    private string Asked(string what) => $"{context.Shown} asks for {what} with {selector}";
}
