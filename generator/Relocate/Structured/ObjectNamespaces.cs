using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>An object's own <c>metadata.namespace</c>, and the Namespace object itself.</summary>
internal static class ObjectNamespaces
{
    public static Judgement? Judge(ScalarMention place)
    {
        if (
            !place.IsWhole
            || place.Object is not { } found
            || place.Leaf.Upwards().TakeWhile(node => node != found.Map).LastOrDefault()?.Key != "metadata"
        )
            return null;
        if (found.Kind is "Namespace" or "Project")
            return Keep(Category.NamespaceObject, "It is the namespace itself, in which others live on.");
        if (place.Leaf.Key == "namespace" && place.Map?.Key == "metadata" && place.Map.Parent == found.Map)
            return Own(place, found);
        return place.Key is "meta.helm.sh/release-namespace" ? Release(place) : null;
    }

    private static Judgement Own(ScalarMention place, OutlinedObject found)
    {
        var names = place.Siblings("name").ToList();
        if (names.Count == 0)
            names = [.. found.Names];
        if (names.Count == 0)
            return Review(Category.ObjectNamespace, "The object has no name to judge by.");
        var standing = names.Select(place.Context.OfDeclared).Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;
        var name = place.Context.Name(names[0]);
        var kind = found.Kind is { Length: > 0 } known ? known : "object";
        if (standing == RelocationStatus.Moves && Roles.Judge(place.Context, found) is { } special)
            return special;
        var group = kind == "Service" ? Addresses.Group(name) : null;
        return standing switch
        {
            RelocationStatus.Moves => Move(Category.ObjectNamespace, $"{kind} {name} moves.", group),
            RelocationStatus.Stays => Keep(Category.ObjectNamespace, $"{kind} {name} is none of the objects that move.", group),
            _ => Review(Category.ObjectNamespace, $"{kind} {name}: the template leaves its name open."),
        };
    }

    private static Judgement Release(ScalarMention place) =>
        Follow(
            place.Context.Of(place.Siblings("meta.helm.sh/release-name")),
            Category.ObjectReference,
            "the Helm release that the annotation beside it names"
        );
}
