using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Render;

/// <summary>Reduces objects, or what a chart is declared to produce, to a <see cref="Footprint"/>.</summary>
public static class Footprints
{
    public static Footprint Of(IEnumerable<ObjectId> objects, Unit unit, KindScopes scopes, DiagnosticBag diagnostics)
    {
        var clusterKinds = new SortedSet<(string, string)>();
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var namespaces = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in objects)
        {
            if (scopes.IsClusterScoped(id.GroupKind))
            {
                // Only namespaces are listed by name: creating any namespace is more than an app needs.
                clusterKinds.Add((id.GroupKind, id.GroupKind == "Namespace" ? id.Name : "*"));
                continue;
            }

            if (id.Namespace.Length == 0 && !scopes.IsKnown(id))
                diagnostics.Add(Messages.UnknownScope(unit.Deployment.At, id.GroupKind, unit.Name));
            kinds.Add(id.GroupKind);
            namespaces.Add(id.Namespace.Length == 0 ? unit.App.Namespace : id.Namespace);
        }

        return new Footprint(
            [.. clusterKinds],
            kinds.ToImmutableSortedSet(StringComparer.Ordinal),
            namespaces.ToImmutableSortedSet(StringComparer.Ordinal)
        );
    }

    public static Footprint Of(Produces produces) =>
        new(
            [.. produces.ClusterKinds.Select(kind => (kind, "*"))],
            produces.Kinds.ToImmutableSortedSet(StringComparer.Ordinal),
            produces.Namespaces.ToImmutableSortedSet(StringComparer.Ordinal)
        );
}
