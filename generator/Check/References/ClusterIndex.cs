using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>
/// Finds what the clusters of an environment hold by kind and name; each rule that asks has its own, with a number of searches for what
/// comes near.
/// </summary>
internal sealed class ClusterIndex
{
    // Comparing names costs the product of their lengths, so not all of many thousands are compared, nor that for many thousands.
    private const int MostCompared = 2000;
    private const int MostSearches = 200;

    private readonly ClusterTargets targets;
    private int searches;

    public ClusterIndex(ClusterContents contents) => (Contents, targets) = (contents, ClusterTargets.Of(contents));

    public ClusterContents Contents { get; }

    public IEnumerable<Manifest> Objects => Contents.Objects.Objects;

    /// <summary>All that stand for the object of that kind and name in the namespace, those that add keys to it too.</summary>
    public IEnumerable<Target> All(string groupKind, string space, string name) =>
        Known(groupKind, name).Where(target => target.Namespace is null || target.Namespace == space);

    public Sighting Find(string groupKind, string space, string name)
    {
        var known = Known(groupKind, name);
        if (known.Exists(target => target.Namespace == space && !target.OnlyAdds) || WellKnown.IsGiven(groupKind, space, name))
            return Sighting.Found;
        if (IsTemplate(name) || IsTemplate(space))
            return new Sighting(null, "the name is not filled in yet");
        return Unstated(known, groupKind, space) is { } doubt || (doubt = WhyMaybe(groupKind, space, name)) is not null
            ? new Sighting(null, doubt)
            : new Sighting(false, Near(known, groupKind, space, name));
    }

    /// <summary>Who may bring such an object unseen, as the end of a sentence; null when it is not there for certain.</summary>
    public string? MayHave(string groupKind, string space) =>
        (Contents.MayHave(groupKind, space) ?? targets.Delivered.FirstOrDefault(part => Brings(part, space))) is { } part
            ? $"{part.What} may bring it: {part.Why}"
            : null;

    private List<Target> Known(string groupKind, string name) => targets.Called(groupKind, name);

    private string? WhyMaybe(string groupKind, string space, string name) =>
        WellKnown.Doubt(groupKind, space, name) ?? MayHave(groupKind, space);

    private static bool Brings(UnseenPart part, string space) =>
        space.Length == 0 || part.Namespaces.IsEmpty || part.Namespaces.Contains(space);

    // Of an object that names no namespace only whoever applies it knows where it will be.
    private static string? Unstated(List<Target> known, string groupKind, string space)
    {
        if (KindScopes.BuiltIn.IsClusterScoped(groupKind))
            return null;
        if (known.Find(target => target.Namespace is null) is { } anywhere)
            return $"{ObjectNames.Of(anywhere.Origin)} makes it in namespaces that only their labels choose";
        if (space.Length == 0 && known.Find(target => !target.OnlyAdds) is { } other)
            return $"one is in namespace {other.Namespace}, and the object that asks names no namespace";
        return known.Exists(target => target.Namespace is { Length: 0 } && !target.OnlyAdds)
            ? "one of that name is here, and names no namespace"
            : null;
    }

    private string Near(List<Target> known, string groupKind, string space, string name)
    {
        var elsewhere = known
            .Where(target => !target.OnlyAdds)
            .Select(target => target.Namespace)
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (elsewhere.Count > 0)
            return $"One is in namespace {string.Join(", ", elsewhere.Take(3))}{(elsewhere.Count > 3 ? ", …" : "")}.";
        if (searches++ >= MostSearches)
            return "";
        var nearest = Nearest.To(name, targets.Names(groupKind, space).Distinct(StringComparer.Ordinal).Take(MostCompared));
        return nearest is null ? "" : $"Nearest: {ObjectNames.Of(groupKind, space, nearest)}.";
    }

    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("${", StringComparison.Ordinal)
        || text.Contains("$(", StringComparison.Ordinal);
}
