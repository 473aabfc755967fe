using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// <c>namespaceSelector</c> of monitors, policies and webhooks: judged by the pods or services that the selector beside it picks.
/// </summary>
internal static class Selectors
{
    private const string PodNamespace = "io.kubernetes.pod.namespace";

    public static Judgement? Judge(ScalarMention place)
    {
        if (place.Leaf.Key?.EndsWith(PodNamespace, StringComparison.Ordinal) == true && place.IsWhole)
            return OfLabels(place);
        if (place.Leaf.Upwards().FirstOrDefault(node => node.Key == "namespaceSelector" || IsAffinity(node)) is not { } selector)
            return null;
        if (place.Leaf.Upwards().Any(node => node.TextOf("operator") is "NotIn"))
            return Keep(Category.NamespaceSelector, "It leaves out the old namespace, and with it what stays there.");
        if (place.Leaf.Upwards().Select(node => node.TextOf("key")).FirstOrDefault(key => key.Length > 0) is { } asked && !IsName(asked))
            return Review(Category.NamespaceSelector, $"The label {asked} of a namespace is not its name.");
        if (place.Map?.Key == "matchLabels" && place.Leaf.Key is { } label && !IsName(label))
            return Review(Category.NamespaceSelector, $"The label {label} of a namespace is not its name.");
        return Picked(place, Beside(selector).SelectMany(node => Values(node, 0)));
    }

    private static bool IsName(string label) =>
        label.EndsWith("metadata.name", StringComparison.Ordinal)
        || label == "name"
        || label.Contains("namespace", StringComparison.OrdinalIgnoreCase);

    // Cilium names the namespace of a pod as one more of its labels.
    private static Judgement OfLabels(ScalarMention place) =>
        Picked(
            place,
            place
                .Map!.Children.Where(label => label != place.Leaf && Branch.CanMeet(label.Branch, place.Leaf.Branch))
                .SelectMany(label => Values(label, 0))
        );

    // `namespaces` of a term of pod affinity, which has a selector of pods beside it.
    private static bool IsAffinity(Outline node) => node.Key == "namespaces" && node.Parent?["labelSelector"] is not null;

    private static Judgement Picked(ScalarMention place, IEnumerable<Outline> labels)
    {
        var picked = labels.Select(place.Context.Of).Where(standing => standing != RelocationStatus.Unknown).Distinct().ToList();
        return picked switch
        {
            [RelocationStatus.Moves] => Move(Category.NamespaceSelector, "The selector beside it picks what moves."),
            [RelocationStatus.Stays] => Keep(Category.NamespaceSelector, "The selector beside it picks what stays."),
            _ => Review(Category.NamespaceSelector, "Nothing beside it tells whether what it selects moves."),
        };
    }

    private static IEnumerable<Outline> Beside(Outline selector) =>
        selector.Parent?.Children.Where(node =>
            node.Key is "selector" or "podSelector" or "objectSelector" or "labelSelector" && Branch.CanMeet(node.Branch, selector.Branch)
        )
        ?? [];

    // A selector is four levels deep. What it leaves out says nothing of what it picks.
    private static IEnumerable<Outline> Values(Outline node, int depth) =>
        node.Kind == OutlineKind.Scalar ? [node]
        : depth > 6 || node.TextOf("operator") is "NotIn" or "DoesNotExist" ? []
        : node.Children.SelectMany(child => Values(child, depth + 1));
}
