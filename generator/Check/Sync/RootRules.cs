using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>One Application below the root, with the names of those that must come before it.</summary>
public sealed record ChildApplication(string Name, int Wave, ImmutableArray<string> Requires);

/// <summary>The Application of Applications.</summary>
/// <param name="HasApplicationHealth">Argo CD is configured with a health check for Applications (3.16).</param>
public sealed record RootChange(string Name, Position At, ImmutableArray<ChildApplication> Children, bool HasApplicationHealth);

/// <summary>
/// SYN-007: an Application that others require is waited for. Without a health check for Applications the root sees one as done when it is
/// created, and the next wave begins two seconds later.
/// </summary>
internal static class RootRules
{
    public static RuleSet<RootChange> Rules { get; } =
        new(
            "The root",
            [
                new("SYN-007", "The root waits for an Application that others require.", Check)
                {
                    Why = "Argo CD has no health check for Applications by default, so the next wave begins two seconds later.",
                    Mend =
                        "Configure one, as [argocd.md](../argocd.md) shows, and say `argocd.applicationHealth: true` in gitopsgen.yaml; "
                        + "or say `false` there.",
                    Severities = [Severity.Note],
                },
            ]
        );

    private static void Check(RootChange root, Findings findings)
    {
        var required = root.Children.SelectMany(child => child.Requires).Distinct(StringComparer.Ordinal);
        // One of them says it all: the cause is the same for each.
        foreach (var name in required.Order(StringComparer.Ordinal))
            if (Unawaited(root, name) is { Count: > 0 } early)
            {
                findings.Fail(Messages.RequiredIsNotAwaited(root.At, root.Name, name, early));
                return;
            }
    }

    // Those that are created although what they require has failed.
    private static List<string> Unawaited(RootChange root, string required)
    {
        var health = root.HasApplicationHealth ? HealthStatus.Degraded : HealthStatus.None;
        var operation = SyncWalks.With(new() { Application = new(), Targets = [.. root.Children.Select(Object)] }, required, health);
        var live = SyncSimulator.Run(operation).Live;
        return
        [
            .. root.Children.Where(child => child.Requires.Contains(required) && live.Contains(child.Name)).Select(child => child.Name),
        ];
    }

    private static SyncObject Object(ChildApplication child) =>
        new()
        {
            Id = child.Name,
            Group = "argoproj.io",
            Kind = "Application",
            Name = child.Name,
            Wave = child.Wave,
        };
}
