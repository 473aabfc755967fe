using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>spec.syncPolicy.applicationsSync of an ApplicationSet (5.5).</summary>
public enum ApplicationsSync
{
    Sync,
    CreateUpdate,
    CreateDelete,
    CreateOnly,
}

/// <summary>One Application that the generators of a set yield.</summary>
/// <param name="HasError">It is no valid Application: its name is taken or empty, or its project or cluster is unknown.</param>
public sealed record GeneratedApplication(string Name, bool HasError = false);

/// <summary>What one reconciliation of a set does to its Applications.</summary>
/// <param name="IsTriedAgain">After 3 minutes, because of an error.</param>
public sealed record Reconciliation(
    ImmutableArray<string> Created,
    ImmutableArray<string> Updated,
    ImmutableArray<string> Deleted,
    bool IsTriedAgain
);

/// <summary>What an ApplicationSet does with the Applications that it has and those that it should have (5.3, 5.5).</summary>
public static class ApplicationSetPolicy
{
    /// <param name="policy">Where the controller has a policy of its own, that one.</param>
    /// <param name="generated">Null: a generator or the rendering of one parameter set failed, which stops the whole set.</param>
    /// <param name="existing">The names of the set's Applications in the cluster.</param>
    public static Reconciliation Reconcile(
        ApplicationsSync policy,
        IReadOnlyCollection<GeneratedApplication>? generated,
        IReadOnlyCollection<string> existing
    )
    {
        if (generated is null)
            return new([], [], [], IsTriedAgain: true);
        var valid = Names(generated.Where(one => !one.HasError));
        var gone = Names(existing.Except(generated.Select(one => one.Name), StringComparer.Ordinal));
        return new(
            [.. valid.Except(existing, StringComparer.Ordinal)],
            policy is ApplicationsSync.Sync or ApplicationsSync.CreateUpdate ? [.. valid.Intersect(existing, StringComparer.Ordinal)] : [],
            // An empty result deletes them all: nothing guards against it.
            policy is ApplicationsSync.Sync or ApplicationsSync.CreateDelete
                ? gone
                : [],
            generated.Any(one => one.HasError)
        );
    }

    /// <summary>A deleted Application takes its objects along when it carries the finalizer (5.1, 5.4).</summary>
    public static bool TakesObjectsAlong(IReadOnlyCollection<string> templateFinalizers, bool preservesResources) =>
        templateFinalizers.Any(finalizer => finalizer.StartsWith("resources-finalizer.argocd.argoproj.io", StringComparison.Ordinal))
        || (templateFinalizers.Count == 0 && !preservesResources);

    private static ImmutableArray<string> Names(IEnumerable<GeneratedApplication> applications) =>
        Names(applications.Select(one => one.Name));

    private static ImmutableArray<string> Names(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
