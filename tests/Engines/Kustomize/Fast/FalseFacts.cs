using GitOpsGen.Engines.Kustomize.Fast;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>The table with one mistake.</summary>
internal static class FalseFacts
{
    public static MergeFacts Without(string part, string path) =>
        MergeFacts.BuiltIn with
        {
            Parts = [.. MergeFacts.BuiltIn.Parts.Select(each => each.Name == part ? Without(each, path) : each)],
        };

    /// <summary>Every table that lacks one fact, or has one key too few.</summary>
    public static IEnumerable<(string What, MergeFacts Facts)> All()
    {
        var right = MergeFacts.BuiltIn;
        foreach (var part in right.Parts)
        foreach (var fact in part.Facts)
        {
            yield return ($"{part.Name} without {fact.Path}", Without(part.Name, fact.Path));
            if (fact.Keys.Length > 1)
                yield return ($"{part.Name} with one key of {fact.Path}", Changed(part, fact, fact with { Keys = fact.Keys[..1] }));
        }

        foreach (var (kind, facts) in right.OfKind)
        foreach (var fact in facts)
            yield return (
                $"{kind.Replace('/', ' ')} without {fact.Path}",
                right with
                {
                    OfKind = right.OfKind.SetItem(kind, facts.Remove(fact)),
                }
            );
    }

    private static MergePart Without(MergePart part, string path) => part with { Facts = [.. part.Facts.Where(fact => fact.Path != path)] };

    private static MergeFacts Changed(MergePart part, MergeFact fact, MergeFact other) =>
        MergeFacts.BuiltIn with
        {
            Parts = MergeFacts.BuiltIn.Parts.Replace(part, part with { Facts = part.Facts.Replace(fact, other) }),
        };
}
