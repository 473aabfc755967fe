using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>SYN-003: every namespace that an Application writes into is made by somebody, on an empty cluster too (1.11, 3.3).</summary>
internal static class DestinationRules
{
    // Kubernetes makes these itself.
    private static readonly ImmutableHashSet<string> Given = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public static Rule<SyncWalks> IsMade { get; } =
        new(
            "SYN-003",
            "Every namespace that an Application writes into is made by somebody, and the project permits it where `CreateNamespace=true` "
                + "does.",
            Check
        )
        {
            Why = "On an empty cluster nothing could be applied.",
            Mend = "Render the Namespace, set the option, or say who owns it; let the project permit it.",
        };

    private static void Check(SyncWalks walks, Findings findings)
    {
        var (change, first) = (walks.Change, walks.First);
        var made = first.Targets.Where(target => target.IsNamespace).Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
        made.UnionWith(Given);
        made.UnionWith(change.OwnedNamespaces);
        if (change.Options.Has("CreateNamespace=true") && made.Add(change.Namespace) && !first.Application.MayCreateNamespace)
            findings.Fail(Messages.NamespaceForbidden(change.At, change.Name, change.Namespace));
        foreach (var space in Used(change).Where(space => !made.Contains(space)))
            findings.Fail(Messages.NobodyMakesNamespace(change.At, change.Name, space));
    }

    private static IEnumerable<string> Used(ApplicationChange change) =>
        change
            .Rendered.Objects.Where(manifest => !manifest.IsClusterScoped)
            .Select(manifest => manifest.Namespace.Length == 0 ? change.Namespace : manifest.Namespace)
            .Where(space => space.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
