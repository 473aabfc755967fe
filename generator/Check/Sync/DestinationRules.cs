using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>The namespaces that an Application writes into, and who sees to them.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="At">Where a person would change it.</param>
/// <param name="Destination">destination.namespace.</param>
public sealed record NamespaceUse(string Name, Position At, string Destination)
{
    public required IReadOnlySet<string> Used { get; init; }

    /// <summary>Those that it, other Applications of the cluster, or whoever the fleet says, make.</summary>
    public required IReadOnlySet<string> Made { get; init; }

    /// <summary>It says <c>CreateNamespace=true</c>.</summary>
    public bool CreatesDestination { get; init; }

    /// <summary>Null when it is not known.</summary>
    public ProjectPermissions? Project { get; init; }
}

/// <summary>SYN-003: every namespace that an Application writes into is made by somebody, on an empty cluster too (1.11, 3.3).</summary>
internal static class DestinationRules
{
    // Kubernetes makes these itself.
    private static readonly ImmutableHashSet<string> Given = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public static RuleSet<NamespaceUse> Rules { get; } =
        new(
            "Namespaces",
            [
                new(
                    "SYN-003",
                    "Every namespace that an Application writes into is made by somebody, and the project permits it where "
                        + "`CreateNamespace=true` does.",
                    Check
                )
                {
                    Why = "On an empty cluster nothing could be applied.",
                    Mend =
                        "Render the Namespace, or set `CreateNamespace=true`. Of one that is there before any app is, say so: `namespaces` "
                        + "of a prerequisite in gitopsgen.yaml (a warning, because somebody may make it by hand).",
                    Severities = [Severity.Error, Severity.Warning],
                },
            ]
        );

    private static void Check(NamespaceUse use, Findings findings)
    {
        if (use.CreatesDestination && !Sees(use, use.Destination) && use.Project?.PermitsClusterKind("Namespace", use.Destination) == false)
            findings.Fail(Messages.NamespaceForbidden(use.At, use.Name, use.Destination));
        foreach (var space in use.Used.Order(StringComparer.Ordinal).Where(space => !Sees(use, space)))
            if (!use.CreatesDestination || space != use.Destination)
                findings.Fail(Messages.NobodyMakesNamespace(use.At, use.Name, space));
    }

    private static bool Sees(NamespaceUse use, string space) => Given.Contains(space) || use.Made.Contains(space);
}
