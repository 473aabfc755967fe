using GitOpsGen.Migrate.Outlines;
using static GitOpsGen.Migrate.Manifests.Verdicts;

namespace GitOpsGen.Migrate.Manifests;

/// <summary><c>namespaceSelector</c> of monitors, policies and webhooks: judged by the pods or services that the selector beside it picks.</summary>
internal static class Selectors
{
    public static Judgement? Judge(Place place)
    {
        if (place.Leaf.Upwards().FirstOrDefault(node => node.Key == "namespaceSelector") is not { } selector) return null;
        if (place.Leaf.Upwards().Any(node => node.TextOf("operator") is "NotIn")) return Keep(Category.NamespaceSelector, "It leaves out the old namespace, and with it what stays there.");
        var picked = Beside(selector).SelectMany(node => Values(node, 0)).Select(place.Context.Of).Where(standing => standing != Standing.Unknown).Distinct().ToList();
        return picked switch
        {
            [Standing.Moves] => Move(Category.NamespaceSelector, "The selector beside it picks what moves."),
            [Standing.Stays] => Keep(Category.NamespaceSelector, "The selector beside it picks what stays."),
            _ => Review(Category.NamespaceSelector, "Nothing beside it tells whether what it selects moves."),
        };
    }

    private static IEnumerable<Outline> Beside(Outline selector) =>
        selector.Parent?.Children.Where(node => node.Key is "selector" or "podSelector" or "objectSelector" && Branch.CanMeet(node.Branch, selector.Branch)) ?? [];

    // A selector is four levels deep.
    private static IEnumerable<Outline> Values(Outline node, int depth) => node.Kind == OutlineKind.Scalar ? [node] : depth > 6 ? [] : node.Children.SelectMany(child => Values(child, depth + 1));
}
