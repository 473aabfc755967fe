using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Compare.States;

/// <summary>What one side of a comparison describes.</summary>
/// <param name="Keys">By deployment: the hash of all that its files are made from, as both sides work it out.</param>
public sealed record SidePlan(RenderPlan Plan, IReadOnlyDictionary<string, string> Keys, ImmutableArray<Diagnostic> Errors)
{
    /// <param name="other">What its keys are to be compared with.</param>
    /// <param name="files">Of the side, read in the cheapest way there is.</param>
    public static SidePlan Of(FleetSide side, FleetSide other, IFleetFiles files)
    {
        var diagnostics = new DiagnosticBag();
        var plan = new Planner(new Resolver(new FleetLoader(files, diagnostics).Load(), diagnostics).Resolve(), diagnostics).Plan();
        return new SidePlan(
            plan,
            diagnostics.HasErrors ? new Dictionary<string, string>(StringComparer.Ordinal) : KeysOf(plan, new FolderIds(side, other)),
            [.. diagnostics.Sorted().Where(item => item.Severity == Severity.Error)]
        );
    }

    /// <summary>The deployments that are not made from the same on both sides.</summary>
    public IReadOnlySet<string> Differing(SidePlan other) =>
        Keys
            .Keys.Union(other.Keys.Keys, StringComparer.Ordinal)
            .Where(name => Keys.GetValueOrDefault(name) != other.Keys.GetValueOrDefault(name))
            .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, string> KeysOf(RenderPlan plan, FolderIds folders)
    {
        var keys = new UnitKeys(plan.Fleet.Fleet, folders.Of);
        return plan
            .Units.GroupBy(unit => unit.Deployment.Name, StringComparer.Ordinal)
            .ToDictionary(units => units.Key, units => keys.Of([.. units]), StringComparer.Ordinal);
    }
}
