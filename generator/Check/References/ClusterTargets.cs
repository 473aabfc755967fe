using System.Runtime.CompilerServices;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>All that objects may name, by kind and name. Every rule of references asks for it, so that it is made once.</summary>
internal sealed class ClusterTargets
{
    private static readonly ConditionalWeakTable<ClusterContents, ClusterTargets> Known = [];

    private readonly Dictionary<(string GroupKind, string Name), List<Target>> byName = [];
    private readonly Lazy<ILookup<(string GroupKind, string? Namespace), string>> names;
    private readonly Lazy<IReadOnlyList<UnseenPart>> delivered;

    private ClusterTargets(ClusterContents contents)
    {
        foreach (var target in contents.Objects.Objects.SelectMany(MadeObjects.Of))
            if (byName.TryGetValue((target.GroupKind, target.Name), out var same))
                same.Add(target);
            else
                byName.Add((target.GroupKind, target.Name), [target]);
        names = new(() => byName.Values.SelectMany(all => all).ToLookup(one => (one.GroupKind, one.Namespace), one => one.Name));
        delivered = new(() => [.. Deliverers.Of(contents.Objects.Objects)]);
    }

    /// <summary>What brings objects that are not at hand, as objects that are at hand say.</summary>
    public IReadOnlyList<UnseenPart> Delivered => delivered.Value;

    public static ClusterTargets Of(ClusterContents contents) => Known.GetValue(contents, one => new ClusterTargets(one));

    public List<Target> Called(string groupKind, string name) => byName.GetValueOrDefault((groupKind, name)) ?? [];

    public IEnumerable<string> Names(string groupKind, string space) => names.Value[(groupKind, space)];
}
