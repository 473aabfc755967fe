using System.Collections.Immutable;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Plan;
using GitOpsGen.Publish;

namespace GitOpsGen.Verify;

/// <summary>
/// Which generated files a commit is to be judged by. What it does not write may wait for another pull request to be rendered, so that of a
/// commit of publish only what it writes counts.
/// </summary>
public sealed class CommitScope
{
    private readonly HashSet<(string Environment, string App)>? touched;
    private readonly HashSet<string> changed;

    /// <param name="changes">Of the commit, seen from the fleet; null: everything counts.</param>
    public CommitScope(RenderPlan plan, ImmutableArray<PathChange>? changes)
    {
        changed = (changes ?? []).Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        touched = changes is null ? null : Touched(plan, changed);
        Units =
        [
            .. (touched ?? plan.Units.Select(unit => (unit.Environment.Name, unit.App.Name)).ToHashSet())
                .Select(part => $"{part.Item1}/{part.Item2}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Environment and app of each that counts.</summary>
    public ImmutableArray<string> Units { get; }

    public bool Writes(string? path) => path is not null && (touched is null || (Owner(path) is { } owner && touched.Contains(owner)));

    /// <summary>It changes a file that is generated for all together, which may hold what another pull request brings.</summary>
    public bool Shares(string path) => changed.Contains(path) && Owner(path) is null;

    private static HashSet<(string, string)> Touched(RenderPlan plan, HashSet<string> changed)
    {
        var own = changed.Select(Owner).OfType<(string, string)>().ToHashSet();
        if (own.Count > 0)
            return own;
        // Inputs alone: then nothing that reads them may be other than it was.
        var owners = new PathOwners(plan, changed);
        return [.. changed.Where(PathOwners.IsInside).SelectMany(owners.Readers).Select(part => (part.Environment, part.App))];
    }

    private static (string Environment, string App)? Owner(string path) =>
        FleetLayout.Read(path) switch
        {
            IOfDeployment file => (file.Environment, file.App),
            ApplicationFile file => (file.Environment, file.App),
            _ => null,
        };
}
