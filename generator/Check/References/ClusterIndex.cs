using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>Finds what the clusters of an environment hold by kind and name; made once by each rule that asks.</summary>
internal sealed class ClusterIndex
{
    // Comparing names costs the product of their lengths, so not all of many thousands are compared, nor that for many thousands.
    private const int MostCompared = 2000;
    private const int MostSearches = 200;

    private readonly Dictionary<(string GroupKind, string Name), List<Target>> byName = [];
    private readonly Lazy<ILookup<(string GroupKind, string? Namespace), string>> names;
    private readonly Lazy<IReadOnlyList<UnseenPart>> delivered;
    private int searches;

    public ClusterIndex(ClusterContents contents)
    {
        Contents = contents;
        foreach (var target in contents.Objects.Objects.SelectMany(MadeObjects.Of))
            if (byName.TryGetValue((target.GroupKind, target.Name), out var same))
                same.Add(target);
            else
                byName.Add((target.GroupKind, target.Name), [target]);
        names = new(() => byName.Values.SelectMany(all => all).ToLookup(one => (one.GroupKind, one.Namespace), one => one.Name));
        delivered = new(() => [.. Deliverers.Of(contents.Objects.Objects)]);
    }

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
        (Contents.MayHave(groupKind, space) ?? delivered.Value.FirstOrDefault(part => Brings(part, space))) is { } part
            ? $"{part.What} may bring it: {part.Why}"
            : null;

    private List<Target> Known(string groupKind, string name) => byName.GetValueOrDefault((groupKind, name)) ?? [];

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
        var nearest = Nearest.To(name, names.Value[(groupKind, space)].Distinct(StringComparer.Ordinal).Take(MostCompared));
        return nearest is null ? "" : $"Nearest: {ObjectNames.Of(groupKind, space, nearest)}.";
    }

    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("${", StringComparison.Ordinal)
        || text.Contains("$(", StringComparison.Ordinal);
}
